import { Duration, Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { documents, dataBucket, foundations } from './fixture';
import type { ReplicatedBucketOptions } from '../../src/storage';
import { AccessLogging, ReplicatedBucket } from '../../src/storage';
import { ACCOUNT, createdTopology, handedOverTopology, testApp, ownStack, PRIMARY, SECONDARY } from '../support/environment';

const PATH = '[Payments/documents]';

describe('options that are refused', () => {
  test.each<[string, ReplicatedBucketOptions, string]>([
    ['emptying what is kept', { autoDeleteObjects: true },
      'autoDeleteObjects = true: it empties both buckets when their stacks are deleted, while topology.removalPolicy is "retain"'],
    ['a key of AWS', { encryption: BucketEncryption.KMS_MANAGED },
      'encryption = "KMS_MANAGED": only a key of your own in each Region, or the keys of S3, can encrypt replicas. Use BucketEncryption.KMS'],
    ['no encryption', { encryption: BucketEncryption.UNENCRYPTED }, 'encryption = "UNENCRYPTED": only a key of your own'],
    ['two layers of encryption', { encryption: BucketEncryption.DSSE }, 'encryption = "DSSE": only a key of your own'],
    ['versions that go at once', { noncurrentVersionExpiration: Duration.days(0) }, 'noncurrentVersionExpiration ='],
    ['versions that go after hours', { noncurrentVersionExpiration: Duration.hours(36) },
      'noncurrentVersionExpiration = 1 day 12 hours: S3 counts lifecycle rules in whole days, at least 1. Write whole days'],
    ['uploads that go within a day', { abortIncompleteMultipartUploadAfter: Duration.hours(12) },
      'abortIncompleteMultipartUploadAfter = 12 hours: S3 counts lifecycle rules in whole days'],
    ['logs that go after hours', { accessLogging: AccessLogging.serverAccessLogs({ retention: Duration.hours(30) }) },
      'accessLogging.retention = 1 day 6 hours: S3 counts lifecycle rules in whole days'],
    ['logs that are not kept', { accessLogging: AccessLogging.serverAccessLogs({ retention: Duration.minutes(1) }) },
      'accessLogging.retention = 1 minute: S3 counts lifecycle rules in whole days'],
    ['an objective of seconds', { rpo: Duration.seconds(5) },
      'rpo = 5 seconds: S3 replicates asynchronously and publishes the lag once a minute, so that a smaller objective cannot be observed. Write at least Duration.minutes(1)'],
  ])('%s', (_, options, message) => {
    expect(() => documents(options)).toThrow(expect.objectContaining({
      name: 'ConfigurationError',
      message: expect.stringContaining(`${PATH} ${message}`),
    }));
  });

  test('an id that a construct in the stack has', () => {
    const { topology } = documents();
    const elsewhere = createdTopology(testApp()).node.scope!;
    expect(() => new ReplicatedBucket(elsewhere, 'documents', { topology }))
      .toThrow('[documents] id = "documents": stack "Payments-test-foundation-eu-central-1" already has a construct of this kind and id');
  });

  test('consumer-owned stacks that are deployed the other way round', () => {
    const app = testApp();
    const [primary, secondary] = [ownStack(app, 'West', PRIMARY), ownStack(app, 'Central', SECONDARY)];
    secondary.addStackDependency(primary);
    const topology = handedOverTopology(app, { primary: { foundation: primary }, secondary: { foundation: secondary } });
    expect(() => new ReplicatedBucket(topology, 'documents', { topology }))
      .toThrow('stack "Central" must be deployed before stack "West" (the replication of bucket "documents" names a destination bucket that must exist)');
  });
});

describe('uses that are refused', () => {
  test('a Region of another topology', () => {
    const { bucket } = documents();
    expect(() => bucket.forRegion(createdTopology().primary))
      .toThrow(`${PATH} region = "eu-west-1": it is not a Region of this construct's topology, whose Regions are eu-central-1 and eu-west-1`);
  });

  test.each([
    ['a service', new iam.ServicePrincipal('cloudfront.amazonaws.com')],
    ['an account', new iam.AccountPrincipal(ACCOUNT)],
  ])('a grant to %s, which has no policy to hold it', (_, grantee) => {
    const { topology, bucket } = documents();
    expect(() => bucket.forRegion(topology.primary).grants.read(grantee))
      .toThrow(`${PATH} grantee = ${grantee.toString()}: a principal without a policy of its own`);
  });

  test.each(['', 's3://documents/invoices/*', 'arn:aws:s3:::documents/*'])('the key pattern "%s"', pattern => {
    const { topology, bucket } = documents();
    const role = new iam.Role(ownStack(testApp(), 'Team', PRIMARY), 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    for (const grant of ['read', 'put', 'deleteObjects', 'write', 'readWrite'] as const) {
      expect(() => bucket.forRegion(topology.primary).grants[grant](role, pattern))
        .toThrow(`${PATH} objectsKeyPattern = "${pattern}": it is matched with object keys`);
    }
  });
});

test('durations that are not known at synthesis are let pass', () => {
  const days = Duration.days(Lazy.number({ produce: () => 45 }));
  const given = documents({ rpo: days, noncurrentVersionExpiration: days, abortIncompleteMultipartUploadAfter: days });
  expect(dataBucket(foundations(given)[0]).Properties.LifecycleConfiguration.Rules).toEqual([expect.objectContaining({
    NoncurrentVersionExpiration: { NoncurrentDays: 45 },
  })]);
});
