import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Documents } from './fixture';
import { documents, foundations } from './fixture';
import type { HealthSignal } from '../../src';
import { AlertSeverity, DashboardSection } from '../../src';
import { ExistingBucket } from '../../src/storage';
import { idsOf, published, signalsIn } from '../support/health-signals';

const { REPLICATION, STORES } = DashboardSection;

function regionsOf({ topology, bucket }: Documents): Map<string, HealthSignal>[] {
  return topology.regions.map(region => signalsIn(bucket.healthSignals(), region));
}

const given = documents({ requestMetrics: true });

describe.each([['home', 0], ['standby', 1]] as const)('the %s Region', (_, position) => {
  const { topology, bucket } = given;
  const region = topology.regions[position];
  const signals = regionsOf(given)[position];
  const own = bucket.forRegion(region).bucketName;
  const other = bucket.forRegion(region.peer).bucketName;
  const incoming = { SourceBucket: other, DestinationBucket: own, RuleId: `to-${region.name}` };
  const outgoing = { SourceBucket: own, DestinationBucket: other, RuleId: `to-${region.peer.name}` };

  test('MON-29: has the same signals as the other, from the first deployment', () => {
    expect(idsOf(signals.values())).toEqual({
      alarmed: ['failed-operations', 'replication-events', 'replication-events-set-aside'],
      shown: ['pending-operations', 'pending-bytes', 'replication-events-age', 'first-byte-latency', 'total-request-latency', '4xx-errors', '5xx-errors'],
    });
  });

  test.each([['pending-operations', 'OperationsPendingReplication'], ['pending-bytes', 'BytesPendingReplication']])(
    'MON-09: "%s" is shown where the changes will arrive', (id, metricName) => {
      const signal = signals.get(id)!;
      expect(published(signal)).toEqual({ name: `AWS/S3 ${metricName}`, dimensions: incoming, statistic: 'Maximum', seconds: 60 });
      expect(signal.section).toBe(REPLICATION);
    });

  test('MON-10: a failure pages where the object was written, and no data is no failure', () => {
    const signal = signals.get('failed-operations')!;
    expect(published(signal)).toEqual({ name: 'AWS/S3 OperationsFailedReplication', dimensions: outgoing, statistic: 'Sum', seconds: 300 });
    expect(signal.alarm).toEqual({
      threshold: 0, evaluationPeriods: 2, datapointsToAlarm: 1, treatMissingData: TreatMissingData.NOT_BREACHING, severity: AlertSeverity.CRITICAL,
    });
  });

  test('MON-10: messages that name objects warn until somebody deletes them, those set aside too', () => {
    const queues = foundations(given)[position].findResources('AWS::SQS::Queue');
    const names = Object.values(queues).map(({ Properties }) => Properties.QueueName);
    const watched = ['replication-events', 'replication-events-set-aside'].map(id => signals.get(id)!);
    const queueNames = watched.map(signal => published(signal).dimensions.QueueName);
    expect([...queueNames].sort()).toEqual(names.sort());
    expect(queueNames[0]).toBe(bucket.forRegion(region).replicationEvents.queueName);
    for (const signal of watched) {
      expect(published(signal)).toMatchObject({ name: 'AWS/SQS ApproximateNumberOfMessagesVisible', statistic: 'Maximum', seconds: 900 });
      expect(signal.alarm).toEqual({
        threshold: 0, evaluationPeriods: 2, treatMissingData: TreatMissingData.NOT_BREACHING, severity: AlertSeverity.WARNING, ownPage: true,
      });
    }
    expect(published(signals.get('replication-events-age')!)).toEqual({
      name: 'AWS/SQS ApproximateAgeOfOldestMessage', dimensions: { QueueName: queueNames[0] }, statistic: 'Maximum', seconds: 300,
    });
  });

  test('MON-10: a message that somebody looked at is visible again within one period: looking ends no alarm', () => {
    const [{ Properties }] = Object.values(foundations(given)[position].findResources('AWS::SQS::Queue'))
      .filter(queue => queue.Properties.QueueName === bucket.forRegion(region).replicationEvents.queueName);
    expect(published(signals.get('replication-events')!).seconds).toBeGreaterThanOrEqual(Properties.VisibilityTimeout);
  });

  test.each([
    ['first-byte-latency', 'FirstByteLatency', 'Average'],
    ['total-request-latency', 'TotalRequestLatency', 'Average'],
    ['4xx-errors', '4xxErrors', 'Sum'],
    ['5xx-errors', '5xxErrors', 'Sum'],
  ])('MON-11: "%s" is shown with request metrics, by their filter', (id, metricName, statistic) => {
    const [configuration] = Object.values(foundations(given)[position].findResources('AWS::S3::Bucket', { Properties: { BucketName: own } }))
      .flatMap(({ Properties }) => Properties.MetricsConfigurations);
    const signal = signals.get(id)!;
    expect(published(signal)).toEqual({ name: `AWS/S3 ${metricName}`, dimensions: { BucketName: own, FilterId: configuration.Id }, statistic, seconds: 300 });
    expect(signal.section).toBe(STORES);
  });
});

test('MON-09: the latency alarms in the Region of the destination above 15 minutes, and missing data changes nothing', () => {
  const { topology, bucket } = documents();
  const byRegion = new Map(bucket.replicationSignals().map(signal => [signal.publishedIn, signal]));
  expect([...byRegion.keys()].map(({ name }) => name).sort()).toEqual(topology.regions.map(({ name }) => name).sort());
  for (const [region, signal] of byRegion) {
    expect(published({ ...signal, section: REPLICATION, graph: '' })).toEqual({
      name: 'AWS/S3 ReplicationLatency',
      dimensions: {
        SourceBucket: bucket.forRegion(region.peer).bucketName, DestinationBucket: bucket.forRegion(region).bucketName, RuleId: `to-${region.name}`,
      },
      statistic: 'Maximum',
      seconds: 60,
    });
    expect(signal.threshold.toMilliseconds() / signal.unit.toMilliseconds()).toBe(900);
    expect(signal.treatMissingData).toBe(TreatMissingData.IGNORE);
  }
});

test('MON-11: without request metrics S3 publishes none, and none are watched', () => {
  for (const signals of regionsOf(documents())) {
    expect([...signals.keys()].filter(id => /latency|errors/.test(id))).toEqual([]);
  }
});

test('MON-29: a bucket that is being imported is watched alike', () => {
  const [home, standby] = regionsOf(documents({ primaryBucketName: 'acme-documents', existing: ExistingBucket.beingImported() }));
  expect([...home.keys()]).toEqual([...standby.keys()]);
  expect(published(home.get('failed-operations')!).dimensions.SourceBucket).toBe('acme-documents');
});
