import { setTimeout as wait } from 'timers/promises';
import type { StatusCode } from '@aws-sdk/client-cloudwatch';
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeDBClustersCommand, DescribeDBInstancesCommand, DescribeGlobalClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { cluster, fault, GLOBAL_ID, globalCluster, instance, RUN, STANDBY_ARN } from './aurora';
import { handler } from '../../../src/recovery/handlers/readiness-checker.lambda';
import type { ReadinessAnswer, ReadinessCheck } from '../../../src/recovery/handlers/requests';
import { RunMode } from '../../../src/recovery/plan/run-mode';

jest.mock('timers/promises', () => ({ setTimeout: jest.fn() }));

const NOW = new Date('2026-03-01T12:00:00Z');
const A_MINUTE_AGO = new Date('2026-03-01T11:59:00Z');
const cloudWatch = mockClient(CloudWatchClient);
const dynamoDb = mockClient(DynamoDBClient);
const rds = mockClient(RDSClient);
const s3 = mockClient(S3Client);
let request: jest.SpyInstance;

function check(kind: string, parameters: ReadinessCheck['parameters'], overrides: Partial<ReadinessCheck> = {}): ReadinessCheck {
  return { id: kind, kind, region: 'eu-central-1', onFailure: 'stop', parameters, ...overrides };
}

const AURORA = check('check-aurora', { globalClusterIdentifier: GLOBAL_ID, targetClusterArn: STANDBY_ARN, maxReplicationLagInMilliseconds: '60000' });
const TABLE = check('check-table', { tableName: 'sessions' });
const BUCKET = check('check-bucket', { bucketName: 'documents' });
const ALARMS = check('check-alarms', { alarmNames: JSON.stringify(['one', 'two']) });
const ENDPOINT = check('check-endpoint', { url: 'https://api-eu-central-1.example.com/health', searchString: 'fine' });
const METRIC = check('check-metric', {
  region: 'eu-central-1',
  namespace: 'Payments',
  metricName: 'Backlog',
  dimensions: '{"Queue":"orders"}',
  statistic: 'Maximum',
  period: '60',
  comparison: '<=',
  threshold: '10',
  missing: 'fails',
});

function ask(mode: RunMode, ...checks: ReadinessCheck[]) {
  return handler({ ...RUN, mode, checks }) as Promise<ReadinessAnswer>;
}

/** What a single check finds: a drill records all of it. */
async function findingOf(one: ReadinessCheck) {
  const { findings: [finding, ...others] } = await ask(RunMode.DRILL, one);
  expect(others).toEqual([]);
  return finding;
}

function metricIs(value?: number, at = A_MINUTE_AGO): void {
  const MetricDataResults = value === undefined ? [] : [{ Id: 'newest', Timestamps: [at, new Date(0)], Values: [value, 12345] }];
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults });
}

function alarmsAre(MetricAlarms?: object[], CompositeAlarms?: object[]): void {
  cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: MetricAlarms as never, CompositeAlarms: CompositeAlarms as never });
}

beforeEach(() => {
  [cloudWatch, dynamoDb, rds, s3].forEach(client => client.reset());
  rds.on(DescribeGlobalClustersCommand).resolves({ GlobalClusters: [globalCluster()] });
  rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [cluster()] });
  rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [instance()] });
  dynamoDb.on(DescribeTableCommand).resolves({ Table: { TableStatus: 'ACTIVE' } });
  s3.on(HeadBucketCommand).resolves({});
  metricIs(7);
  alarmsAre([{ AlarmName: 'one', StateValue: 'OK' }], [{ AlarmName: 'two', StateValue: 'INSUFFICIENT_DATA' }]);
  request = jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('fine'));
  // Nobody is late, unless a test says so.
  jest.mocked(wait).mockReset().mockReturnValue(new Promise(() => undefined));
  jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  jest.spyOn(console, 'log').mockReturnValue(undefined);
  process.env.AWS_REGION = 'eu-central-1';
  process.env.READINESS_SETTINGS = '{}';
});

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  delete process.env.READINESS_SETTINGS;
  delete process.env.AWS_REGION;
});

