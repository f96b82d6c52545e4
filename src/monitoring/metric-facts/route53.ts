import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const CHECKS = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html';
const ZONES = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html';

/** Metrics of Route 53, which has no metric of the time that a DNS query takes. */
export const ROUTE53_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/Route53',
    metrics: { ChildHealthCheckHealthyCount: Unit.COUNT, HealthCheckPercentageHealthy: Unit.PERCENT, HealthCheckStatus: Unit.NONE },
    dimensionSets: [['HealthCheckId']],
    place: PublishingPlace.US_EAST_1,
    source: CHECKS,
  },
  {
    namespace: 'AWS/Route53',
    metrics: { ConnectionTime: Unit.MILLISECONDS, SSLHandshakeTime: Unit.MILLISECONDS, TimeToFirstByte: Unit.MILLISECONDS },
    dimensionSets: [['HealthCheckId'], ['HealthCheckId', 'Region']],
    place: PublishingPlace.US_EAST_1,
    source: CHECKS,
  },
  {
    // Public hosted zones only.
    namespace: 'AWS/Route53',
    metrics: {
      DNSQueries: Unit.COUNT,
      DNSSECInternalFailure: Unit.COUNT,
      DNSSECKeySigningKeyAge: Unit.SECONDS,
      DNSSECKeySigningKeyMaxNeedingActionAge: Unit.SECONDS,
      DNSSECKeySigningKeysNeedingAction: Unit.COUNT,
    },
    dimensionSets: [['HostedZoneId']],
    place: PublishingPlace.US_EAST_1,
    source: ZONES,
  },
];
