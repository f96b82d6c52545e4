import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { HttpMethods, ObjectLockRetention, StorageClass } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { dataBucket, documents, foundations, resource, statementsOf } from './fixture';
import { StackLayer } from '../../src';
import { AccessLogging, ReplicatedBucket } from '../../src/storage';
import { handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

const LOCKED = { objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(30)) };

describe('object lock', () => {
  test('S3-11: both buckets have it, with the same default retention', () => {
    for (const template of foundations(documents(LOCKED))) {
      expect(dataBucket(template).Properties).toMatchObject({
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Days: 30, Mode: 'COMPLIANCE' } } },
        VersioningConfiguration: { Status: 'Enabled' },
      });
    }
  });

  test('S3-11: without a default retention only what a writer locks is locked', () => {
    for (const template of foundations(documents({ objectLockEnabled: true }))) {
      expect(dataBucket(template).Properties.ObjectLockEnabled).toBe(true);
      expect(dataBucket(template).Properties.ObjectLockConfiguration).toBeUndefined();
    }
  });

  test('S3-03: each role of replication then reads the lock of a version, and otherwise does not', () => {
    const actions = (options: Parameters<typeof documents>[0]) => foundations(documents(options)).map(template =>
      statementsOf(template, resource(template, 'AWS::IAM::Role', 'storagedocumentsreplicationrole'))[1].Action);
    for (const ofRole of actions(LOCKED)) {
      expect(ofRole).toEqual([
        's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
        's3:GetObjectRetention', 's3:GetObjectLegalHold',
      ]);
    }
    for (const ofRole of actions({ objectLockEnabled: false })) {
      expect(ofRole).toEqual(['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging']);
    }
  });

  test('S3-11: by default there is none', () => {
    for (const template of foundations(documents())) {
      expect(dataBucket(template).Properties.ObjectLockEnabled).toBeUndefined();
    }
  });

  test.each<[string, Parameters<typeof documents>, number]>([
    ['locked buckets that go with their stacks', [LOCKED, { removalPolicy: RemovalPolicy.DESTROY }], 1],
    ['locked buckets that are kept', [LOCKED], 0],
    ['buckets without lock that go with their stacks', [{}, { removalPolicy: RemovalPolicy.DESTROY }], 0],
  ])('S3-11: a warning tells of %s only if deletion will fail', (_, given, warnings) => {
    const { bucket } = documents(...given);
    expect(bucket.node.metadata.filter(({ type, data }) => type === 'aws:cdk:warning' && `${data}`.includes('cdk-multi-region-dr:lockedBucketOutlivesStack')))
      .toHaveLength(warnings);
  });
});

describe('what both buckets carry besides', () => {
  test('S3-10: lifecycle rules of the user\'s stand beside the library\'s', () => {
    const lifecycleRules = [{ id: 'tier', transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(0) }] }];
    for (const template of foundations(documents({ lifecycleRules }))) {
      expect(dataBucket(template).Properties.LifecycleConfiguration.Rules).toEqual([
        expect.objectContaining({ Id: 'bounded-history', NoncurrentVersionExpiration: { NoncurrentDays: 90 } }),
        { Id: 'tier', Status: 'Enabled', Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 0 }] },
      ]);
    }
  });

  test('S3-10: a rule may shorten what the bucket keeps, move old versions, and act at a date', () => {
    const lifecycleRules = [{
      prefix: 'tmp/',
      expirationDate: new Date('2031-01-01'),
      noncurrentVersionExpiration: Duration.days(60),
      noncurrentVersionTransitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(30) }],
      transitions: [{ storageClass: StorageClass.GLACIER, transitionDate: new Date('2030-01-01') }],
    }];
    for (const template of foundations(documents({ lifecycleRules }))) {
      expect(dataBucket(template).Properties.LifecycleConfiguration.Rules[1]).toMatchObject({
        Prefix: 'tmp/', ExpirationDate: '2031-01-01T00:00:00Z', NoncurrentVersionExpiration: { NoncurrentDays: 60 },
      });
    }
  });

  test('OPS-09: cross-origin rules are on both, so that browsers find the same after a failover', () => {
    const cors = [{ allowedMethods: [HttpMethods.PUT], allowedOrigins: ['https://*.example.com'], allowedHeaders: ['*'] }];
    for (const template of foundations(documents({ cors }))) {
      expect(dataBucket(template).Properties.CorsConfiguration.CorsRules)
        .toEqual([{ AllowedMethods: ['PUT'], AllowedOrigins: ['https://*.example.com'], AllowedHeaders: ['*'] }]);
    }
  });

  test('MON-01: request metrics are of the whole bucket, and the handle names them where they are published', () => {
    const { topology, bucket, ...rest } = documents({ requestMetrics: true });
    for (const template of foundations({ topology, bucket, ...rest })) {
      expect(dataBucket(template).Properties.MetricsConfigurations).toEqual([{ Id: 'EntireBucket' }]);
    }
    for (const region of topology.regions) {
      const handle = bucket.forRegion(region);
      const published = {
        namespace: 'AWS/S3', dimensions: { BucketName: handle.bucketName, FilterId: 'EntireBucket' }, period: Duration.minutes(5), region: region.name,
      };
      expect(handle.metricAllRequests()).toMatchObject({ ...published, metricName: 'AllRequests', statistic: 'Sum' });
      expect(handle.metric4xxErrors()).toMatchObject({ ...published, metricName: '4xxErrors', statistic: 'Sum' });
      expect(handle.metric5xxErrors()).toMatchObject({ ...published, metricName: '5xxErrors', statistic: 'Sum' });
      expect(handle.metricFirstByteLatency()).toMatchObject({ ...published, metricName: 'FirstByteLatency', statistic: 'Average' });
      expect(handle.metricFirstByteLatency({ statistic: 'p99' })).toMatchObject({ statistic: 'p99' });
    }
  });

  test('MON-01: by default S3 publishes no request metrics', () => {
    for (const template of foundations(documents())) {
      expect(dataBucket(template).Properties.MetricsConfigurations).toBeUndefined();
    }
  });

  test('OPS-09: object events go to EventBridge only when asked, beside the replication events', () => {
    for (const [eventBridgeEnabled, configuration] of [[true, { EventBridgeEnabled: true }], [undefined, undefined]] as const) {
      for (const template of foundations(documents({ eventBridgeEnabled }))) {
        const { NotificationConfiguration } = dataBucket(template).Properties;
        expect(NotificationConfiguration.EventBridgeConfiguration).toEqual(configuration);
        expect(NotificationConfiguration.QueueConfigurations.length).toBeGreaterThan(0);
        template.resourceCountIs('Custom::S3BucketNotifications', 0);
      }
    }
  });
});