describe('the checks before a promotion', () => {
  test('each of them passes while what it looks at is fit', async () => {
    const checks = [AURORA, TABLE, BUCKET, METRIC, ALARMS, ENDPOINT];
    const { findings } = await ask(RunMode.SWITCHOVER, ...checks);
    expect(findings.map(({ id, ok }) => [id, ok])).toEqual(checks.map(({ id }) => [id, true]));
  });

  test.each<[string, ReadinessCheck, () => void, string]>([
    ['a database', AURORA, () => rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [cluster({ Status: 'stopped' })] }), 'the cluster is stopped'],
    ['an instance', AURORA, () => rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [instance('creating')] }),
      'no instance is available: one is creating'],
    ['an instance that cannot be read', AURORA, () => rds.on(DescribeDBInstancesCommand).rejects(fault('AccessDenied')),
      'its instances are not known: AccessDenied: the service says AccessDenied'],
    ['a table', TABLE, () => dynamoDb.on(DescribeTableCommand).resolves({ Table: { TableStatus: 'ARCHIVED' } }), 'table sessions is ARCHIVED'],
    ['a table of which nothing is said', TABLE, () => dynamoDb.on(DescribeTableCommand).resolves({}), 'table sessions is undefined'],
    ['a bucket', BUCKET, () => s3.on(HeadBucketCommand).rejects(fault('NotFound', 404)), 'NotFound: the service says NotFound'],
    ['a metric', METRIC, () => metricIs(11), 'Payments Backlog must be <= 10: 11 at 2026-03-01T11:59:00.000Z'],
    ['a metric without data', METRIC, () => metricIs(), 'Payments Backlog must be <= 10: no data'],
    ['an alarm', ALARMS, () => alarmsAre([{ AlarmName: 'one', StateValue: 'ALARM' }], [{ AlarmName: 'two', StateValue: 'OK' }]), 'one is in ALARM'],
    ['an alarm that is not there', ALARMS, () => alarmsAre([{ AlarmName: 'one', StateValue: 'OK' }]), 'two does not exist'],
    ['all alarms', ALARMS, () => alarmsAre(), 'one does not exist; two does not exist'],
    ['an endpoint', ENDPOINT, () => request.mockImplementation(async () => new Response('', { status: 503 })),
      'https://api-eu-central-1.example.com/health: status 503'],
    ['an endpoint with other words', ENDPOINT, () => request.mockImplementation(async () => new Response('sorry')),
      'https://api-eu-central-1.example.com/health: no "fine" in the answer'],
  ])('%s that is not fit stops a planned run, and is recorded of a forced one', async (_what, one, unfit, detail) => {
    unfit();
    await expect(ask(RunMode.SWITCHOVER, one)).rejects.toMatchObject({ name: 'NotReady', message: `${one.id}: ${detail}` });
    await expect(ask(RunMode.FAILBACK, one)).rejects.toMatchObject({ name: 'NotReady' });
    const { findings } = await ask(RunMode.FAILOVER, one);
    expect(findings).toEqual([{ id: one.id, ok: false, detail }]);
  });

  test.each<[string, () => void, string]>([
    ['above the gate', () => metricIs(60_001), 'LagAboveGate'],
    ['not known', () => metricIs(), 'LagUnknown'],
    ['not readable', () => cloudWatch.on(GetMetricDataCommand).rejects(fault('Throttling')), 'LagUnknown'],
    ['not of now', () => metricIs(5, new Date('2026-03-01T11:50:00Z')), 'LagUnknown'],
  ])('ORC-17: a lag %s stops a planned run, and is recorded of a forced one', async (_what, lag, name) => {
    lag();
    await expect(ask(RunMode.SWITCHOVER, AURORA)).rejects.toMatchObject({ name });
    const { findings } = await ask(RunMode.FAILOVER, AURORA);
    expect(findings).toEqual([expect.objectContaining({ id: AURORA.id, ok: false })]);
  });

  test('the lag is recorded with its time, whatever it is', async () => {
    metricIs(60_001);
    await expect(ask(RunMode.FAILOVER, AURORA)).resolves.toMatchObject({ lagInMilliseconds: 60_001, lagMeasuredAt: A_MINUTE_AGO.toISOString() });
  });

  test('what makes the promotion impossible stops a forced run, too', async () => {
    rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [cluster({ DBClusterMembers: [] })] });
    await expect(ask(RunMode.FAILOVER, AURORA)).rejects.toMatchObject({ name: 'NotReady', message: `check-aurora: ${STANDBY_ARN} has no instance` });
    await expect(findingOf(AURORA)).resolves.toMatchObject({ ok: false });
  });

  test('together they take 30 seconds at most: one that does not answer is given up after 25, and holds up no other', async () => {
    jest.mocked(wait).mockResolvedValue(undefined);
    rds.on(DescribeGlobalClustersCommand).callsFake(() => new Promise(() => undefined));
    dynamoDb.on(DescribeTableCommand).callsFake(() => new Promise(() => undefined));
    const { findings } = await ask(RunMode.FAILOVER, AURORA, TABLE);
    expect(findings.map(({ detail }) => detail)).toEqual(['no answer within 12 s', 'no answer within 12 s']);
    expect(jest.mocked(wait).mock.calls).toEqual([[12_000], [12_000]]);
    await expect(ask(RunMode.SWITCHOVER, AURORA, BUCKET)).rejects.toMatchObject({ name: 'NotReady' });
  });

  test('a check may have less time than all of them together, and not more', async () => {
    await ask(RunMode.DRILL, { ...TABLE, timeoutInSeconds: 10 }, { ...BUCKET, timeoutInSeconds: 300 });
    expect(jest.mocked(wait).mock.calls).toEqual([[10_000], [12_000]]);
  });

  test('they are taken side by side', async () => {
    const order: string[] = [];
    dynamoDb.on(DescribeTableCommand).callsFake(async () => {
      order.push('table asked');
      await new Promise(resolve => setImmediate(resolve));
      order.push('table answered');
      return { Table: { TableStatus: 'ACTIVE' } };
    });
    s3.on(HeadBucketCommand).callsFake(async () => { order.push('bucket asked'); });
    await ask(RunMode.DRILL, TABLE, BUCKET);
    expect(order).toEqual(['table asked', 'bucket asked', 'table answered']);
  });

  test('each is taken in the Region that it names', async () => {
    await ask(RunMode.DRILL, { ...TABLE, region: 'eu-west-1' }, BUCKET);
    await expect((dynamoDb.calls()[0].thisValue as DynamoDBClient).config.region()).resolves.toBe('eu-west-1');
    await expect((s3.calls()[0].thisValue as S3Client).config.region()).resolves.toBe('eu-central-1');
  });

  test('an error says that nobody knows, and a drill goes on', async () => {
    dynamoDb.on(DescribeTableCommand).rejects(fault('InternalServerError', 500));
    await expect(findingOf(TABLE)).resolves.toMatchObject({ ok: false, detail: expect.stringContaining('ServiceUnavailable: DescribeTable in eu-central-1') });
    await expect(ask(RunMode.SWITCHOVER, TABLE)).rejects.toMatchObject({ name: 'NotReady' });
  });

  test('a kind that the function does not know is no pass', async () => {
    await expect(findingOf(check('check-moon', {}))).resolves.toMatchObject({ ok: false });
  });

  test('a table that is being updated serves', async () => {
    dynamoDb.on(DescribeTableCommand).resolves({ Table: { TableStatus: 'UPDATING' } });
    await expect(findingOf(TABLE)).resolves.toEqual({ id: 'check-table', ok: true, detail: 'table sessions is UPDATING' });
  });
});

