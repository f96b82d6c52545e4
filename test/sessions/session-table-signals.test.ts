import { Lazy } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { BY_USER, SESSION_ID, sessions, strongSessions } from './fixture';
import type { Sessions } from './fixture';
import type { HealthSignal } from '../../src';
import { AlertSeverity, DashboardSection } from '../../src';
import { BackupPolicy } from '../../src/backup';
import { calculated, idsOf, published, signalsIn } from '../support/health-signals';

const OPERATIONS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem'];
const TRANSACTIONS = ['TransactGetItems', 'TransactWriteItems'];
const ANY = { threshold: 0, evaluationPeriods: 2, treatMissingData: TreatMissingData.NOT_BREACHING, severity: AlertSeverity.WARNING };

function regionsOf({ topology, table }: Sessions): Map<string, HealthSignal>[] {
  return topology.regions.map(region => signalsIn(table.healthSignals(), region));
}

const indexed = sessions({ globalSecondaryIndexes: [BY_USER] });

describe.each([['home', 0], ['standby', 1]] as const)('the %s Region', (_, position) => {
  const { tableName } = indexed.table;
  const signals = regionsOf(indexed)[position];

  test('MON-29: has the same signals as the other, from the first deployment', () => {
    expect(idsOf(signals.values())).toEqual({
      alarmed: ['system-errors', 'read-throttling', 'write-throttling', 'read-throttling-by-user', 'write-throttling-by-user'],
      shown: ['user-errors', 'consumed-reads', 'consumed-writes'],
    });
  });

  test('MON-07: errors of DynamoDB alarm as the sum over operations, by which alone they are published, within the ten metrics of an alarm', () => {
    const { expression, metrics } = calculated(signals.get('system-errors')!);
    expect(Object.values(metrics)).toEqual([...OPERATIONS, ...TRANSACTIONS].map(Operation =>
      ({ name: 'AWS/DynamoDB SystemErrors', dimensions: { TableName: tableName, Operation }, statistic: 'Sum', seconds: 60 })));
    expect(expression).toBe(`SUM([${Object.keys(metrics).join(', ')}])`);
    expect(Object.keys(metrics)).toHaveLength(10);
    expect(signals.get('system-errors')!.alarm).toEqual(ANY);
  });

  test('MON-07: errors of users are shown for the whole account and Region: DynamoDB gives them no dimension', () => {
    expect(published(signals.get('user-errors')!)).toEqual({ name: 'AWS/DynamoDB UserErrors', dimensions: {}, statistic: 'Sum', seconds: 60 });
  });

  test.each([
    ['read-throttling', 'ReadThrottleEvents', {}],
    ['write-throttling', 'WriteThrottleEvents', {}],
    ['read-throttling-by-user', 'ReadThrottleEvents', { GlobalSecondaryIndexName: 'by-user' }],
    ['write-throttling-by-user', 'WriteThrottleEvents', { GlobalSecondaryIndexName: 'by-user' }],
  ])('MON-08: "%s" alarms at once, for table and index apart', (id, metricName, index) => {
    const signal = signals.get(id)!;
    expect(published(signal)).toEqual({ name: `AWS/DynamoDB ${metricName}`, dimensions: { TableName: tableName, ...index }, statistic: 'Sum', seconds: 60 });
    expect(signal.alarm).toEqual(ANY);
    expect(signal.description).toContain(tableName);
  });

  test.each([['consumed-reads', 'ConsumedReadCapacityUnits'], ['consumed-writes', 'ConsumedWriteCapacityUnits']])(
    'MON-06, COST-07: "%s" is shown among the cost', (id, metricName) => {
      const signal = signals.get(id)!;
      expect(published(signal)).toEqual({ name: `AWS/DynamoDB ${metricName}`, dimensions: { TableName: tableName }, statistic: 'Sum', seconds: 60 });
      expect(signal).toMatchObject({ section: DashboardSection.COST, graph: 'Consumed capacity' });
    });
});

test('MON-05: each Region alarms on what it sends, on average over a minute, above 5 seconds twice; without writes there is no lag', () => {
  const { topology, table } = sessions();
  expect(table.replicationSignals().map(signal => ({
    ...published({ ...signal, section: DashboardSection.REPLICATION, graph: '' }),
    limit: signal.threshold.toMilliseconds() / signal.unit.toMilliseconds(),
    periods: signal.evaluationPeriods,
    missing: signal.treatMissingData,
    in: signal.publishedIn,
  }))).toEqual(topology.regions.map(region => ({
    name: 'AWS/DynamoDB ReplicationLatency',
    dimensions: { TableName: table.tableName, ReceivingRegion: region.peer.name },
    statistic: 'Average',
    seconds: 60,
    limit: 5000,
    periods: 2,
    missing: TreatMissingData.NOT_BREACHING,
    in: region,
  })));
});

test('MON-05, MON-07: a strongly consistent table has no latency, and no transactions that could fail', () => {
  const strong = strongSessions();
  expect(strong.table.replicationSignals()).toEqual([]);
  for (const signals of regionsOf(strong)) {
    expect(Object.values(calculated(signals.get('system-errors')!).metrics).map(({ dimensions }) => dimensions.Operation)).toEqual(OPERATIONS);
  }
});

describe('MON-08: each index has ids of its own', () => {
  const indexIds = (...indexNames: string[]) => {
    const globalSecondaryIndexes = indexNames.map(indexName => ({ indexName, partitionKey: SESSION_ID }));
    return [...regionsOf(sessions({ globalSecondaryIndexes }))[1].keys()].filter(id => id.startsWith('read-throttling-'));
  };

  test('where names differ in what an id cannot say', () => {
    const ids = indexIds('By_User', 'by_user', 'by-user');
    expect(ids).toEqual([
      expect.stringMatching(/^read-throttling-by-user-[0-9a-f]{6}$/), expect.stringMatching(/^read-throttling-by-user-[0-9a-f]{6}$/), 'read-throttling-by-user',
    ]);
    expect(new Set(ids).size).toBe(3);
  });

  test('where names differ at the end of 255 characters', () => {
    const ids = indexIds(`${'i'.repeat(254)}1`, `${'i'.repeat(254)}2`);
    expect(new Set(ids).size).toBe(2);
    ids.forEach(id => expect(id).toMatch(/^[a-z0-9-]{1,80}$/));
  });

  test('none for a name that is not known at synthesis', () => {
    expect(indexIds(Lazy.string({ produce: () => 'by-user' }))).toEqual([]);
  });
});

test('BKP-01: the signals of its backups are among them', () => {
  for (const signals of regionsOf(sessions({ backup: BackupPolicy.daily() }))) {
    expect([...signals.keys()]).toEqual(expect.arrayContaining(['backup-completed', 'backup-failed', 'backup-copy-failed']));
  }
});
