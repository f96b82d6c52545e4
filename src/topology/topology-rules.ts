import { RemovalPolicy, Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './configuration-error';
import { requireKnownRegion } from './region-services';
import { RESERVED_TAGS } from './tags';

/** The inputs of a topology that the rules below look at. */
export interface TopologyFacts {
  readonly account: string;
  readonly primaryRegion: string;
  readonly secondaryRegion: string;
  readonly witnessRegion?: string;
  readonly applicationName: string;
  readonly environmentName: string;
  readonly removalPolicy: RemovalPolicy;
  readonly tags: { [key: string]: string };
  /** The Availability Zones given for a Region, by the prop that holds them. */
  readonly zones: { [prop: string]: string[] | undefined };
}

/** Checks everything that can be known about a topology at synthesis. Returns the partition of its Regions. */
export function validateTopology(scope: IConstruct, facts: TopologyFacts): string {
  validateScope(scope);
  validateAccount(scope, facts.account);
  validateApplicationName(scope, facts.applicationName);
  validateEnvironmentName(scope, facts.environmentName);
  validateRemovalPolicy(scope, facts.removalPolicy);
  validateTags(scope, facts.tags);
  const partition = validateRegions(scope, facts);
  validateZones(scope, 'primary', facts.primaryRegion, facts.zones.primary);
  validateZones(scope, 'secondary', facts.secondaryRegion, facts.zones.secondary);
  return partition;
}

function validateScope(scope: IConstruct): void {
  const stack = scope.node.scopes.find(ancestor => Stack.isStack(ancestor));
  if (stack) {
    refuse(scope, {
      prop: 'scope',
      value: `inside stack "${stack.node.path}"`,
      rule: 'the stacks of two Regions cannot live inside a stack: a nested stack always takes the Region of its parent',
      remedy: 'Create it directly under the App or a Stage',
    });
  }
}

function validateAccount(scope: IConstruct, account: string | undefined): void {
  if (!/^\d{12}$/.test(String(account))) {
    refuse(scope, {
      prop: 'account',
      value: describeAccount(account),
      rule: 'names and ARNs that cross the Regions are computed at synthesis, which needs the 12-digit account id',
      remedy: 'Write the 12 digits, for example "111111111111"; process.env.CDK_DEFAULT_ACCOUNT is set by the CDK CLI only, and only with credentials',
    });
  }
}

function describeAccount(account: string | undefined): string {
  if (!account) {
    return 'not given';
  }
  return Token.isUnresolved(account) ? 'not known at synthesis' : `"${account}"`;
}

function validateApplicationName(scope: IConstruct, name: string): void {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,39}$/.test(name)) {
    refuse(scope, {
      prop: 'applicationName',
      value: `"${name}"`,
      rule: 'it begins every name and must be 1 to 40 letters, digits or hyphens, beginning with a letter',
      remedy: 'Set applicationName, for example "payments"; the default is the construct id',
    });
  }
}

function validateEnvironmentName(scope: IConstruct, name: string): void {
  if (!/^[a-z][a-z0-9]{0,15}$/.test(name)) {
    refuse(scope, {
      prop: 'environmentName',
      value: `"${name}"`,
      rule: 'it keeps two environments of one account apart and must be 1 to 16 lower-case letters or digits, beginning with a letter',
      remedy: 'Set environmentName, for example "prod"; the default is derived from the name of the enclosing Stage',
    });
  }
}

function validateRegions(scope: IConstruct, facts: TopologyFacts): string {
  const regions: [string, string][] = [['primary.region', facts.primaryRegion], ['secondary.region', facts.secondaryRegion]];
  if (facts.witnessRegion !== undefined) {
    regions.push(['witnessRegion', facts.witnessRegion]);
  }
  const partitions = new Set<string>();
  const seen = new Map<string, string>();
  for (const [prop, region] of regions) {
    validateConcrete(scope, prop, region);
    partitions.add(requireKnownRegion(scope, prop, region).partition!);
    if (seen.has(region)) {
      refuse(scope, {
        prop,
        value: `"${region}"`,
        rule: `it equals ${seen.get(region)}: nothing survives the loss of a Region that it does not leave`,
        remedy: 'Choose a different Region',
      });
    }
    seen.set(region, prop);
  }
  if (partitions.size > 1) {
    refuse(scope, {
      prop: 'secondary.region',
      value: `"${facts.secondaryRegion}"`,
      rule: `the Regions are in different partitions (${[...partitions].join(', ')}), between which nothing replicates`,
      remedy: 'Choose Regions of one partition',
    });
  }
  return [...partitions][0];
}

/** Untyped callers, and unset environment variables, give nothing where the type promises a name. */
function validateConcrete(scope: IConstruct, prop: string, region: string | undefined): void {
  if (!region || Token.isUnresolved(region)) {
    refuse(scope, {
      prop,
      value: region ? 'not known at synthesis' : 'not given',
      rule: 'each Region gets templates of its own, with names and ARNs of the other, so both must be known',
      remedy: 'Write the Region\'s name; give stacks that you hand over a concrete env',
    });
  }
}

/** CloudFormation takes snapshots of few kinds of resource, and not of keys, tables or buckets. */
function validateRemovalPolicy(scope: IConstruct, removalPolicy: RemovalPolicy): void {
  if (removalPolicy === RemovalPolicy.SNAPSHOT) {
    refuse(scope, {
      prop: 'removalPolicy',
      value: `"${removalPolicy}"`,
      rule: 'CloudFormation takes no snapshot of keys, tables, buckets or a global cluster when their stack is deleted',
      remedy: 'Use RemovalPolicy.RETAIN, or RemovalPolicy.DESTROY in a throw-away environment',
    });
  }
}

function validateTags(scope: IConstruct, tags: { [key: string]: string }): void {
  const reserved = RESERVED_TAGS.find(key => key in tags);
  if (reserved) {
    refuse(scope, {
      prop: `tags["${reserved}"]`,
      value: `"${tags[reserved]}"`,
      rule: 'the library sets this tag itself',
      remedy: 'Use another key; applicationName and environmentName set those two',
    });
  }
}

function validateZones(scope: IConstruct, role: string, region: string, zones: string[] = []): void {
  const literal = zones.filter(zone => !Token.isUnresolved(zone));
  const wrong = literal.find((zone, index) => !zone.startsWith(region) || literal.indexOf(zone) !== index);
  if (wrong) {
    refuse(scope, {
      prop: `${role}.availabilityZones`,
      value: `[${zones.join(', ')}]`,
      rule: `"${wrong}" is given twice or is not a zone of ${region}`,
      remedy: `Write different zones of the Region, such as "${region}a"`,
    });
  }
}

/** Refuses what needs a third Region where the topology has none. */
export function refuseWitness(scope: IConstruct, prop: string): never {
  return refuse(scope, {
    prop,
    rule: 'what looks at both Regions from a third one needs to be told which',
    remedy: 'Give the topology a witnessRegion',
  });
}

/** The environment's name when none is given: the enclosing Stage's name, or `default` directly under the App. */
export function defaultEnvironmentName(scope: IConstruct): string {
  const stageName = Stage.of(scope)!.stageName;
  return stageName === '' ? 'default' : stageName.toLowerCase();
}