describe('the instances of a database', () => {
  const sent = () => rds.commandCalls(DescribeDBInstancesCommand).map(({ args: [{ input }] }) => input);
  const Filters = [{ Name: 'db-cluster-id', Values: [STANDBY_ARN] }];

  test('are those of the cluster that is to be promoted, in its Region', async () => {
    await ask(RunMode.SWITCHOVER, AURORA);
    expect(sent()).toEqual([{ Filters }]);
    await expect((rds.commandCalls(DescribeDBInstancesCommand)[0].thisValue as RDSClient).config.region()).resolves.toBe('eu-central-1');
  });

  test('are found on a later page, too', async () => {
    rds.on(DescribeDBInstancesCommand).resolvesOnce({ DBInstances: [instance('failed')], Marker: 'more' }).resolvesOnce({ DBInstances: [instance('available', 'two')] });
    await expect(findingOf(AURORA)).resolves.toMatchObject({ ok: true });
    expect(sent()).toEqual([{ Filters }, { Filters, Marker: 'more' }]);
  });

  test('are not known when there is no end of pages, and when RDS says nothing of any there is none', async () => {
    rds.on(DescribeDBInstancesCommand).resolves({ Marker: 'more' });
    await expect(findingOf(AURORA)).resolves.toEqual({
      id: AURORA.id, ok: false, detail: 'its instances are not known: ServiceUnavailable: DescribeDBInstances in eu-central-1: no end after 4 pages',
    });
    expect(sent()).toHaveLength(4);
    rds.on(DescribeDBInstancesCommand).resolves({});
    await expect(findingOf(AURORA)).resolves.toMatchObject({ ok: false, detail: 'no instance is available: none is listed' });
  });

  test('that are not available leave the lag in the record of a forced run', async () => {
    rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [instance('storage-full')] });
    await expect(ask(RunMode.FAILOVER, AURORA)).resolves.toMatchObject({ lagInMilliseconds: 7, findings: [{ ok: false }] });
  });
});

