import { Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import type { CorsRule } from 'aws-cdk-lib/aws-s3';
import { BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DrTopologyProps, ReplicatedBucket } from '../../src';
import type { ReplicatedBucketOptions } from '../../src/storage';
import { AccessLogging, ExistingBucket } from '../../src/storage';
import { validateCors } from '../../src/storage/cors-rules';
import { validateReplicatedBucket, warnOfReplicatedBucket } from '../../src/storage/replicated-bucket-rules';
import { createdTopology } from '../support/environment';

const text = () => Lazy.string({ produce: () => 'known-later' });
const later = () => Lazy.number({ produce: () => 45 });

/** Checks a bucket that is nothing but a place in the tree. */
function checked(options: ReplicatedBucketOptions, topologyProps: Partial<DrTopologyProps> = {}): () => void {
  const topology = createdTopology(undefined, topologyProps);
  return () => validateReplicatedBucket(new Construct(topology, 'documents') as ReplicatedBucket, { topology, ...options });
}

describe('a replicated bucket', () => {
  test.each<[string, ReplicatedBucketOptions, Partial<DrTopologyProps>?]>([
    ['the defaults', {}],
    ['a key of its own', { encryption: BucketEncryption.KMS }],
    ['the keys of S3', { encryption: BucketEncryption.S3_MANAGED }],
    ['to be emptied in a throw-away environment', { autoDeleteObjects: true }, { removalPolicy: RemovalPolicy.DESTROY }],
    ['not to be emptied', { autoDeleteObjects: false }],
    ['days as few as one', { noncurrentVersionExpiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    ['an objective of a minute', { rpo: Duration.minutes(1) }],
    ['that nothing waits', { maxPendingReplication: 0 }],
    ['what is not known at synthesis', { maxPendingReplication: later(), rpo: Duration.minutes(later()), noncurrentVersionExpiration: Duration.days(later()) }],
    ['logs for a day', { accessLogging: AccessLogging.serverAccessLogs({ retention: Duration.days(1) }) }],
    ['a trail of reads', { accessLogging: AccessLogging.cloudTrailDataEvents({ readWriteType: ReadWriteType.READ_ONLY }) }],
    ['no logs', { accessLogging: AccessLogging.none() }],
    ['an existing bucket by its name', { existing: ExistingBucket.beingImported(), primaryBucketName: 'acme-documents' }],
    ['cross-origin rules', { cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'] }] }],
  ])('takes %s', (_, options, topologyProps = {}) => {
    expect(checked(options, topologyProps)).not.toThrow();
  });

  test.each<[string, ReplicatedBucketOptions]>([
    ['encryption = "KMS_MANAGED": only a key of your own in each Region, or the keys of S3, can encrypt replicas. '
      + 'Use BucketEncryption.KMS, the default, or BucketEncryption.S3_MANAGED.', { encryption: BucketEncryption.KMS_MANAGED }],
    ['autoDeleteObjects = true: it empties both buckets when their stacks are deleted, while topology.removalPolicy is "retain". '
      + 'Leave it out; or set removalPolicy: RemovalPolicy.DESTROY on the topology of a throw-away environment.', { autoDeleteObjects: true }],
    ['noncurrentVersionExpiration = 12 hours: S3 counts lifecycle rules in whole days, at least 1', { noncurrentVersionExpiration: Duration.hours(12) }],
    ['abortIncompleteMultipartUploadAfter = 0 days: S3 counts', { abortIncompleteMultipartUploadAfter: Duration.days(0) }],
    ['lifecycleRules[0].expiration = 0 days: ', { lifecycleRules: [{ expiration: Duration.days(0) }] }],
    ['accessLogging.retention = 1 day 1 hour: S3 counts', { accessLogging: AccessLogging.serverAccessLogs({ retention: Duration.hours(25) }) }],
    ['accessLogging.readWriteType = "None": a trail that selects no event records nothing. Use ReadWriteType.ALL, READ_ONLY or WRITE_ONLY; or '
      + 'AccessLogging.serverAccessLogs() for no trail.', { accessLogging: AccessLogging.cloudTrailDataEvents({ readWriteType: ReadWriteType.NONE }) }],
    ['autoDeleteObjects = true: the buckets have object lock', { autoDeleteObjects: true, objectLockEnabled: true }],
    ['cors[0].allowedOrigins = []: ', { cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: [] }] }],
    ['primaryBucketName: the bucket that is imported has a name already, which the template must carry. Write the name of the existing bucket.',
      { existing: ExistingBucket.beingImported() }],
    ['rpo = 59 seconds: S3 replicates asynchronously and publishes the lag once a minute, so that a smaller objective cannot be observed. Write at least '
      + 'Duration.minutes(1); S3 commits to 15 minutes. Keep what must not be lost for that long in a session table.', { rpo: Duration.seconds(59) }],
    ...[-1, 0.5, Infinity].map((maxPendingReplication): [string, ReplicatedBucketOptions] => [
      `maxPendingReplication = ${maxPendingReplication}: it counts operations that may wait to be copied when a planned run begins. `
        + 'Write a whole number such as 100; or 0, the default, for none.',
      { maxPendingReplication },
    ]),
    ['secondaryBucketName = "a": names of buckets have 3 to 63 characters', { secondaryBucketName: 'a' }],
  ])('is refused: %s', (message, options) => {
    const topologyProps = options.objectLockEnabled ? { removalPolicy: RemovalPolicy.DESTROY } : {};
    expect(checked(options, topologyProps)).toThrow(`[Payments/documents] ${message}`);
  });
});

describe('an objective that S3 does not commit to', () => {
  const warnings = (options: ReplicatedBucketOptions) => {
    const stack = new Stack();
    warnOfReplicatedBucket(stack, { topology: createdTopology(), ...options });
    return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data);
  };

  test.each<[string, ReplicatedBucketOptions]>([
    ['the default', {}],
    ['the default without time control', { replicationTimeControl: false }],
    ['minutes with time control', { rpo: Duration.minutes(1) }],
    ['minutes with time control that is asked for', { rpo: Duration.minutes(1), replicationTimeControl: true }],
    ['what time control gives, without it', { rpo: Duration.minutes(15), replicationTimeControl: false }],
    ['a day', { rpo: Duration.days(1) }],
    ['one that is not known at synthesis', { rpo: Duration.days(later()), replicationTimeControl: false }],
  ])('is not warned of: %s', (_, options) => {
    expect(warnings(options)).toEqual([]);
  });

  test('is warned of without time control', () => {
    expect(warnings({ rpo: Duration.seconds(899), replicationTimeControl: false })).toEqual([
      'rpo is 14 minutes 59 seconds, and without replicationTimeControl S3 commits to no time at all, with it to 15 minutes: expect alarms. '
      + 'Leave replicationTimeControl out, or write a longer rpo. [ack: cdk-multi-region-dr:rpoWithoutTimeControl]',
    ]);
  });

  test('is warned of where nobody would be told for more than a day', () => {
    expect(warnings({ rpo: Duration.hours(25) })).toEqual([
      'rpo is 1 day 1 hour: nobody is told that replication has stopped until it is that far behind. S3 copies most objects within 15 minutes; '
      + 'write the time after which somebody should look. [ack: cdk-multi-region-dr:rpoLongerThanADay]',
    ]);
  });

  test('is warned of beside names that S3 may take back', () => {
    expect(warnings({ primaryBucketName: 'acme-111111111111-eu-west-1-an' })).toHaveLength(1);
  });
});

describe('cross-origin rules', () => {
  const cors = (...rules: Partial<CorsRule>[]) => () =>
    validateCors(new Construct(undefined as never, 'documents'), rules.map(rule => ({ allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'], ...rule })));

  test('may be none, and a hundred', () => {
    expect(() => validateCors(new Stack())).not.toThrow();
    expect(cors()).not.toThrow();
    expect(cors(...Array(100).fill({}))).not.toThrow();
    expect(cors(...Array(101).fill({})))
      .toThrow('[documents] cors = 101 rules: S3 takes at most 100. Put origins with the same methods into one rule.');
  });

  test.each<[string, Partial<CorsRule>[]]>([
    ['ids that differ, or are left out', [{ id: 'a' }, {}, {}, { id: 'b' }]],
    ['the longest id', [{ id: 'x'.repeat(255) }]],
    ['an id, an origin and a header that are not known at synthesis', [{
      id: `${text()}${'x'.repeat(255)}`, allowedOrigins: [`${text()}**`], allowedHeaders: [`${text()}**`], exposedHeaders: [`${text()}*`], maxAge: later(),
    }]],
    ['one wildcard in each origin and header', [{ allowedOrigins: ['https://*.example.com', '*'], allowedHeaders: ['x-*', '*'] }]],
    ['headers that are exposed by name', [{ exposedHeaders: ['ETag', 'x-amz-request-id'] }]],
    ['an answer that is not kept', [{ maxAge: 0 }]],
    ['an answer that is kept for an hour', [{ maxAge: 3600 }]],
  ])('take %s', (_, rules) => {
    expect(cors(...rules)).not.toThrow();
  });

  const NO_EMPTY_TEXT = ' = "": S3 takes no empty text there. Leave the empty entry out.';
  const ONE_WILDCARD = ': S3 takes one "*" in each. Write one wildcard, for example "https://*.example.com".';
  const NO_WILDCARD = ': S3 takes no "*" in headers that are exposed. Name each header, for example "ETag".';
  const ALLOWS_NOTHING = ' = []: a rule without it allows nothing, and S3 refuses it. Name at least one, or leave the rule out.';
  const SECONDS = ': browsers keep the answer for a whole number of seconds, at least 0. Write seconds, for example 3600.';

  test.each<[string, Partial<CorsRule>[]]>([
    ['[2].id = "web": ids of rules are unique in a bucket, and this one is that of cors[0]. Write another id, or leave it out.', [{ id: 'web' }, {}, { id: 'web' }]],
    ['[1].id = 256 characters: S3 takes at most 255. Write a shorter id, or leave it out.', [{}, { id: 'x'.repeat(256) }]],
    [`[1].allowedMethods${ALLOWS_NOTHING}`, [{}, { allowedMethods: [] }]],
    [`[0].allowedOrigins${ALLOWS_NOTHING}`, [{ allowedOrigins: [] }]],
    [`[0].allowedOrigins${NO_EMPTY_TEXT}`, [{ allowedOrigins: ['*', ' '] }]],
    [`[0].allowedHeaders${NO_EMPTY_TEXT}`, [{ allowedHeaders: ['', 'ETag'] }]],
    [`[0].exposedHeaders${NO_EMPTY_TEXT}`, [{ exposedHeaders: ['ETag', '\t'] }]],
    [`[0].allowedOrigins = "*.example.*"${ONE_WILDCARD}`, [{ allowedOrigins: ['*', '*.example.*'] }]],
    [`[0].allowedHeaders = "x-*-*"${ONE_WILDCARD}`, [{ allowedHeaders: ['x-*-*', '*'] }]],
    [`[0].exposedHeaders = "x-amz-*"${NO_WILDCARD}`, [{ exposedHeaders: ['ETag', 'x-amz-*'] }]],
    [`[0].maxAge = -1${SECONDS}`, [{ maxAge: -1 }]],
    [`[0].maxAge = 0.5${SECONDS}`, [{ maxAge: 0.5 }]],
  ])('are refused: cors%s', (message, rules) => {
    expect(cors(...rules)).toThrow(`[documents] cors${message}`);
  });
});
