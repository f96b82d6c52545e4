import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { RegionalDatabaseProxy } from './regional-database-proxy';
import { DashboardSection } from '../monitoring/dashboard-section';
import type { HealthSignal } from '../monitoring/health-signal';
import type { DrRegion } from '../topology';

/**
 * What is shown of the proxy of a Region. RDS publishes all of it for the dimension `ProxyName`, from the first connection on.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy.monitoring.html
 */
export function proxySignals(region: DrRegion, { proxyName }: RegionalDatabaseProxy): HealthSignal[] {
  const metric = (metricName: string, statistic: string) => new cloudwatch.Metric({
    namespace: 'AWS/RDS',
    metricName,
    dimensionsMap: { ProxyName: proxyName },
    statistic,
    period: Duration.minutes(1),
    region: region.name,
  });
  const shown = { publishedIn: region, section: DashboardSection.STORES };
  return [
    {
      ...shown,
      id: 'proxy-client-connections',
      description: `Connections of clients to proxy ${proxyName}`,
      metric: metric('ClientConnections', cloudwatch.Stats.SUM),
      graph: 'Connections to the proxy',
    },
    {
      ...shown,
      id: 'proxy-borrow-latency',
      description: `Time that clients of proxy ${proxyName} wait for a connection to the database`,
      metric: metric('DatabaseConnectionsBorrowLatency', cloudwatch.Stats.AVERAGE),
      graph: 'Waiting for a connection of the proxy',
      axisLabel: 'microseconds',
    },
  ];
}
