import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Documents } from './fixture';
import { documents } from './fixture';
import type { DrRegion } from '../../src';
import { KeyPurpose, RunMode, StackLayer } from '../../src';
import type { RegionalBucket, RegionalBucketGrants } from '../../src/storage';
import { ACCOUNT, PRIMARY, SECONDARY, templateOf } from '../support/environment';

interface Consumer {
  readonly stack: Stack;
  readonly role: iam.Role;
  readonly bucket: RegionalBucket;
}

/** A team's stack in a Region, with a role that shall have access. */
function consumer({ app, bucket }: Documents, region: DrRegion): Consumer {
  const stack = new Stack(app, `Team-${region.name}`, { env: region.env });
  return { stack, role: new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }), bucket: bucket.forRegion(region) };
}

function statementsOf(stack: Stack): any[] {
  const [policy, ...others] = Object.values(templateOf(stack).findResources('AWS::IAM::Policy'));
  expect(others).toEqual([]);
  return policy.Properties.PolicyDocument.Statement;
}

describe.each([
  ['the home Region', PRIMARY, 0],
  ['the standby Region', SECONDARY, 1],
] as const)('a consumer\'s stack in %s', (_, name, position) => {
  const [otherName] = [PRIMARY, SECONDARY].filter(other => other !== name);

  test('readWrite grants objects and the Region\'s key by its alias, and refers to no other stack', () => {
    const given = documents();
    const { stack, role, bucket } = consumer(given, given.topology.regions[position]);
    bucket.grants.readWrite(role).assertSuccess();
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation'], Resource: bucket.bucketArn },
      {
        Effect: 'Allow',
        Action: [
          's3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:GetObjectAttributes',
          's3:GetObjectVersionAttributes', 's3:PutObject', 's3:PutObjectTagging', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:DeleteObject',
        ],
        Resource: `${bucket.bucketArn}/*`,
      },
      {
        Effect: 'Allow',
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: `arn:aws:kms:${name}:${ACCOUNT}:key/*`,
        Condition: {
          'ForAnyValue:StringEquals': {
            'kms:ResourceAliases': given.topology.encryptionKey(given.topology.regions[position], KeyPurpose.STORAGE).aliasName,
          },
          'StringLike': { 'kms:ViaService': `s3.${name}.*` },
        },
      },
    ]);
    const text = JSON.stringify(templateOf(stack).toJSON());
    expect(text).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput|ExportReader/);
    expect(text).not.toContain(otherName);
    expect(stack.dependencies).toEqual([]);
  });

  test('the bucket itself grants as the handle does, and refers to no other stack', () => {
    const given = documents();
    const { stack, role, bucket } = consumer(given, given.topology.regions[position]);
    bucket.bucket.grantReadWrite(role).assertSuccess();
    const byBucket = statementsOf(stack);
    const other = documents();
    const second = consumer(other, other.topology.regions[position]);
    second.bucket.grants.readWrite(second.role).assertSuccess();
    expect(byBucket).toEqual(statementsOf(second.stack));
    expect(stack.dependencies).toHaveLength(0);
  });
});

