/** A rule as S3 takes and returns it, in the parts that decide anything here. */
export interface Rule {
  readonly ID?: string;
  readonly Priority?: number;
  readonly Status?: string;
  readonly Destination?: { readonly Bucket?: string };
}

/** Everything that a bucket replicates: one role for all rules. */
export interface ReplicationConfiguration {
  readonly Role?: string;
  readonly Rules?: Rule[];
}

/** The one rule that this library owns on a bucket, as its custom resource describes it. */
export interface OwnedRule {
  /** Where the bucket is, which is not where the function runs. */
  readonly region: string;
  readonly bucketName: string;
  readonly account: string;
  readonly roleArn: string;
  readonly rule: Rule;
}

export interface Request {
  readonly kind: 'put' | 'remove';
  readonly owned: OwnedRule;
}

/** What is to be done to the configuration of a bucket. */
export type Decision =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'put'; readonly configuration: ReplicationConfiguration };

const NUMBERS = ['Priority', 'Minutes'];

const REGION_NAME = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/**
 * Reads the properties of the custom resource. CloudFormation hands its numbers over as text.
 *
 * @throws Error for a Region that is none: the function's own must never stand in for it
 */
export function ownedRule(properties: { readonly [name: string]: unknown }): OwnedRule {
  return {
    region: regionName(properties.Region),
    bucketName: String(properties.BucketName),
    account: String(properties.Account),
    roleArn: String(properties.RoleArn),
    rule: withNumbers(properties.Rule) as Rule,
  };
}

/**
 * What a request asks of the present configuration, which is left out when the bucket has none. Rules of others are carried over.
 * A put is decided even where the rule is there already: S3 may return a rule in other words than it was given.
 *
 * @throws Error where the rule cannot stand beside the rules of others
 */
export function decide({ kind, owned }: Request, current?: ReplicationConfiguration): Decision {
  const others = rulesOf(current).filter(rule => rule.ID !== owned.rule.ID);
  if (kind === 'put') {
    requireRoom(owned, others, current?.Role);
    return { kind: 'put', configuration: { Role: owned.roleArn, Rules: [...others, owned.rule] } };
  }
  if (!find(owned, current)) {
    return { kind: 'nothing' };
  }
  return others.length === 0
    ? { kind: 'delete' }
    : { kind: 'put', configuration: { Role: owned.roleArn, Rules: others } };
}

/** Whether a configuration that was read after the change shows it. Compares what S3 returns as it was given. */
export function isSettled({ kind, owned }: Request, current?: ReplicationConfiguration): boolean {
  const found = find(owned, current);
  return kind === 'remove'
    ? found === undefined
    : found?.Status === owned.rule.Status && found?.Destination?.Bucket === owned.rule.Destination?.Bucket;
}

/** A rule of the same id in another role is somebody else's. */
function find({ roleArn, rule }: OwnedRule, current?: ReplicationConfiguration): Rule | undefined {
  return current?.Role === roleArn ? rulesOf(current).find(candidate => candidate.ID === rule.ID) : undefined;
}

/** S3 has one role for all rules of a bucket, and no two rules of one priority. */
function requireRoom({ roleArn, rule }: OwnedRule, others: readonly Rule[], role?: string): void {
  const names = others.map(other => `"${other.ID}"`).join(', ');
  if (others.length > 0 && role !== roleArn) {
    throw new Error(`the bucket has rules of others (${names}) in role ${role}, S3 takes one role for all rules of a bucket, `
      + `and this rule needs ${roleArn}. Nothing was changed. Move those rules to that role, or remove them`);
  }
  const rival = others.find(other => other.Priority === rule.Priority);
  if (rival) {
    throw new Error(`rule "${rival.ID}", which is not of this library, has priority ${rule.Priority} too. Nothing was changed. `
      + 'Give that rule another priority');
  }
}

function rulesOf(configuration?: ReplicationConfiguration): Rule[] {
  return configuration?.Rules ?? [];
}

function regionName(value: unknown): string {
  if (typeof value !== 'string' || !REGION_NAME.test(value)) {
    throw new Error(`property Region is ${JSON.stringify(value)}, expected the name of the bucket's Region, for example "eu-central-1". Nothing was changed`);
  }
  return value;
}

function withNumbers(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) =>
    [name, NUMBERS.includes(name) ? Number(part) : withNumbers(part)]));
}