describe('the lag of a database', () => {
  test('is what Aurora publishes of the cluster that follows, the newest value of a quarter of an hour', async () => {
    await ask(RunMode.FAILOVER, AURORA);
    expect(cloudWatch.commandCalls(GetMetricDataCommand).map(({ args }) => args[0].input)).toEqual([{
      MetricDataQueries: [{
        Id: 'newest',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/RDS',
            MetricName: 'AuroraGlobalDBReplicationLag',
            Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'payments-main-standby' }],
          },
          Period: 60,
          Stat: 'Maximum',
        },
      }],
      StartTime: new Date('2026-03-01T11:45:00Z'),
      EndTime: NOW,
      ScanBy: 'TimestampDescending',
    }]);
  });
});

describe('the check of a metric', () => {
  test('looks at the newest value of five periods', async () => {
    await findingOf({ ...METRIC, parameters: { ...METRIC.parameters, period: '300' } });
    const [{ args: [{ input }] }] = cloudWatch.commandCalls(GetMetricDataCommand);
    expect(input).toMatchObject({
      MetricDataQueries: [{
        MetricStat: {
          Metric: { Namespace: 'Payments', MetricName: 'Backlog', Dimensions: [{ Name: 'Queue', Value: 'orders' }] }, Period: 300, Stat: 'Maximum',
        },
      }],
      StartTime: new Date('2026-03-01T11:35:00Z'),
    });
  });

  test.each([
    ['<=', [true, true, false]], ['<', [true, false, false]], ['>=', [false, true, true]], ['>', [false, false, true]],
  ])('must be %s the threshold', async (comparison, expected) => {
    const found = [];
    for (const value of [9, 10, 11]) {
      metricIs(value);
      found.push((await findingOf({ ...METRIC, parameters: { ...METRIC.parameters, comparison } })).ok);
    }
    expect(found).toEqual(expected);
  });

  test('no data passes where the service is silent while all is well', async () => {
    cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [{ Id: 'newest' }] });
    await expect(findingOf({ ...METRIC, parameters: { ...METRIC.parameters, missing: 'passes' } })).resolves.toMatchObject({ ok: true });
    await expect(findingOf(METRIC)).resolves.toMatchObject({ ok: false });
  });
});

