import { CfnParameter, Stack } from 'aws-cdk-lib';
import { documents } from './fixture';
import type { ReplicatedBucketOptions } from '../../src/storage';
import { ReplicatedBucket } from '../../src/storage';
import type { BadInput } from '../support/bad-inputs';

const NAME = { remedy: 'Write a name such as "acme-documents-eu-west-1"' };

function named(title: string, value: string, rule: string): BadInput<ReplicatedBucketOptions> {
  return { title, options: { primaryBucketName: value }, prop: 'primaryBucketName', value: `"${value}"`, rule, ...NAME };
}

function token(): string {
  return new CfnParameter(new Stack(), 'Name').valueAsString;
}

/** Names that S3 refuses, and names that two buckets would have. */
export const NAME_BAD_INPUTS: BadInput<ReplicatedBucketOptions>[] = [
  named('a name that is too short', 'ab', 'names of buckets have 3 to 63 characters'),
  named('a name that is too long', 'a'.repeat(64), 'names of buckets have 3 to 63 characters'),
  named('a name with capitals', 'Documents', 'names of buckets consist of lower-case letters, digits, dots and hyphens'),
  named('a name with underscores', 'acme_documents', 'names of buckets consist of lower-case letters, digits, dots and hyphens'),
  named('a name that ends with a hyphen', 'documents-', 'names of buckets begin and end with a letter or digit'),
  named('a name with two dots', 'acme..documents', 'a dot in the name of a bucket stands between letters or digits'),
  named('a name like an address', '192.168.5.4', 'the name of a bucket must not look like an IP address'),
  named('a name of S3\'s own', 'documents-s3alias',
    'S3 keeps the prefixes xn--, sthree- and amzn-s3-demo- and the suffixes -s3alias, --ol-s3, .mrap, --x-s3 and --table-s3 to itself'),
  ...[
    ['primaryBucketName', 'acme-an'],
    ['primaryBucketName', 'acme-222222222222-eu-west-1-an'],
    ['primaryBucketName', 'acme-111111111111-eu-central-1-an'],
    ['secondaryBucketName', 'acme-111111111111-eu-central-1-an'],
  ].map(([prop, value]) => ({
    title: `a name of an account's own namespace: ${prop} ${value}`,
    options: { [prop]: value },
    prop,
    value: `"${value}"`,
    rule: 'S3 keeps the suffix -an to the regional namespaces of accounts, where only an adopted bucket of the home Region can be',
    ...NAME,
  })),
  {
    title: 'a name that is known after deployment',
    options: { secondaryBucketName: token() },
    prop: 'secondaryBucketName',
    rule: 'the other Region spells the name, so that it cannot be a value known only after deployment',
    remedy: 'Write the name itself, for example "acme-documents"',
  },
  {
    title: 'one name for both buckets',
    options: { primaryBucketName: 'documents', secondaryBucketName: 'documents' },
    prop: 'secondaryBucketName',
    value: '"documents"',
    rule: 'a bucket of "Payments/documents" (primaryBucketName) has this name already, and no two may share one',
    remedy: 'Give one of the two another name',
  },
  {
    title: 'the name of another store\'s bucket',
    path: 'Payments/invoices',
    make: () => {
      const { topology } = documents({ secondaryBucketName: 'acme' });
      return new ReplicatedBucket(topology, 'invoices', { topology, primaryBucketName: 'acme' });
    },
    prop: 'primaryBucketName',
    value: '"acme"',
    rule: 'a bucket of "Payments/documents" (secondaryBucketName) has this name already, and no two may share one',
    remedy: 'Give one of the two another name',
  },
  {
    title: 'the name that the home Region\'s bucket gets by itself',
    options: { secondaryBucketName: 'payments-test-documents-eu-west-1-bc30e4f7' },
    prop: 'secondaryBucketName',
    value: '"payments-test-documents-eu-west-1-bc30e4f7"',
    rule: 'a bucket of "Payments/documents" has this name already, and no two may share one',
    remedy: 'Give one of the two another name',
  },
  {
    title: 'the name that its own log bucket gets by itself',
    options: { primaryBucketName: 'payments-test-documents-access-logs-eu-central-1-78a537b4' },
    prop: 'id',
    value: '"documents"',
    rule: 'a bucket of this construct would be named "payments-test-documents-access-logs-eu-central-1-78a537b4", '
      + 'and a bucket of "Payments/documents" (primaryBucketName) has that name already',
    remedy: 'Give one of the two constructs another id or name',
  },
  {
    title: 'an id that makes the names of another store\'s report buckets',
    path: 'Payments/documents-batch-reports',
    make: () => {
      const { topology } = documents({ batchReplication: true });
      return new ReplicatedBucket(topology, 'documents-batch-reports', { topology });
    },
    prop: 'id',
    value: '"documents-batch-reports"',
    rule: 'a bucket of this construct would be named "payments-test-documents-batch-reports-eu-west-1-9372df28", '
      + 'and a bucket of "Payments/documents" has that name already',
    remedy: 'Give one of the two constructs another id or name',
  },
];
