import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlertSeverity } from './alert-severity';
import { DashboardSection } from './dashboard-section';
import type { LocalSignal } from './delivery-signals';
import type { HealthSignal } from './health-signal';
import type { FailoverDns } from '../dns';
import type { DrRegion } from '../topology';

/** What the traffic is watched by, as the source of signals. */
export const TRAFFIC_SOURCE = 'traffic';

/** Not healthy for two minutes. Without data nobody knows, which is as bad. */
const UNHEALTHY = {
  threshold: 1,
  comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
  evaluationPeriods: 2,
  treatMissingData: cloudwatch.TreatMissingData.BREACHING,
};

/**
 * Whether each Region's endpoint is healthy, and whether its record may answer.
 *
 * An endpoint is critical in both Regions: which one users depend on is not known here, and a standby without an endpoint is no standby.
 * A record that may not answer is a warning: it is the consequence of an endpoint that is down, or of a latch, and both have told already;
 * after a failover it stays so for as long as the other Region is active.
 */
export function healthCheckSignals(dns: FailoverDns, regions: readonly DrRegion[]): LocalSignal[] {
  const shown = { section: DashboardSection.TRAFFIC, graph: 'Health checks' };
  return regions.flatMap(region => [
    {
      ...shown,
      id: `endpoint-${region.name}`,
      description: `The endpoint of ${region.name} is unhealthy`,
      metric: dns.forRegion(region).metricHealthCheckStatus(),
      alarm: { ...UNHEALTHY, severity: AlertSeverity.CRITICAL },
    },
    {
      ...shown,
      id: `record-${region.name}`,
      description: `The record of ${region.name} may not answer`,
      metric: dns.forRegion(region).metricRecordHealthCheckStatus(),
      alarm: { ...UNHEALTHY, severity: AlertSeverity.WARNING },
    },
  ]);
}

/** The latch of each Region, as that Region publishes it. Its alarm is the latch's own. */
export function latchSignals(dns: FailoverDns, regions: readonly DrRegion[]): HealthSignal[] {
  return regions.map(region => ({
    id: 'latch',
    description: `${region.name} has taken over`,
    publishedIn: region,
    metric: dns.forRegion(region).latch.metric(),
    section: DashboardSection.TRAFFIC,
    graph: 'Latch: 1 while the Region has taken over',
  }));
}