describe('a check that is taken until it holds', () => {
  /** Writes have ended 200 seconds ago, at 11:56:40; the first whole minute after it is that of 11:57. */
  const awaitedSince = '2026-03-01T11:56:40.000Z';
  const awaited = async (one: ReadinessCheck, since = awaitedSince) => {
    const { findings } = await handler({ ...RUN, mode: RunMode.SWITCHOVER, checks: [one], awaitedSince: since }) as ReadinessAnswer;
    return findings[0];
  };
  const passing = { ...METRIC, parameters: { ...METRIC.parameters, missing: 'passes' } };

  test('refuses nothing, and says how it stands', async () => {
    metricIs(11);
    await expect(awaited(METRIC)).resolves.toEqual({ id: METRIC.id, ok: false, detail: 'Payments Backlog must be <= 10: 11 at 2026-03-01T11:59:00.000Z' });
    metricIs(10);
    await expect(awaited(METRIC)).resolves.toMatchObject({ ok: true });
  });

  test('counts of a metric only what was measured since writes have ended', async () => {
    metricIs(0, new Date('2026-03-01T11:56:00Z'));
    await expect(awaited(METRIC, '2026-03-01T11:58:30.000Z')).resolves.toEqual({
      id: METRIC.id, ok: false, detail: 'Payments Backlog must be <= 10: 0 at 2026-03-01T11:56:00.000Z, and nothing measured since 2026-03-01T11:58:30.000Z',
    });
  });

  test('passes what stays silent only where silence means that nothing is copied, and nothing was behind', async () => {
    const before = new Date('2026-03-01T11:56:00Z');
    metricIs();
    await expect(awaited(passing)).resolves.toMatchObject({ ok: true });
    await expect(awaited(METRIC)).resolves.toMatchObject({ ok: false });
    metricIs(0, before);
    await expect(awaited(passing)).resolves.toMatchObject({ ok: true });
    await expect(awaited(METRIC)).resolves.toMatchObject({ ok: false });
    metricIs(11, before);
    await expect(awaited(passing)).resolves.toMatchObject({ ok: false, detail: expect.stringContaining('nothing measured since') });
  });

  test('looks back to what was measured before writes ended, however long it waits', async () => {
    await awaited(METRIC);
    expect(cloudWatch.commandCalls(GetMetricDataCommand)[0].args[0].input.StartTime).toEqual(new Date('2026-03-01T11:51:00Z'));
  });

  test('may be any other one: an endpoint is asked as it always is', async () => {
    await expect(awaited(ENDPOINT)).resolves.toMatchObject({ ok: true });
    request.mockImplementation(async () => new Response('', { status: 503 }));
    await expect(awaited(ENDPOINT)).resolves.toMatchObject({ ok: false, detail: expect.stringContaining('status 503') });
  });
});

