import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { dataOf, mainDatabase, onlyIn } from './fixture';
import type { RegionalDatabase } from '../../src/database';

type MetricOf = (database: RegionalDatabase, options?: cloudwatch.MetricOptions) => cloudwatch.Metric;

/** What each method measures, how it is summarised, and over how many seconds. */
const METRICS: [string, MetricOf, string, number][] = [
  ['AuroraGlobalDBReplicationLag', (database, options) => database.metricReplicationLag(options), 'Maximum', 60],
  ['AuroraGlobalDBRPOLag', (database, options) => database.metricRpoLag(options), 'Maximum', 60],
  ['AuroraGlobalDBProgressLag', (database, options) => database.metricProgressLag(options), 'Maximum', 60],
  ['AuroraGlobalDBReplicatedWriteIO', (database, options) => database.metricReplicatedWriteIO(options), 'Sum', 300],
  ['AuroraGlobalDBDataTransferBytes', (database, options) => database.metricDataTransferBytes(options), 'Sum', 300],
  ['AuroraReplicaLag', (database, options) => database.metricReplicaLag(options), 'Maximum', 60],
  ['CPUUtilization', (database, options) => database.metricCPUUtilization(options), 'Maximum', 60],
  ['DatabaseConnections', (database, options) => database.metricDatabaseConnections(options), 'Maximum', 60],
  ['FreeableMemory', (database, options) => database.metricFreeableMemory(options), 'Minimum', 60],
  ['Deadlocks', (database, options) => database.metricDeadlocks(options), 'Maximum', 60],
  ['ServerlessDatabaseCapacity', (database, options) => database.metricServerlessDatabaseCapacity(options), 'Maximum', 60],
  ['ACUUtilization', (database, options) => database.metricACUUtilization(options), 'Maximum', 60],
  ['VolumeBytesUsed', (database, options) => database.metricVolumeBytesUsed(options), 'Maximum', 300],
];

describe.each([['home', 0], ['standby', 1]] as const)('law 3: in the %s Region', (_, position) => {
  const { topology, database } = mainDatabase();
  const region = topology.regions[position];
  const regional = database.forRegion(region);

  test.each(METRICS)('%s is published there, under the cluster of that Region', (metricName, metricOf, statistic, seconds) => {
    const metric = metricOf(regional);
    expect([metric.namespace, metric.metricName, metric.dimensions, metric.statistic, metric.region, metric.period.toSeconds()])
      .toEqual(['AWS/RDS', metricName, { DBClusterIdentifier: regional.clusterIdentifier }, statistic, region.name, seconds]);
  });

  test.each(METRICS)('%s takes options of one\'s own', (_name, metricOf) => {
    const metric = metricOf(regional, { statistic: cloudwatch.Stats.p(90), period: Duration.minutes(15), label: 'ours' });
    expect([metric.statistic, metric.period.toMinutes(), metric.label]).toEqual(['p90', 15, 'ours']);
  });
});

test('the identifier in the dimension is literal: an alarm elsewhere in the Region refers to no stack', () => {
  const { topology, database } = mainDatabase();
  const { DBClusterIdentifier } = onlyIn(dataOf(topology.primary), 'AWS::RDS::DBCluster').Properties;
  expect(database.forRegion(topology.primary).metricCPUUtilization().dimensions).toEqual({ DBClusterIdentifier });
});
