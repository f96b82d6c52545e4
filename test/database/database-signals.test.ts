import { Duration, Lazy } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import * as rds from 'aws-cdk-lib/aws-rds';
import { adopted, existingCluster, existingGlobalDatabase, HOME_MEMBER, STANDBY_MEMBER } from './existing-fixture';
import type { Fixture } from './fixture';
import { mainDatabase } from './fixture';
import { AlertSeverity, DashboardSection, StackLayer } from '../../src';
import type { HealthSignal } from '../../src';
import { BackupPolicy } from '../../src/backup';
import type { ServerlessV2CapacityProps } from '../../src/database';
import { DatabaseCapacity, DatabaseEngine } from '../../src/database';
import { templateOf } from '../support/environment';
import { idsOf, published, signalsIn } from '../support/health-signals';

const { CRITICAL, WARNING } = AlertSeverity;
const { REPLICATION, STORES, COST } = DashboardSection;
const MYSQL_BEFORE_RPO_LAG = rds.AuroraMysqlEngineVersion.of('8.0.mysql_aurora.3.03.4', '8.0');
const MYSQL_WITH_RPO_LAG = rds.AuroraMysqlEngineVersion.of('8.0.mysql_aurora.3.04.0', '8.0');
const NEXT_MYSQL = rds.AuroraMysqlEngineVersion.of('8.4.mysql_aurora.4.01.0', '8.4');

const everything = mainDatabase({
  capacity: DatabaseCapacity.serverlessV2({ maxCapacity: 64 }),
  maxConnections: 1000,
  proxy: {},
  backup: BackupPolicy.none(),
});

/** The signals of each Region, with the name by which its cluster is published. */
function regionsOf({ topology, database }: Fixture): { cluster: string; signals: Map<string, HealthSignal> }[] {
  return topology.regions.map(region => ({
    cluster: database.forRegion(region).clusterIdentifier,
    signals: signalsIn(database.healthSignals(), region),
  }));
}

/** By id: section, metric, statistic, seconds, the role of the instances where it is one. */
const PUBLISHED: [string, DashboardSection, string, string, number, string?][] = [
  ['lag-warning', REPLICATION, 'AuroraGlobalDBReplicationLag', 'Maximum', 60],
  ['rpo-lag', REPLICATION, 'AuroraGlobalDBRPOLag', 'Maximum', 60],
  ['cpu', STORES, 'CPUUtilization', 'Average', 300, 'WRITER'],
  ['reader-cpu', STORES, 'CPUUtilization', 'Average', 300, 'READER'],
  ['connections', STORES, 'DatabaseConnections', 'Maximum', 60],
  ['freeable-memory', STORES, 'FreeableMemory', 'Minimum', 60],
  ['deadlocks', STORES, 'Deadlocks', 'Maximum', 60],
  ['volume-reads', STORES, 'VolumeReadIOPs', 'Average', 300],
  ['volume-writes', STORES, 'VolumeWriteIOPs', 'Average', 300],
  ['read-iops', STORES, 'ReadIOPS', 'Maximum', 60],
  ['write-iops', STORES, 'WriteIOPS', 'Maximum', 60],
  ['replicated-writes', COST, 'AuroraGlobalDBReplicatedWriteIO', 'Sum', 300],
  ['replicated-bytes', COST, 'AuroraGlobalDBDataTransferBytes', 'Sum', 300],
  ['capacity', COST, 'ServerlessDatabaseCapacity', 'Maximum', 300],
  ['capacity-utilization', COST, 'ACUUtilization', 'Maximum', 300],
];
const OF_PROXY = ['proxy-client-connections', 'proxy-borrow-latency'];