describe('a metric with one of what there is to copy', () => {
  const ACTIVE = { namespace: 'Payments', metricName: 'Orders', dimensions: '{"Shop":"all"}', statistic: 'Sum', period: '60' };
  const LAG: ReadinessCheck = {
    ...METRIC, parameters: { ...METRIC.parameters, missing: 'passes', measures: 'replication-lag', activity: JSON.stringify(ACTIVE) },
  };
  const minute = (time: string) => new Date(`2026-03-01T${time}:00.000Z`);
  type Values = readonly (readonly [time: string, value: number])[];
  const series = (values: Values) => ({ Timestamps: values.map(([time]) => minute(time)), Values: values.map(([, value]) => value) });
  const metricsAre = (newest: Values, active: Values) =>
    cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [{ Id: 'active', ...series(active) }, { Id: 'newest', ...series(newest) }] });
  /** Writes have ended at 11:55:40; at noon the minute of 11:56 is over, and published. */
  const awaited = async (one = LAG) => {
    const { findings } = await handler({ ...RUN, mode: RunMode.SWITCHOVER, checks: [one], awaitedSince: '2026-03-01T11:55:40.000Z' }) as ReadinessAnswer;
    return findings[0];
  };

  test('is asked for both at once, a day back', async () => {
    metricsAre([['11:55', 1]], [['11:55', 8]]);
    await awaited();
    await findingOf(LAG);
    const begins = ['11:56', '11:57'].map(time => new Date(`2026-02-28T${time}:00Z`));
    expect(cloudWatch.commandCalls(GetMetricDataCommand).map(({ args: [{ input }] }) => input)).toEqual(begins.map(StartTime => ({
      MetricDataQueries: [
        { Id: 'newest', MetricStat: { Metric: { Namespace: 'Payments', MetricName: 'Backlog', Dimensions: [{ Name: 'Queue', Value: 'orders' }] }, Period: 60, Stat: 'Maximum' } },
        { Id: 'active', MetricStat: { Metric: { Namespace: 'Payments', MetricName: 'Orders', Dimensions: [{ Name: 'Shop', Value: 'all' }] }, Period: 60, Stat: 'Sum' } },
      ],
      StartTime,
      EndTime: NOW,
      ScanBy: 'TimestampDescending',
    })));
  });

  test('passes behind the fence when something has answered what was written last, and nothing since', async () => {
    metricsAre([['11:55', 10]], [['11:57', 9], ['11:56', 0], ['11:55', 8]]);
    await expect(awaited()).resolves.toEqual({ id: METRIC.id, ok: true, detail: 'Payments Backlog must be <= 10: 10 at 2026-03-01T11:55:00.000Z' });
    await expect(awaited({ ...LAG, parameters: { ...LAG.parameters, missing: 'fails' } })).resolves.toMatchObject({ ok: false });
  });

  test('does not pass while nothing has', async () => {
    metricsAre([['11:54', 1]], [['11:56', 0], ['11:55', 8]]);
    await expect(awaited()).resolves.toEqual({
      id: METRIC.id,
      ok: false,
      detail: 'Payments Backlog must be <= 10: 1 at 2026-03-01T11:54:00.000Z, and what was written in the period of 2026-03-01T11:55:00.000Z waits to be copied',
    });
  });

  test('is not known to pass before a whole period behind the fence has passed', async () => {
    metricsAre([], []);
    const { findings: [{ detail }] } = await handler({ ...RUN, mode: RunMode.SWITCHOVER, checks: [LAG], awaitedSince: '2026-03-01T11:58:30.000Z' }) as ReadinessAnswer;
    expect(detail).toBe('Payments Backlog must be <= 10: no data, and nothing measured since 2026-03-01T11:58:30.000Z');
  });

  test('passes behind the fence when what arrived late is followed by nothing', async () => {
    metricsAre([['11:57', 99]], [['11:55', 8]]);
    await expect(awaited()).resolves.toMatchObject({ ok: true });
    metricsAre([['11:58', 99]], [['11:55', 8]]);
    await expect(awaited()).resolves.toEqual({ id: METRIC.id, ok: false, detail: 'Payments Backlog must be <= 10: 99 at 2026-03-01T11:58:00.000Z' });
  });

  test('taken once, refuses a planned run while what was written waits, as far as it can have been answered by now', async () => {
    metricsAre([['11:55', 1]], [['11:58', 7], ['11:57', 8]]);
    await expect(findingOf(LAG)).resolves.toMatchObject({ ok: true });
    metricsAre([['11:55', 1]], [['11:58', 7], ['11:57', 8], ['11:56', 8]]);
    await expect(findingOf(LAG)).resolves.toMatchObject({ ok: false, detail: expect.stringContaining('written in the period of 2026-03-01T11:56:00.000Z waits') });
    await expect(ask(RunMode.SWITCHOVER, LAG)).rejects.toMatchObject({ name: 'LagAboveGate' });
    metricsAre([], [['11:30', 8]]);
    await expect(ask(RunMode.SWITCHOVER, LAG)).rejects.toMatchObject({ name: 'LagAboveGate' });
  });

  test('taken once, passes what was answered long ago, and holds what arrives now against the threshold', async () => {
    metricsAre([['11:30', 99]], [['11:29', 8]]);
    await expect(findingOf(LAG)).resolves.toMatchObject({ ok: true });
    metricsAre([['11:53', 99]], [['11:29', 8]]);
    await expect(findingOf(LAG)).resolves.toMatchObject({ ok: true });
    metricsAre([['11:54', 99]], [['11:29', 8]]);
    await expect(findingOf(LAG)).resolves.toMatchObject({ ok: false });
    metricsAre([['11:54', 10]], [['11:29', 8]]);
    await expect(findingOf(LAG)).resolves.toMatchObject({ ok: true });
  });

  test('is read page by page until both are known', async () => {
    cloudWatch.on(GetMetricDataCommand)
      .resolvesOnce({ MetricDataResults: [{ Id: 'newest', ...series([['11:54', 1]]) }, { Id: 'active', ...series([['11:57', 3]]) }], NextToken: 'more' })
      .resolvesOnce({ MetricDataResults: [{ Id: 'active', ...series([['11:55', 8]]) }], NextToken: 'unasked' });
    await expect(awaited()).resolves.toMatchObject({ ok: false, detail: expect.stringContaining('1 at 2026-03-01T11:54:00.000Z, and what was written in the period of 2026-03-01T11:55') });
    cloudWatch.on(GetMetricDataCommand).resolves({ NextToken: 'more' });
    await expect(awaited()).resolves.toMatchObject({ ok: false, detail: expect.stringContaining('GetMetricData of Backlog and Orders: no value, and no end after 4 pages') });
  });
});

