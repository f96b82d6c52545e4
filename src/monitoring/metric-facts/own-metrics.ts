import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

/** The namespace of an application and its environment. */
const NAMESPACE = /^MultiRegionDr\/[^/]+\/[^/]+$/;
const PUT_METRIC_DATA = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html';

/** What this library publishes itself, in the Region that says it. */
export const OWN_FACTS: readonly MetricFact[] = [
  {
    namespace: NAMESPACE,
    metrics: { LatchClosed: Unit.NONE },
    dimensionSets: [['HostedZone', 'Record']],
    place: PublishingPlace.PUBLISHER,
    source: PUT_METRIC_DATA,
  },
  {
    namespace: NAMESPACE,
    metrics: { Active: Unit.NONE, Armed: Unit.NONE, DrillRunning: Unit.NONE, Epoch: Unit.NONE, SecondsSinceLastRun: Unit.SECONDS },
    dimensionSets: [['Component']],
    place: PublishingPlace.PUBLISHER,
    source: PUT_METRIC_DATA,
  },
  {
    // Region is the one that was asked: the answer of the other one is the one that counts.
    namespace: NAMESPACE,
    metrics: { EndpointFailed: Unit.NONE },
    dimensionSets: [['Record', 'Region', 'Probe']],
    place: PublishingPlace.PUBLISHER,
    source: PUT_METRIC_DATA,
  },
];
