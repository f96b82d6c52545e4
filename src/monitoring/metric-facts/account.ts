import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const BILLING = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html';
const USAGE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Usage-Metrics.html';

/** Metrics of an account as a whole: what it is charged, and how much of its quotas it uses. */
export const ACCOUNT_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/Billing',
    metrics: { EstimatedCharges: Unit.NONE },
    dimensionSets: [['Currency'], ['Currency', 'ServiceName'], ['Currency', 'LinkedAccount'], ['Currency', 'LinkedAccount', 'ServiceName']],
    place: PublishingPlace.US_EAST_1,
    source: BILLING,
  },
  {
    namespace: 'AWS/Usage',
    metrics: { CallCount: Unit.COUNT, ResourceCount: Unit.COUNT },
    dimensionSets: [['Service', 'Type', 'Resource', 'Class']],
    place: PublishingPlace.PUBLISHER,
    source: USAGE,
  },
];