describe('a check of replication lag by metric', () => {
  const lag = (parameters: object) => ({ ...METRIC, parameters: { ...METRIC.parameters, measures: 'replication-lag', ...parameters } });

  test('ORC-17: refuses a planned run as what it is, and a check of something else as not ready', async () => {
    metricIs(11);
    await expect(ask(RunMode.SWITCHOVER, lag({}))).rejects.toMatchObject({ name: 'LagAboveGate' });
    await expect(ask(RunMode.SWITCHOVER, METRIC)).rejects.toMatchObject({ name: 'NotReady' });
    await expect(ask(RunMode.SWITCHOVER, lag({}), METRIC)).rejects.toMatchObject({ name: 'NotReady' });
    metricIs();
    await expect(ask(RunMode.SWITCHOVER, lag({}))).rejects.toMatchObject({ name: 'LagUnknown' });
    await expect(ask(RunMode.SWITCHOVER, METRIC)).rejects.toMatchObject({ name: 'NotReady' });
    metricIs(10);
    await expect(ask(RunMode.SWITCHOVER, lag({}))).resolves.toMatchObject({ findings: [{ ok: true }] });
  });
});

test('a value on a later page is found: a first one may be empty', async () => {
  cloudWatch.on(GetMetricDataCommand)
    .resolvesOnce({ MetricDataResults: [{ Id: 'newest', Values: [] }], NextToken: 'more' })
    .resolvesOnce({ MetricDataResults: [{ Id: 'newest', Timestamps: [A_MINUTE_AGO], Values: [7] }] });
  await expect(findingOf(METRIC)).resolves.toMatchObject({ ok: true, detail: expect.stringContaining('7 at') });
  expect(cloudWatch.commandCalls(GetMetricDataCommand).map(({ args: [{ input }] }) => input.NextToken)).toEqual([undefined, 'more']);
});

test('pages without a value and without an end say nothing: that is not the same as no data', async () => {
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [{ Id: 'newest' }], NextToken: 'more' });
  const silent = { ...METRIC, parameters: { ...METRIC.parameters, missing: 'passes' } };
  await expect(findingOf(silent)).resolves.toEqual({
    id: METRIC.id, ok: false, detail: 'ServiceUnavailable: GetMetricData of Backlog: no value, and no end after 4 pages',
  });
  expect(cloudWatch.commandCalls(GetMetricDataCommand)).toHaveLength(4);
});

describe('a metric that CloudWatch could not read', () => {
  const silent = { ...METRIC, parameters: { ...METRIC.parameters, missing: 'passes' } };
  const answers = (...StatusCodes: (StatusCode | undefined)[]) => StatusCodes.forEach((StatusCode, index) => {
    const NextToken = index < StatusCodes.length - 1 ? 'more' : undefined;
    cloudWatch.on(GetMetricDataCommand, index === 0 ? {} : { NextToken: 'more' }).resolves({ MetricDataResults: [{ Id: 'newest', StatusCode }], NextToken });
  });

  test.each<StatusCode>(['InternalError', 'Forbidden', 'PartialData'])('is not one that is silent: %s', async status => {
    answers(status);
    await expect(findingOf(silent)).resolves.toEqual({
      id: METRIC.id, ok: false, detail: `ServiceUnavailable: GetMetricData of Backlog: CloudWatch answers ${status} for newest`,
    });
  });

  test.each<[string, (StatusCode | undefined)[]]>([
    ['has told everything', ['Complete']], ['says nothing of that', [undefined]], ['has told it on a later page', ['PartialData', 'Complete']],
  ])('is one that is silent where it %s', async (_, statuses) => {
    answers(...statuses);
    await expect(findingOf(silent)).resolves.toMatchObject({ ok: true });
  });

  test('does not matter where its newest value is known', async () => {
    cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [{ Id: 'newest', StatusCode: 'PartialData', Timestamps: [A_MINUTE_AGO], Values: [7] }] });
    await expect(findingOf(silent)).resolves.toMatchObject({ ok: true, detail: expect.stringContaining('7 at') });
  });
});

describe('the check of alarms', () => {
  test('asks for composite alarms, too, which are left out otherwise', async () => {
    await findingOf(ALARMS);
    expect(cloudWatch.commandCalls(DescribeAlarmsCommand)[0].args[0].input)
      .toEqual({ AlarmNames: ['one', 'two'], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 });
  });
});
