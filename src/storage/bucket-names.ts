import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** What S3 refuses in the name of a general purpose bucket, by what a name must not match. */
const FORBIDDEN: { readonly pattern: RegExp; readonly rule: string }[] = [
  { pattern: /^.{0,2}$|^.{64}/, rule: 'names of buckets have 3 to 63 characters' },
  { pattern: /[^a-z0-9.-]/, rule: 'names of buckets consist of lower-case letters, digits, dots and hyphens' },
  { pattern: /^[.-]|[.-]$/, rule: 'names of buckets begin and end with a letter or digit' },
  { pattern: /\.\.|\.-|-\./, rule: 'a dot in the name of a bucket stands between letters or digits' },
  { pattern: /^\d+\.\d+\.\d+\.\d+$/, rule: 'the name of a bucket must not look like an IP address' },
  {
    pattern: /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/,
    rule: 'S3 keeps the prefixes xn--, sthree- and amzn-s3-demo- and the suffixes -s3alias, --ol-s3, .mrap, --x-s3 and --table-s3 to itself',
  },
];

/**
 * Checks the names that a user gives to buckets.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function validateBucketNames(scope: Construct, names: { readonly primaryBucketName?: string; readonly secondaryBucketName?: string }): void {
  validateBucketName(scope, 'primaryBucketName', names.primaryBucketName);
  validateBucketName(scope, 'secondaryBucketName', names.secondaryBucketName);
  const { primaryBucketName, secondaryBucketName } = names;
  if (secondaryBucketName !== undefined && secondaryBucketName === primaryBucketName) {
    refuse(scope, {
      prop: 'secondaryBucketName',
      value: `"${secondaryBucketName}"`,
      rule: 'it is the name of the home Region\'s bucket, and a name exists once in all Regions',
      remedy: 'Write another name, or leave it out for one of application, environment, id and Region',
    });
  }
}

function validateBucketName(scope: Construct, prop: string, name?: string): void {
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
  const broken = FORBIDDEN.find(({ pattern }) => pattern.test(name));
  if (broken) {
    refuse(scope, { prop, value: `"${name}"`, rule: broken.rule, remedy: 'Write a name such as "acme-documents-eu-west-1"' });
  }
}
