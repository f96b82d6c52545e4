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
  /** The role that the rule ran in before this update. Left out where there is none. */
  readonly previousRoleArn?: string;
}

/** What is to be done to the configuration of a bucket. */
export type Decision =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'put'; readonly configuration: ReplicationConfiguration };

const NUMBERS = ['Priority', 'Minutes'];

/** What each property must match, and how it is described where it does not. */
const EXPECTED = {
  Region: [/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'the name of the bucket\'s Region, for example "eu-central-1"'],
  BucketName: [/^[a-z0-9.-]{3,63}$/, 'the name of a bucket'],
  Account: [/^\d{12}$/, 'the 12 digits of an account'],
  RoleArn: [/^arn:[\w-]+:iam::\d{12}:role\/.+$/, 'the ARN of a role'],
} as const;

/**
 * Reads the properties of the custom resource. CloudFormation hands its numbers over as text.
 *
 * @throws Error for a property that is missing or none of its kind: the function's own Region must never stand in for the bucket's
 */
export function ownedRule(properties: { readonly [name: string]: unknown }): OwnedRule {
  const text = (name: keyof typeof EXPECTED) => {
    const value = properties[name];
    const [pattern, description] = EXPECTED[name];
    return typeof value === 'string' && pattern.test(value) ? value : reject(name, value, description);
  };
  return {
    region: text('Region'),
    bucketName: text('BucketName'),
    account: text('Account'),
    roleArn: text('RoleArn'),
    rule: ruleWithId(withNumbers(properties.Rule)),
  };
}

/**
 * What a request asks of the present configuration, which is left out when the bucket has none. Rules of others are carried over.
 * A put is decided even where the rule is there already: S3 may return a rule in other words than it was given.
 *
 * @throws Error where the rule cannot stand beside the rules of others
 */
export function decide(request: Request, current?: ReplicationConfiguration): Decision {
  const { kind, owned } = request;
  const others = rulesOf(current).filter(rule => rule.ID !== owned.rule.ID);
  if (kind === 'put') {
    requireOneRole(request, others, current);
    requireOnePriority(owned, others);
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

/** S3 has one role for all rules of a bucket. Its own rule may move from the role that it had before to the present one, alone. */
function requireOneRole({ owned, previousRoleArn }: Request, others: readonly Rule[], current?: ReplicationConfiguration): void {
  if (!current || current.Role === owned.roleArn) {
    return;
  }
  const foreign = current.Role === previousRoleArn ? others : rulesOf(current);
  if (foreign.length > 0) {
    throw new Error(`the bucket has rules of others (${foreign.map(rule => `"${rule.ID}"`).join(', ')}) in role ${current.Role}, `
      + `S3 takes one role for all rules of a bucket, and this rule needs ${owned.roleArn}. Nothing was changed. `
      + 'Move those rules to that role, or remove them');
  }
}

function requireOnePriority({ rule }: OwnedRule, others: readonly Rule[]): void {
  const rival = others.find(other => other.Priority === rule.Priority);
  if (rival) {
    throw new Error(`rule "${rival.ID}", which is not of this library, has priority ${rule.Priority} too. Nothing was changed. `
      + 'Give that rule another priority');
  }
}

function rulesOf(configuration?: ReplicationConfiguration): Rule[] {
  return configuration?.Rules ?? [];
}

function ruleWithId(value: unknown): Rule {
  const { ID, Destination } = (value ?? {}) as Rule;
  return ID && Destination?.Bucket ? value as Rule : reject('Rule', value, 'a replication rule with an ID and a destination');
}

function reject(name: string, value: unknown, expected: string): never {
  throw new Error(`property ${name} is ${JSON.stringify(value)}, expected ${expected}. Nothing was changed`);
}

function withNumbers(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) =>
    [name, NUMBERS.includes(name) ? Number(part) : withNumbers(part)]));
}
