import { Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './configuration-error';
import { requireKnownRegion } from './region-services';

/** The inputs of a topology that the rules below look at. */
export interface TopologyFacts {
  readonly account: string;
  readonly primaryRegion: string;
  readonly secondaryRegion: string;
  readonly witnessRegion?: string;
  readonly applicationName: string;
  readonly environmentName: string;
}

/** Checks everything that can be known about a topology at synthesis. Returns the partition of its Regions. */
export function validateTopology(scope: IConstruct, facts: TopologyFacts): string {
  validateScope(scope);
  validateAccount(scope, facts.account);
  validateApplicationName(scope, facts.applicationName);
  validateEnvironmentName(scope, facts.environmentName);
  return validateRegions(scope, facts);
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

function validateAccount(scope: IConstruct, account: string): void {
  if (Token.isUnresolved(account) || !/^\d{12}$/.test(account)) {
    refuse(scope, {
      prop: 'account',
      value: Token.isUnresolved(account) ? 'not known at synthesis' : `"${account}"`,
      rule: 'names and ARNs that cross the Regions are computed at synthesis, which needs the 12-digit account id',
      remedy: 'Write the account id, for example account: process.env.CDK_DEFAULT_ACCOUNT',
    });
  }
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
      remedy: 'Set environmentName, for example "prod"; the default is the name of the enclosing Stage',
    });
  }
}

function validateRegions(scope: IConstruct, facts: TopologyFacts): string {
  const regions: [string, string | undefined][] = [
    ['primary.region', facts.primaryRegion],
    ['secondary.region', facts.secondaryRegion],
    ['witnessRegion', facts.witnessRegion],
  ];
  const partitions = new Set<string>();
  const seen = new Map<string, string>();
  for (const [prop, region] of regions) {
    if (region === undefined) {
      continue;
    }
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

function validateConcrete(scope: IConstruct, prop: string, region: string): void {
  if (Token.isUnresolved(region)) {
    refuse(scope, {
      prop,
      value: 'not known at synthesis',
      rule: 'each Region gets templates of its own, with names and ARNs of the other, so both must be known',
      remedy: 'Write the Region\'s name; give stacks that you hand over a concrete env',
    });
  }
}

/** The environment's name when none is given: the enclosing Stage's name, or `default` directly under the App. */
export function defaultEnvironmentName(scope: IConstruct): string {
  const stageName = Stage.of(scope)!.stageName;
  return stageName === '' ? 'default' : stageName.toLowerCase();
}