describe('grants', () => {
  function actionsOf(grant: (grants: RegionalBucketGrants, role: iam.Role) => iam.Grant, ...given: Parameters<typeof documents>) {
    const store = documents(...given);
    const { stack, role, bucket } = consumer(store, store.topology.primary);
    grant(bucket.grants, role).assertSuccess();
    return statementsOf(stack).map(({ Action, Resource }) => [Action, Resource.replace(bucket.bucketArn, 'bucket')]);
  }
  const key = `arn:aws:kms:${PRIMARY}:${ACCOUNT}:key/*`;

  test('read does not write, and needs the key to decrypt only', () => {
    expect(actionsOf((grants, role) => grants.read(role, 'invoices/*'))).toEqual([
      [['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation'], 'bucket'],
      [[
        's3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:GetObjectAttributes',
        's3:GetObjectVersionAttributes',
      ], 'bucket/invoices/*'],
      ['kms:Decrypt', key],
    ]);
  });

  test('put neither reads nor deletes', () => {
    expect(actionsOf((grants, role) => grants.put(role, 'invoices/*'))).toEqual([
      [['s3:PutObject', 's3:PutObjectTagging', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], 'bucket/invoices/*'],
      [['kms:GenerateDataKey', 'kms:Decrypt'], key],
    ]);
  });

  test('write puts and deletes', () => {
    expect(actionsOf((grants, role) => grants.write(role))).toEqual([
      [['s3:PutObject', 's3:PutObjectTagging', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:DeleteObject'], 'bucket/*'],
      [['kms:GenerateDataKey', 'kms:Decrypt'], key],
    ]);
  });

  test('deleteObjects adds a marker, deletes no version, and needs no key', () => {
    expect(actionsOf((grants, role) => grants.deleteObjects(role))).toEqual([['s3:DeleteObject', 'bucket/*']]);
  });

  test('restoreObjects brings objects back from an archive, reads none, and needs no key', () => {
    expect(actionsOf((grants, role) => grants.restoreObjects(role, 'archive/*'))).toEqual([['s3:RestoreObject', 'bucket/archive/*']]);
  });

  test.each<[string, (grants: RegionalBucketGrants, role: iam.Role) => iam.Grant, boolean, boolean]>([
    ['read', (grants, role) => grants.read(role), true, false],
    ['put', (grants, role) => grants.put(role), false, true],
    ['write', (grants, role) => grants.write(role), false, true],
    ['readWrite', (grants, role) => grants.readWrite(role), true, true],
    ['deleteObjects', (grants, role) => grants.deleteObjects(role), false, false],
  ])('S3-11: with object lock %s includes the locks that belong to it, and never lifts one before its time', (_, grant, reads, locks) => {
    const given = (objectLockEnabled: boolean) => JSON.stringify(actionsOf(grant, { objectLockEnabled }));
    for (const action of ['ObjectRetention', 'ObjectLegalHold']) {
      expect([given(true).includes(`s3:Get${action}`), given(true).includes(`s3:Put${action}`)]).toEqual([reads, locks]);
      expect(given(false)).not.toContain(action);
    }
    expect(given(true)).not.toContain('Bypass');
  });

  test('where S3 encrypts by its own keys, no grant names a key', () => {
    const options = { encryption: BucketEncryption.S3_MANAGED };
    for (const grant of ['read', 'put', 'deleteObjects', 'write', 'readWrite', 'restoreObjects'] as const) {
      expect(JSON.stringify(actionsOf((grants, role) => grants[grant](role), options))).not.toContain('kms');
    }
  });
});

describe('metrics', () => {
  test('storage metrics have the dimensions and the Region of their bucket', () => {
    const { topology, bucket } = documents();
    for (const region of topology.regions) {
      const handle = bucket.forRegion(region);
      expect(handle.metricBucketSizeBytes()).toMatchObject({
        namespace: 'AWS/S3',
        metricName: 'BucketSizeBytes',
        dimensions: { BucketName: handle.bucketName, StorageType: 'StandardStorage' },
        statistic: 'Average',
        period: Duration.days(1),
        region: region.name,
      });
      expect(handle.metricBucketSizeBytes({ period: Duration.days(2) })).toMatchObject({ period: Duration.days(2) });
      expect(handle.metricNumberOfObjects()).toMatchObject({ statistic: 'Average' });
      expect(handle.metricNumberOfObjects({ statistic: 'Maximum' })).toMatchObject({
        metricName: 'NumberOfObjects',
        dimensions: { BucketName: handle.bucketName, StorageType: 'AllStorageTypes' },
        statistic: 'Maximum',
        region: region.name,
      });
    }
  });

  test('both directions are measured', () => {
    expect(documents().bucket.replications.map(({ source, destination, ruleId }) => [source.region.name, destination.region.name, ruleId]))
      .toEqual([[PRIMARY, SECONDARY, `to-${SECONDARY}`], [SECONDARY, PRIMARY, `to-${PRIMARY}`]]);
  });

  test.each([
    ['forward', 0, PRIMARY, SECONDARY],
    ['back', 1, SECONDARY, PRIMARY],
  ] as const)('replication metrics are read where S3 publishes them, pending in the destination, failed in the source: %s', (_, position, from, to) => {
    const { topology, bucket } = documents();
    const replication = bucket.replications[position];
    const dimensions = {
      SourceBucket: bucket.forRegion(topology.regions[position]).bucketName,
      DestinationBucket: bucket.forRegion(topology.regions[position].peer).bucketName,
      RuleId: `to-${to}`,
    };
    const pending = { namespace: 'AWS/S3', dimensions, statistic: 'Maximum', period: Duration.minutes(1), region: to };
    expect(replication.metricLatency()).toMatchObject({ ...pending, metricName: 'ReplicationLatency' });
    expect(replication.metricBytesPending()).toMatchObject({ ...pending, metricName: 'BytesPendingReplication' });
    expect(replication.metricOperationsPending()).toMatchObject({ ...pending, metricName: 'OperationsPendingReplication' });
    expect(replication.metricOperationsFailed()).toMatchObject({
      namespace: 'AWS/S3', dimensions, metricName: 'OperationsFailedReplication', statistic: 'Sum', period: Duration.minutes(5), region: from,
    });
    expect(replication.metricOperationsFailed({ period: Duration.minutes(1) })).toMatchObject({ period: Duration.minutes(1) });
  });

  test('the rules that the metrics name are those of the templates', () => {
    const { topology, bucket } = documents();
    templateOf(topology.primary.stack(StackLayer.LINK)).hasResourceProperties('Custom::S3ReplicationRule', {
      BucketName: bucket.replications[1].source.bucketName,
      Rule: { ID: bucket.replications[1].ruleId, Destination: { Bucket: `arn:aws:s3:::${bucket.replications[1].destination.bucketName}` } },
    });
    templateOf(topology.primary.stack(StackLayer.FOUNDATION)).hasResourceProperties('AWS::S3::Bucket', {
      BucketName: bucket.replications[0].source.bucketName,
      ReplicationConfiguration: {
        Rules: [{
          Id: bucket.replications[0].ruleId,
          Destination: { Bucket: `arn:aws:s3:::${bucket.replications[0].destination.bucketName}` },
        }],
      },
    });
  });
});

describe('recovery', () => {
  test('nothing is promoted or fenced, and the bucket of the Region is checked there', () => {
    const { topology, bucket } = documents();
    expect(bucket.recoverableId).toBe('bucket-documents');
    for (const region of topology.regions) {
      const context = { mode: RunMode.FAILOVER, target: region, source: region.peer };
      expect(bucket.promotionSteps(context)).toEqual([]);
      expect(bucket.fencingSteps(context)).toEqual([]);
      const [step] = bucket.readinessChecks(context);
      expect(step.runsIn.name).toBe(region.name);
      expect({ ...step, runsIn: undefined }).toMatchObject({
        id: 'check-bucket-documents',
        action: { kind: 'check-bucket', parameters: { bucketName: bucket.forRegion(region).bucketName } },
        timeout: Duration.seconds(10),
        onFailure: 'stop',
      });
    }
  });

  test.each([
    [RunMode.SWITCHOVER, 'held up', 'stop'], [RunMode.FAILBACK, 'held up', 'stop'], [RunMode.DRILL, 'held up', 'stop'], [RunMode.FAILOVER, 'told', 'continue'],
  ])('a %s is %s while objects wait to be copied, as their destination says', (mode, _what, onFailure) => {
    const { topology, bucket } = documents();
    for (const target of topology.regions) {
      const [answers, gate, ...others] = bucket.readinessChecks({ mode, target, source: target.peer });
      expect(others.length).toBe(0);
      expect(answers.id).toBe('check-bucket-documents');
      expect([gate.id, gate.runsIn.name, gate.onFailure, gate.timeout.toSeconds()]).toEqual(['check-pending-bucket-documents', target.name, onFailure, 10]);
      expect(gate.description).toBe(
        `Check that nothing of bucket ${bucket.forRegion(target.peer).bucketName} waits to be copied to ${bucket.forRegion(target).bucketName}`);
      expect({ ...gate.action }).toEqual({
        kind: 'check-metric',
        parameters: {
          region: target.name,
          namespace: 'AWS/S3',
          metricName: 'OperationsPendingReplication',
          dimensions: JSON.stringify({
            SourceBucket: bucket.forRegion(target.peer).bucketName,
            DestinationBucket: bucket.forRegion(target).bucketName,
            RuleId: `to-${target.name}`,
          }),
          statistic: 'Maximum',
          period: '60',
          comparison: '<=',
          threshold: '0',
          missing: 'passes',
          measures: 'replication-lag',
        },
      });
    }
  });

  test('a bucket that is written all the time may leave something behind', () => {
    const { topology, bucket } = documents({ maxPendingReplication: 50 });
    for (const target of topology.regions) {
      const [, gate] = bucket.readinessChecks({ mode: RunMode.SWITCHOVER, target, source: target.peer });
      expect(gate.action.parameters).toMatchObject({ comparison: '<=', threshold: '50' });
      expect(gate.description).toBe('Check that no more than 50 operations of bucket '
        + `${bucket.forRegion(target.peer).bucketName} wait to be copied to ${bucket.forRegion(target).bucketName}`);
    }
    expect(bucket.maxPendingReplication).toBe(50);
    expect(documents().bucket.maxPendingReplication).toBe(0);
  });

  test('how much may wait may be known later, for a bucket that no plan has a part in', () => {
    expect(() => documents({ maxPendingReplication: Lazy.number({ produce: () => 5 }) })).not.toThrow();
  });

  test('the lag of each direction is a signal of the destination\'s Region, in seconds, against the objective', () => {
    const { topology, bucket } = documents();
    const signals = bucket.replicationSignals();
    expect(signals.map(({ id, publishedIn, metric }) => [id, publishedIn.name, metric.region]))
      .toEqual([[`lag-in-${SECONDARY}`, SECONDARY, SECONDARY], [`lag-in-${PRIMARY}`, PRIMARY, PRIMARY]]);
    signals.forEach((signal, position) => {
      const { source, destination } = bucket.replications[position];
      expect(signal.publishedIn).toBe(topology.regions[position].peer);
      expect(signal.description).toBe(`Bucket ${destination.bucketName} is behind ${source.bucketName}`);
      expect(signal.metric.metricName).toBe('ReplicationLatency');
      expect([signal.unit, signal.threshold]).toEqual([Duration.seconds(1), Duration.minutes(15)]);
      expect([signal.evaluationPeriods, signal.treatMissingData]).toEqual([1, 'ignore']);
    });
    expect(documents({ rpo: Duration.minutes(5) }).bucket.replicationSignals().map(({ threshold }) => threshold))
      .toEqual([Duration.minutes(5), Duration.minutes(5)]);
  });
});