describe('names', () => {
  test('OPS-09: given names are the buckets\', in templates, rule, role and handle', () => {
    const given = documents({ primaryBucketName: 'acme-documents', secondaryBucketName: 'acme.documents.standby' });
    const [home, standby] = foundations(given);
    expect(dataBucket(home).Properties.BucketName).toBe('acme-documents');
    expect(dataBucket(standby).Properties.BucketName).toBe('acme.documents.standby');
    expect(dataBucket(home).Properties.ReplicationConfiguration.Rules[0].Destination.Bucket).toBe('arn:aws:s3:::acme.documents.standby');
    expect(resource(home, 'AWS::IAM::Role', 'storagedocumentsreplicationrole').Properties.AssumeRolePolicyDocument.Statement[0].Condition)
      .toMatchObject({ ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::acme-documents' } });
    expect(given.bucket.forRegion(given.topology.primary).bucketArn).toBe('arn:aws:s3:::acme-documents');
  });

  test('OPS-09: one name may be given and the other derived', () => {
    const { topology, bucket } = documents({ primaryBucketName: 'acme-documents' });
    expect(bucket.forRegion(topology.secondary).bucketName).toMatch(new RegExp(`^payments-test-documents-${SECONDARY}-`));
  });
});

describe('everything switched on', () => {
  const everything = {
    ...LOCKED,
    accessLogging: AccessLogging.cloudTrailDataEvents(),
    batchReplication: true,
    eventBridgeEnabled: true,
    requestMetrics: true,
    cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: ['https://example.com'] }],
    lifecycleRules: [{ expiration: Duration.days(3650) }],
  };

  test('SEC-03: AwsSolutions finds nothing', () => {
    const { app } = documents(everything);
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  test('TEST-17: it works in consumer-owned stacks, with names alone crossing the Regions', () => {
    const app = testApp();
    const topology = handedOverTopology(app, {
      primary: { foundation: ownStack(app, 'West', PRIMARY) },
      secondary: { foundation: ownStack(app, 'Central', SECONDARY) },
    });
    for (const id of ['documents', 'invoices']) {
      new ReplicatedBucket(topology, id, { topology, ...everything });
    }
    for (const region of topology.regions) {
      const template = templateOf(region.stack(StackLayer.FOUNDATION));
      template.resourceCountIs('AWS::S3::Bucket', 8);
      template.resourceCountIs('AWS::CloudTrail::Trail', 2);
      template.resourcePropertiesCountIs('AWS::S3::Bucket', { ObjectLockEnabled: true }, 2);
      template.hasResourceProperties('AWS::S3::Bucket', { BucketName: Match.stringLikeRegexp('invoices-trail-logs') });
    }
    for (const template of topology.regions.map(region => templateOf(region.stack(StackLayer.FOUNDATION)))) {
      expect(JSON.stringify(template.toJSON())).not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput|Fn::ImportValue/);
    }
    expect(JSON.stringify(stacksOf(app).map(stack => templateOf(stack).toJSON()))).not.toMatch(/ExportReader|ExportWriter|Fn::GetStackOutput/);
  });
});
