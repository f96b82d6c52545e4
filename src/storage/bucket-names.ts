import { Annotations, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';
import { NAME_KINDS } from '../topology/name-kinds';

interface NameRule {
  /** What a name must not match. */
  readonly pattern: RegExp;
  readonly rule: string;
  readonly unless?: (name: string, region: DrRegion) => boolean;
}

/** What S3 refuses in the name of a general purpose bucket. */
const RULES: NameRule[] = [
  { pattern: /^.{0,2}$|^.{64}/, rule: 'names of buckets have 3 to 63 characters' },
  { pattern: /[^a-z0-9.-]/, rule: 'names of buckets consist of lower-case letters, digits, dots and hyphens' },
  { pattern: /^[.-]|[.-]$/, rule: 'names of buckets begin and end with a letter or digit' },
  { pattern: /\.\.|\.-|-\./, rule: 'a dot in the name of a bucket stands between letters or digits' },
  { pattern: /^\d+\.\d+\.\d+\.\d+$/, rule: 'the name of a bucket must not look like an IP address' },
  {
    pattern: /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/,
    rule: 'S3 keeps the prefixes xn--, sthree- and amzn-s3-demo- and the suffixes -s3alias, --ol-s3, .mrap, --x-s3 and --table-s3 to itself',
  },
  {
    pattern: /-an$/,
    rule: 'S3 keeps the suffix -an to the regional namespaces of accounts, where only an adopted bucket of the home Region can be',
    unless: (name, region) => region.role === 'primary' && isAccountRegional(name, region),
  },
];

/** Whose names the checks are of. */
export interface BucketOwner {
  readonly topology: DrTopology;
  readonly options: ReplicatedBucketOptions;
}

/** The name of a Region's bucket: the one that was given, or one that no other store has. */
export function bucketNameIn(region: DrRegion, owner: Construct, { topology, options }: BucketOwner): string {
  return options[propOf(region)] ?? topology._name(NAME_KINDS.bucket, owner.node.id, region);
}

/**
 * Checks the names that a user gives to buckets, and takes them, so that no other bucket of the topology gets one of them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function takeBucketNames(scope: Construct, owner: BucketOwner): void {
  const { topology, options } = owner;
  for (const region of topology.regions) {
    const prop = propOf(region);
    validateBucketName(scope, prop, options[prop], region);
    topology._claim({
      kind: NAME_KINDS.bucket,
      name: bucketNameIn(region, scope, owner),
      owner: scope,
      prop: options[prop] === undefined ? undefined : prop,
    });
  }
}

/** @param inStack a construct below a stack: CDK prints no warning of another */
export function warnOfBucketNames(inStack: Construct, { topology, options: { primaryBucketName, existing } }: BucketOwner): void {
  if (primaryBucketName !== undefined && !existing && isAccountRegional(primaryBucketName, topology.primary)) {
    Annotations.of(inStack).addWarningV2('cdk-multi-region-dr:accountRegionalBucketName',
      `primaryBucketName "${primaryBucketName}" is a name of the account's regional namespace. It is right for a bucket that was adopted. `
      + 'A new bucket would be created in the global namespace, where S3 refuses that name: write one that does not end in "-an".');
  }
}

function propOf({ role }: DrRegion): 'primaryBucketName' | 'secondaryBucketName' {
  return `${role}BucketName`;
}

function validateBucketName(scope: Construct, prop: string, name: string | undefined, region: DrRegion): void {
  if (name === undefined) {
    return;
  }
  if (Token.isUnresolved(name)) {
    refuse(scope, {
      prop,
      rule: 'the other Region spells the name, so that it cannot be a value known only after deployment',
      remedy: 'Write the name itself, for example "acme-documents"',
    });
  }
  const broken = RULES.find(({ pattern, unless }) => pattern.test(name) && !unless?.(name, region));
  if (broken) {
    refuse(scope, { prop, value: `"${name}"`, rule: broken.rule, remedy: 'Write a name such as "acme-documents-eu-west-1"' });
  }
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html */
function isAccountRegional(name: string, { name: region, env: { account } }: DrRegion): boolean {
  return name.endsWith(`-${account}-${region}-an`);
}
