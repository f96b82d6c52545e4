import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketEncryption, BucketNotificationDestinationType, EventType, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { CORS_BAD_INPUTS } from './cors-bad-inputs';
import type { Documents } from './fixture';
import { documents } from './fixture';
import { LIFECYCLE_BAD_INPUTS, WHOLE_DAYS } from './lifecycle-bad-inputs';
import { NAME_BAD_INPUTS } from './name-bad-inputs';
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
const WAITING = {
  rule: 'it counts operations that may wait to be copied when a planned run begins',
  remedy: 'Write a whole number such as 100; or 0, the default, for none',
};
const FOREIGN_STATEMENT = {
  rule: 'the policy is in stack "Payments-test-foundation-eu-west-1", which must not wait for what the statement refers to in another stack',
  remedy: 'Grant to a role by the handle\'s grants; or write the names and ARNs in the statement as text, those of CloudFront as '
    + '"arn:aws:cloudfront::111111111111:distribution/*"',
};
const DESTINATION = { bind: () => ({ arn: `arn:aws:sqs:${PRIMARY}:${ACCOUNT}:team`, type: BucketNotificationDestinationType.QUEUE }) };

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
  { title: 'less than nothing that waits', options: { maxPendingReplication: -1 }, prop: 'maxPendingReplication', value: '-1', ...WAITING },
  { title: 'half an operation that waits', options: { maxPendingReplication: 0.5 }, prop: 'maxPendingReplication', value: '0.5', ...WAITING },
  { title: 'any number of operations that wait', options: { maxPendingReplication: Infinity }, prop: 'maxPendingReplication', value: 'Infinity', ...WAITING },
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
  {
    title: 'an existing bucket without its name',
    options: { existing: ExistingBucket.beingImported() },
    prop: 'primaryBucketName',
    rule: 'the bucket that is imported has a name already, which the template must carry',
    remedy: 'Write the name of the existing bucket',
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
    title: 'public access',
    make: withHandle(({ bucket }) => bucket.grantPublicAccess()),
    prop: 'forRegion(primary).bucket.grantPublicAccess()',
    rule: 'the buckets are private, and S3 refuses every policy that would make them public',
    remedy: 'Serve the public by CloudFront, whose statement in the policy names its distributions',
  },
  {
    title: 'a statement of the policy that refers to a resource',
    make: withHandle(({ bucket, bucketArn }, given) => bucket.addToResourcePolicy(new iam.PolicyStatement({
      principals: [roleIn(given, PRIMARY)], actions: ['s3:GetObject'], resources: [`${bucketArn}/*`],
    }))),
    prop: 'forRegion(primary).bucket.addToResourcePolicy()',
    ...FOREIGN_STATEMENT,
  },
  {
    title: 'a distribution of another stack, whose id is known at synthesis',
    make: withHandle(({ bucket }, { app }) => {
      new cloudfront.Distribution(ownStack(app, 'Team', PRIMARY), 'Distribution', {
        defaultBehavior: { origin: origins.S3BucketOrigin.withOriginAccessControl(bucket) },
      });
      app.synth();
    }),
    prop: 'forRegion(primary).bucket.addToResourcePolicy()',
    ...FOREIGN_STATEMENT,
  },
  {
    title: 'a statement of the queue\'s policy that refers to a resource',
    make: withHandle(({ replicationEvents }, given) => replicationEvents.addToResourcePolicy(new iam.PolicyStatement({
      principals: [roleIn(given, PRIMARY)], actions: ['sqs:SendMessage'], resources: [replicationEvents.queueArn],
    }))),
    prop: 'forRegion(primary).replicationEvents.addToResourcePolicy()',
    rule: FOREIGN_STATEMENT.rule,
    remedy: 'Grant to a role by grantConsumeMessages or another grant; or write the names and ARNs in the statement as text',
  },
  {
    title: 'a grant by the queue itself to a role of the other Region',
    make: withHandle(({ replicationEvents }, given) => replicationEvents.grantConsumeMessages(roleIn(given, SECONDARY))),
    prop: 'grantee',
    value: '"Team-eu-central-1/Role" in eu-central-1',
    rule: 'this handle is for principals in stacks of eu-west-1, and names what is there',
    remedy: 'Grant on the handle of its own Region: forRegion(topology.secondary)',
  },
  {
    title: 'a rule beside the bucket',
    make: withHandle(({ bucket }) => bucket.onCloudTrailPutObject('Put')),
    prop: 'forRegion(primary).bucket.onCloudTrailEvent()',
    rule: 'the rule would be in stack "Payments-test-foundation-eu-west-1", which would wait for the target\'s stack',
    remedy: 'Create an events.Rule in your own stack, with detail.requestParameters.bucketName in its pattern',
  },
  ...([
    ['addEventNotification', bucket => bucket.addEventNotification(EventType.OBJECT_RESTORE_COMPLETED, DESTINATION)],
    ['addObjectCreatedNotification', bucket => bucket.addObjectCreatedNotification(DESTINATION)],
    ['addObjectRemovedNotification', bucket => bucket.addObjectRemovedNotification(DESTINATION)],
    ['enableEventBridgeNotification', bucket => bucket.enableEventBridgeNotification()],
  ] as const satisfies [string, (bucket: IBucket) => void][]).map(([method, call]) => ({
    title: `a notification: ${method}`,
    make: withHandle(({ bucket }) => call(bucket)),
    prop: `forRegion(primary).bucket.${method}()`,
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
  inputs: [...options, ...NAME_BAD_INPUTS, ...CORS_BAD_INPUTS, ...LIFECYCLE_BAD_INPUTS, ...uses],
});