describe.each([['home', 0], ['standby', 1]] as const)('the %s Region', (_, position) => {
  const { cluster, signals } = regionsOf(everything)[position];
  const alarmOf = (id: string) => signals.get(id)!.alarm;

  test('MON-29: has the same signals as the other, from the first deployment', () => {
    expect([...signals.keys()]).toEqual([...PUBLISHED.map(([id]) => id), ...OF_PROXY]);
  });

  test.each(PUBLISHED)('MON-20: "%s" is published for the cluster of that Region', (id, ...row) => {
    const [section, metricName, statistic, seconds, role] = row;
    const signal = signals.get(id)!;
    expect(published(signal)).toEqual({
      name: `AWS/RDS ${metricName}`,
      dimensions: { DBClusterIdentifier: cluster, ...role && { Role: role } },
      statistic,
      seconds,
    });
    expect([signal.section, signal.description]).toEqual([section, expect.stringContaining(cluster)]);
  });

  test('MON-01: the lag warns from a second on for five minutes, and pages beyond the objective; without data nothing is known', () => {
    expect(alarmOf('lag-warning')).toEqual({ threshold: 1000, evaluationPeriods: 5, treatMissingData: TreatMissingData.MISSING, severity: WARNING });
    expect(alarmOf('rpo-lag')).toEqual({ threshold: 5000, evaluationPeriods: 2, treatMissingData: TreatMissingData.MISSING, severity: CRITICAL });
  });

  test('MON-02: a processor above 80 % for a quarter of an hour warns, of the writer and of the readers', () => {
    for (const id of ['cpu', 'reader-cpu']) {
      expect(alarmOf(id)).toEqual({ threshold: 80, evaluationPeriods: 3, treatMissingData: TreatMissingData.MISSING, severity: WARNING });
    }
  });

  test('MON-03: connections warn from 80 % of what an instance takes', () => {
    expect(alarmOf('connections')).toEqual({ threshold: 800, treatMissingData: TreatMissingData.MISSING, severity: WARNING });
  });

  test('COST-05: capacity has the bound that was given, which has no default, and warns when it is near', () => {
    // @ts-expect-error nobody can leave it out
    const unbounded: ServerlessV2CapacityProps = { minCapacity: 8 };
    expect(unbounded.maxCapacity).toBeUndefined();
    const stack = everything.topology.regions[position].stack(StackLayer.DATA);
    templateOf(stack).hasResourceProperties('AWS::RDS::DBCluster', { ServerlessV2ScalingConfiguration: { MinCapacity: 8, MaxCapacity: 64 } });
    expect(alarmOf('capacity-utilization')).toEqual({ threshold: 95, evaluationPeriods: 3, treatMissingData: TreatMissingData.MISSING, severity: WARNING });
  });

  test('MON-04, COST-07: input and output, capacity and replicated bytes are shown; nothing else alarms', () => {
    expect(idsOf(signals.values())).toEqual({
      alarmed: ['lag-warning', 'rpo-lag', 'cpu', 'reader-cpu', 'connections', 'capacity-utilization'],
      shown: [
        'freeable-memory', 'deadlocks', 'volume-reads', 'volume-writes', 'read-iops', 'write-iops', 'replicated-writes', 'replicated-bytes',
        'capacity', ...OF_PROXY,
      ],
    });
  });

  test('a proxy is shown by its literal name', () => {
    const { proxyName } = everything.database.forRegion(everything.topology.regions[position]).proxy;
    expect(OF_PROXY.map(id => published(signals.get(id)!))).toEqual([
      { name: 'AWS/RDS ClientConnections', dimensions: { ProxyName: proxyName }, statistic: 'Sum', seconds: 60 },
      { name: 'AWS/RDS DatabaseConnectionsBorrowLatency', dimensions: { ProxyName: proxyName }, statistic: 'Average', seconds: 60 },
    ]);
    expect(signals.get('proxy-borrow-latency')).toMatchObject({ axisLabel: 'microseconds', section: STORES });
  });
});

describe('what is not published is not watched', () => {
  const idsWith = (...given: Parameters<typeof mainDatabase>) => regionsOf(mainDatabase(...given)).map(({ signals }) => [...signals.keys()]);

  test('MON-01: the lag for user transactions is watched where the engine has it', () => {
    const watched = [MYSQL_BEFORE_RPO_LAG, MYSQL_WITH_RPO_LAG, NEXT_MYSQL]
      .map(version => idsWith({ engine: DatabaseEngine.auroraMysql(version) }).map(ids => ids.includes('rpo-lag')));
    expect(watched).toEqual([[false, false], [true, true], [true, true]]);
  });

  test('MON-04: the operations of instances are shown for Aurora PostgreSQL, and those of the storage for both', () => {
    for (const ids of idsWith({ engine: DatabaseEngine.auroraMysql(MYSQL_WITH_RPO_LAG) })) {
      expect(ids.filter(id => /iops|volume/.test(id))).toEqual(['volume-reads', 'volume-writes']);
    }
  });

  test('MON-03: without a maximum, connections are shown and nobody is told', () => {
    for (const { signals } of regionsOf(mainDatabase())) {
      expect(signals.get('connections')).toMatchObject({ section: STORES, alarm: undefined });
    }
  });

  test('COST-05: instances of a fixed size have no capacity to watch, and a database without proxies no proxy', () => {
    for (const ids of idsWith()) {
      expect(ids.filter(id => /capacity|proxy/.test(id))).toEqual([]);
    }
  });
});

test('MON-01: the objective is the threshold of the lag for user transactions', () => {
  const thresholds = (rpo: Duration) => regionsOf(mainDatabase({ rpo })).map(({ signals }) => signals.get('rpo-lag')!.alarm?.threshold);
  expect(thresholds(Duration.seconds(20))).toEqual([20_000, 20_000]);
  expect(thresholds(Duration.seconds(Lazy.number({ produce: () => 20 })))).toEqual([undefined, undefined]);
});

test('BKP-01: the signals of its backups are among them', () => {
  for (const { signals } of regionsOf(mainDatabase())) {
    expect([...signals.keys()]).toEqual(expect.arrayContaining(['backup-completed', 'backup-failed', 'backup-copy-failed']));
  }
});

describe('MON-29: a database that exists is watched alike', () => {
  test.each([['a cluster', existingCluster()], ['a global database', existingGlobalDatabase()]])('%s', (_, options) => {
    const [home, standby] = regionsOf(adopted({ ...options, maxConnections: 500 }));
    expect([...home.signals.keys()]).toEqual([...standby.signals.keys()]);
    expect(home.cluster).toBe(HOME_MEMBER.clusterIdentifier);
    expect(published(home.signals.get('cpu')!).dimensions).toEqual({ DBClusterIdentifier: HOME_MEMBER.clusterIdentifier, Role: 'WRITER' });
    expect(home.signals.get('connections')!.alarm!.threshold).toBe(400);
  });

  test('a standby that exists is published by its own name', () => {
    const [, { signals }] = regionsOf(adopted(existingGlobalDatabase()));
    expect(published(signals.get('rpo-lag')!).dimensions).toEqual({ DBClusterIdentifier: STANDBY_MEMBER.clusterIdentifier });
  });
});
