import { CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import { BucketEncryption, HttpMethods, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { Documents } from './fixture';
import { documents } from './fixture';
import { LIFECYCLE_BAD_INPUTS, WHOLE_DAYS } from './lifecycle-bad-inputs';
import type { RegionalBucket, ReplicatedBucketOptions } from '../../src/storage';
import { AccessLogging, ExistingBucket, ReplicatedBucket } from '../../src/storage';
import type { BadInput } from '../support/bad-inputs';
import { badInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, ownStack, PRIMARY, SECONDARY } from '../support/environment';

const REPLICABLE = {
  rule: 'only a key of your own in each Region, or the keys of S3, can encrypt replicas',
  remedy: 'Use BucketEncryption.KMS, the default, or BucketEncryption.S3_MANAGED',
};
const OBJECTIVE = {
  rule: 'S3 replicates asynchronously and publishes the lag once a minute, so that a smaller objective cannot be observed',
  remedy: 'Write at least Duration.minutes(1); S3 commits to 15 minutes. Keep what must not be lost for that long in a session table',
};
const NAME = { remedy: 'Write a name such as "acme-documents-eu-west-1"' };

function named(title: string, value: string, rule: string): BadInput<ReplicatedBucketOptions> {
  return { title, options: { primaryBucketName: value }, prop: 'primaryBucketName', value: `"${value}"`, rule, ...NAME };
}

function token(): string {
  return new CfnParameter(new Stack(), 'Name').valueAsString;
}

/** Does something with the home Region's handle. */
function withHandle(use: (bucket: RegionalBucket, given: Documents) => unknown, options: ReplicatedBucketOptions = {}): () => unknown {
  return () => {
    const given = documents(options);
    return use(given.bucket.forRegion(given.topology.primary), given);
  };
}

function roleIn({ app }: Documents, region: string): iam.Role {
  return new iam.Role(ownStack(app, `Team-${region}`, region), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
}

const options: BadInput<ReplicatedBucketOptions>[] = [
  {
    title: 'emptying what is kept',
    options: { autoDeleteObjects: true },
    prop: 'autoDeleteObjects',
    value: 'true',
    rule: 'it empties both buckets when their stacks are deleted, while topology.removalPolicy is "retain"',
    remedy: 'Leave it out; or set removalPolicy: RemovalPolicy.DESTROY on the topology of a throw-away environment',
  },
  { title: 'a key of AWS', options: { encryption: BucketEncryption.KMS_MANAGED }, prop: 'encryption', value: '"KMS_MANAGED"', ...REPLICABLE },
  { title: 'no encryption', options: { encryption: BucketEncryption.UNENCRYPTED }, prop: 'encryption', value: '"UNENCRYPTED"', ...REPLICABLE },
  { title: 'two layers of encryption', options: { encryption: BucketEncryption.DSSE }, prop: 'encryption', value: '"DSSE"', ...REPLICABLE },
  {
    title: 'versions that go at once',
    options: { noncurrentVersionExpiration: Duration.hours(0) },
    prop: 'noncurrentVersionExpiration',
    value: '0 hours',
    ...WHOLE_DAYS,
  },
  {
    title: 'versions that go after hours',
    options: { noncurrentVersionExpiration: Duration.hours(36) },
    prop: 'noncurrentVersionExpiration',
    value: '1 day 12 hours',
    ...WHOLE_DAYS,
  },
  {
    title: 'uploads that go within a day',
    options: { abortIncompleteMultipartUploadAfter: Duration.hours(12) },
    prop: 'abortIncompleteMultipartUploadAfter',
    value: '12 hours',
    ...WHOLE_DAYS,
  },
  {
    title: 'logs that go after hours',
    options: { accessLogging: AccessLogging.serverAccessLogs({ retention: Duration.hours(30) }) },
    prop: 'accessLogging.retention',
    value: '1 day 6 hours',
    ...WHOLE_DAYS,
  },
  {
    title: 'a trail that goes after hours',
    options: { accessLogging: AccessLogging.cloudTrailDataEvents({ retention: Duration.minutes(1) }) },
    prop: 'accessLogging.retention',
    value: '1 minute',
    ...WHOLE_DAYS,
  },
  {
    title: 'a trail of nothing',
    options: { accessLogging: AccessLogging.cloudTrailDataEvents({ readWriteType: ReadWriteType.NONE }) },
    prop: 'accessLogging.readWriteType',
    value: '"None"',
    rule: 'a trail that selects no event records nothing',
    remedy: 'Use ReadWriteType.ALL, READ_ONLY or WRITE_ONLY; or AccessLogging.serverAccessLogs() for no trail',
  },
  { title: 'an objective of seconds', options: { rpo: Duration.seconds(5) }, prop: 'rpo', value: '5 seconds', ...OBJECTIVE },
  {
    title: 'a default lock without object lock',
    options: { objectLockEnabled: false, objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(30)) },
    prop: 'objectLockEnabled',
    value: 'false',
    rule: 'objectLockDefaultRetention locks every new version, which needs object lock',
    remedy: 'Leave out objectLockEnabled, or objectLockDefaultRetention',
  },
  ...[{ objectLockEnabled: true }, { objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(1)) }].map(lock => ({
    title: `emptying what is locked: ${Object.keys(lock)[0]}`,
    make: () => documents({ autoDeleteObjects: true, ...lock }, { removalPolicy: RemovalPolicy.DESTROY }),
    prop: 'autoDeleteObjects',
    value: 'true',
    rule: 'the buckets have object lock, and a locked version cannot be deleted, so that emptying them fails and keeps the stack',
    remedy: 'Leave out autoDeleteObjects, or object lock in a throw-away environment',
  })),
  named('a name that is too short', 'ab', 'names of buckets have 3 to 63 characters'),
  named('a name that is too long', 'a'.repeat(64), 'names of buckets have 3 to 63 characters'),
  named('a name with capitals', 'Documents', 'names of buckets consist of lower-case letters, digits, dots and hyphens'),
  named('a name with underscores', 'acme_documents', 'names of buckets consist of lower-case letters, digits, dots and hyphens'),
  named('a name that ends with a hyphen', 'documents-', 'names of buckets begin and end with a letter or digit'),
  named('a name with two dots', 'acme..documents', 'a dot in the name of a bucket stands between letters or digits'),
  named('a name like an address', '192.168.5.4', 'the name of a bucket must not look like an IP address'),
  named('a name of S3\'s own', 'documents-s3alias',
    'S3 keeps the prefixes xn--, sthree- and amzn-s3-demo- and the suffixes -s3alias, --ol-s3, .mrap, --x-s3 and --table-s3 to itself'),
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
    rule: 'it is the name of the home Region\'s bucket, and a name exists once in all Regions',
    remedy: 'Write another name, or leave it out for one of application, environment, id and Region',
  },
  {
    title: 'an existing bucket without its name',
    options: { existing: ExistingBucket.beingImported() },
    prop: 'primaryBucketName',
    rule: 'the bucket that is imported has a name already, which the template must carry',
    remedy: 'Write the name of the existing bucket',
  },
  {
    title: 'a hundred and one cross-origin rules',
    options: { cors: Array.from({ length: 101 }, () => ({ allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'] })) },
    prop: 'cors',
    value: '101 rules',
    rule: 'S3 takes at most 100',
    remedy: 'Put origins with the same methods into one rule',
  },
  {
    title: 'a cross-origin rule for no origin',
    options: { cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: [] }] },
    prop: 'cors[0].allowedOrigins',
    value: '[]',
    rule: 'a rule without it allows nothing, and S3 refuses it',
    remedy: 'Name at least one, or leave the rule out',
  },
  {
    title: 'an origin with two wildcards',
    options: { cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: ['https://*.example.*'] }] },
    prop: 'cors[0].allowedOrigins',
    value: '"https://*.example.*"',
    rule: 'S3 takes one "*" in each',
    remedy: 'Write one wildcard, for example "https://*.example.com"',
  },
  {
    title: 'a cross-origin rule with a long id',
    options: { cors: [{ id: 'x'.repeat(256), allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'], allowedHeaders: ['*'] }] },
    prop: 'cors[0].id',
    value: '256 characters',
    rule: 'S3 takes at most 255',
    remedy: 'Write a shorter id, or leave it out',
  },
];

const uses: BadInput<ReplicatedBucketOptions>[] = [
  {
    title: 'a Region of another topology',
    make: () => documents().bucket.forRegion(createdTopology().primary),
    prop: 'region',
    value: '"eu-west-1"',
    rule: 'it is not a Region of this construct\'s topology, whose Regions are eu-central-1 and eu-west-1',
    remedy: 'Use topology.primary or topology.secondary of the same topology',
  },
  {
    title: 'more buckets than the policy of one function can name',
    path: 'Payments/bucket26',
    make: () => {
      const topology = createdTopology();
      return Array.from({ length: 26 }, (_, index) => new ReplicatedBucket(topology, `bucket${index + 1}`, { topology }));
    },
    prop: 'topology',
    value: 'one with 26 replicated buckets',
    rule: 'the policy that lets their replication rules be put can name 25 buckets',
    remedy: 'Give this bucket a topology of its own, with another applicationName',
  },
  {
    title: 'a grant to a service',
    make: withHandle(({ grants }) => grants.read(new iam.ServicePrincipal('cloudfront.amazonaws.com'))),
    prop: 'grantee',
    value: 'ServicePrincipal(cloudfront.amazonaws.com)',
    rule: 'a principal without a policy of its own, such as a service or an account, cannot be granted access here',
    remedy: 'Grant to a role, a user or a group; let a service assume such a role',
  },
  {
    title: 'a grant by the bucket itself to a role of the other Region',
    make: withHandle(({ bucket }, given) => bucket.grantRead(roleIn(given, SECONDARY))),
    prop: 'grantee',
    value: '"Team-eu-central-1/Role" in eu-central-1',
    rule: 'this handle is for principals in stacks of eu-west-1, and names what is there',
    remedy: 'Grant on the handle of its own Region: forRegion(topology.secondary)',
  },
  {
    title: 'a key pattern that names a bucket',
    make: withHandle(({ grants }, given) => grants.put(roleIn(given, PRIMARY), 's3://documents/invoices/*')),
    prop: 'objectsKeyPattern',
    value: '"s3://documents/invoices/*"',
    rule: 'it is matched with object keys, which do not begin with the name of a bucket',
    remedy: 'Write a key pattern such as "invoices/*", or leave it out for every object',
  },
  {
    title: 'a grant of ACLs',
    make: withHandle(({ bucket }, given) => bucket.grantPutAcl(roleIn(given, PRIMARY))),
    prop: 'forRegion(primary).bucket.grantPutAcl()',
    rule: 'the buckets have no ACLs, and S3 refuses every request that sets one',
    remedy: 'Grant access by the principal\'s policy: grants.read or another of the handle',
  },
  {
    title: 'a statement of the policy that refers to a resource',
    make: withHandle(({ bucket, bucketArn }, given) => bucket.addToResourcePolicy(new iam.PolicyStatement({
      principals: [roleIn(given, PRIMARY)], actions: ['s3:GetObject'], resources: [`${bucketArn}/*`],
    }))),
    prop: 'forRegion(primary).bucket.addToResourcePolicy()',
    rule: 'the policy is in stack "Payments-test-foundation-eu-west-1", which would wait for the resource that the statement refers to, and that for the bucket',
    remedy: 'Grant to a role by the handle\'s grants; or write the names and ARNs in the statement as text',
  },
  {
    title: 'a rule beside the bucket',
    make: withHandle(({ bucket }) => bucket.onCloudTrailPutObject('Put')),
    prop: 'forRegion(primary).bucket.onCloudTrailEvent()',
    rule: 'the rule would be in stack "Payments-test-foundation-eu-west-1", which would wait for the target\'s stack',
    remedy: 'Create an events.Rule in your own stack, with detail.requestParameters.bucketName in its pattern',
  },
  ...(['addObjectCreatedNotification', 'addObjectRemovedNotification', 'enableEventBridgeNotification'] as const).map(method => ({
    title: `a notification: ${method}`,
    make: withHandle(({ bucket }) => bucket[method]({ bind: () => ({ arn: `arn:aws:sqs:${PRIMARY}:${ACCOUNT}:team`, type: 1 }) })),
    prop: 'forRegion(primary).bucket.addEventNotification()',
    rule: 'S3 keeps one list of notifications per bucket, which the library writes: a second writer would delete the events of failed replication',
    remedy: 'Set eventBridgeEnabled: true on the bucket, and match "Object Created" by an events.Rule in your own stack',
  })),
  {
    title: 'a metric of requests that S3 does not publish',
    make: withHandle(bucket => bucket.metric5xxErrors()),
    prop: 'forRegion(primary).metric5xxErrors()',
    rule: 'S3 publishes metrics of requests only where they are switched on, so that the metric would stay without data',
    remedy: 'Set requestMetrics: true on the bucket',
  },
];

/** What a replicated bucket refuses. */
export const REPLICATED_BUCKET_BAD_INPUTS = badInputs<ReplicatedBucketOptions>({
  construct: 'ReplicatedBucket',
  requirements: 'S3-01, S3-10, S3-11',
  path: 'Payments/documents',
  make: documents,
  inputs: [...options, ...LIFECYCLE_BAD_INPUTS, ...uses],
});
