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
    metrics: {
      Active: Unit.NONE,
      Armed: Unit.NONE,
      Blocked: Unit.NONE,
      DrillRunning: Unit.NONE,
      Epoch: Unit.NONE,
      SecondsSinceLastRun: Unit.SECONDS,
    },
    dimensionSets: [['Component']],
    place: PublishingPlace.PUBLISHER,
    source: PUT_METRIC_DATA,
  },
  {
    // Region is the one that was asked: the answer of the other one is the one that counts. Witness is a third Region that asked.
    namespace: NAMESPACE,
    metrics: { EndpointFailed: Unit.NONE },
    dimensionSets: [['Record', 'Region', 'Probe'], ['Record', 'Region', 'Probe', 'Witness']],
    place: PublishingPlace.PUBLISHER,
    source: PUT_METRIC_DATA,
  },
  {
    namespace: NAMESPACE,
    metrics: { PeeringActive: Unit.NONE },
    dimensionSets: [['Network']],
    place: PublishingPlace.PUBLISHER,
    source: PUT_METRIC_DATA,
  },
  {
    namespace: NAMESPACE,
    metrics: { HeldForLost: Unit.NONE, RunAge: Unit.NONE, SuspectWritesSnapshotsKept: Unit.NONE, Verdict: Unit.NONE },
    dimensionSets: [['Component']],
    place: PublishingPlace.PUBLISHER,
    source: PUT_METRIC_DATA,
  },
  {
    // By hand, with the command of the README of the experiments.
    namespace: NAMESPACE,
    metrics: { StopExperiments: Unit.NONE },
    dimensionSets: [[]],
    place: PublishingPlace.PUBLISHER,
    source: PUT_METRIC_DATA,
  },
  {
    namespace: NAMESPACE,
    metrics: { RecoveryTime: Unit.SECONDS, RunDuration: Unit.SECONDS },
    dimensionSets: [['Mode']],
    place: PublishingPlace.PUBLISHER,
    source: PUT_METRIC_DATA,
  },
  {
    namespace: NAMESPACE,
    metrics: { StepDuration: Unit.SECONDS },
    dimensionSets: [['Mode', 'Step']],
    place: PublishingPlace.PUBLISHER,
    source: PUT_METRIC_DATA,
  },
];
