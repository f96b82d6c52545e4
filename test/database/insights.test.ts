import * as rds from 'aws-cdk-lib/aws-rds';
import { clustersOf, dataOf, mainDatabase, propertiesIn } from './fixture';
import type { GlobalAuroraDatabaseOptions } from '../../src/database';

const { ADVANCED, STANDARD } = rds.DatabaseInsightsMode;
const { MONTHS_1, MONTHS_15 } = rds.PerformanceInsightRetention;

test.each<[string, GlobalAuroraDatabaseOptions, string | undefined, number]>([
  ['the standard mode, with 7 days, by default', {}, undefined, 7],
  ['the standard mode, asked for', { databaseInsightsMode: STANDARD }, 'standard', 7],
  ['another retention', { performanceInsightsRetention: MONTHS_1 }, undefined, 31],
  ['the advanced mode, with the retention that it demands', { databaseInsightsMode: ADVANCED }, 'advanced', 465],
  ['the advanced mode with that retention written out', { databaseInsightsMode: ADVANCED, performanceInsightsRetention: MONTHS_15 }, 'advanced', 465],
])('Database Insights: %s', (_, options, mode, days) => {
  const fixture = mainDatabase(options);
  for (const { Properties } of clustersOf(fixture)) {
    const { PerformanceInsightsEnabled, PerformanceInsightsRetentionPeriod, DatabaseInsightsMode } = Properties;
    expect([PerformanceInsightsEnabled, PerformanceInsightsRetentionPeriod, DatabaseInsightsMode]).toEqual([true, days, mode]);
  }
  // Instances say the same as their cluster: RDS refuses what differs.
  for (const instance of fixture.topology.regions.flatMap(region => propertiesIn(dataOf(region), 'AWS::RDS::DBInstance'))) {
    expect([instance.EnablePerformanceInsights, instance.PerformanceInsightsRetentionPeriod]).toEqual([true, days]);
  }
});
