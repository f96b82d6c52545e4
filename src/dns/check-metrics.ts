import type { IHealthCheck } from 'aws-cdk-lib/aws-route53';
import { HealthCheckType } from 'aws-cdk-lib/aws-route53';
import { configOf } from './endpoint-check';

/** What Route 53 publishes of health checks, by the dimension `HealthCheckId`. */
export enum CheckMetric {
  STATUS = 'HealthCheckStatus',
  PERCENTAGE_HEALTHY = 'HealthCheckPercentageHealthy',
  CONNECTION_TIME = 'ConnectionTime',
  SSL_HANDSHAKE_TIME = 'SSLHandshakeTime',
  TIME_TO_FIRST_BYTE = 'TimeToFirstByte',
}

/**
 * The metrics that Route 53 publishes of an endpoint's check.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 */
export function checkMetrics(check: IHealthCheck): CheckMetric[] {
  const { type, measureLatency } = configOf(check);
  if (type === HealthCheckType.CLOUDWATCH_METRIC) {
    return [CheckMetric.STATUS];
  }
  const handshake = type.startsWith(HealthCheckType.HTTPS) ? [CheckMetric.SSL_HANDSHAKE_TIME] : [];
  const times = measureLatency === true ? [CheckMetric.CONNECTION_TIME, ...handshake, CheckMetric.TIME_TO_FIRST_BYTE] : [];
  return [CheckMetric.STATUS, CheckMetric.PERCENTAGE_HEALTHY, ...times];
}
