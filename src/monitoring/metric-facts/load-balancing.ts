import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { DimensionForm, MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const APPLICATION = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html';
const NETWORK = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html';

const LOAD_BALANCER = [['LoadBalancer'], ['LoadBalancer', 'AvailabilityZone']];
const TARGETS = [['LoadBalancer', 'TargetGroup'], ['LoadBalancer', 'TargetGroup', 'AvailabilityZone']];

/** The last parts of the ARN, and neither the ARN nor what follows its last colon. */
function formsOf(kind: string): { [dimension: string]: DimensionForm } {
  return {
    LoadBalancer: {
      pattern: new RegExp(`^${kind}/[^/]+/[0-9a-f]+$`),
      example: `${kind}/name/50dc6c495c0c9188`,
      from: 'loadBalancer.loadBalancerFullName',
    },
    TargetGroup: {
      pattern: /^targetgroup\/[^/]+\/[0-9a-f]+$/,
      example: 'targetgroup/name/73e2d6bc24d8a067',
      from: 'targetGroup.targetGroupFullName',
    },
  };
}

/** Metrics of application and network load balancers. */
export const LOAD_BALANCING_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/ApplicationELB',
    metrics: { HealthyHostCount: Unit.COUNT, UnHealthyHostCount: Unit.COUNT },
    dimensionSets: TARGETS,
    place: PublishingPlace.OWN,
    forms: formsOf('app'),
    source: APPLICATION,
  },
  {
    namespace: 'AWS/ApplicationELB',
    metrics: {
      HTTPCode_Target_2XX_Count: Unit.COUNT,
      HTTPCode_Target_3XX_Count: Unit.COUNT,
      HTTPCode_Target_4XX_Count: Unit.COUNT,
      HTTPCode_Target_5XX_Count: Unit.COUNT,
      RequestCount: Unit.COUNT,
      TargetConnectionErrorCount: Unit.COUNT,
      TargetResponseTime: Unit.SECONDS,
      TargetTLSNegotiationErrorCount: Unit.COUNT,
    },
    dimensionSets: [...LOAD_BALANCER, ...TARGETS],
    place: PublishingPlace.OWN,
    forms: formsOf('app'),
    source: APPLICATION,
  },
  {
    namespace: 'AWS/ApplicationELB',
    metrics: { LambdaInternalError: Unit.COUNT, LambdaUserError: Unit.COUNT, RequestCountPerTarget: Unit.COUNT },
    dimensionSets: [['TargetGroup'], ...TARGETS],
    place: PublishingPlace.OWN,
    forms: formsOf('app'),
    source: APPLICATION,
  },
  {
    namespace: 'AWS/ApplicationELB',
    metrics: {
      ActiveConnectionCount: Unit.COUNT,
      ClientTLSNegotiationErrorCount: Unit.COUNT,
      ConsumedLCUs: Unit.COUNT,
      HTTPCode_ELB_3XX_Count: Unit.COUNT,
      HTTPCode_ELB_4XX_Count: Unit.COUNT,
      HTTPCode_ELB_5XX_Count: Unit.COUNT,
      HTTPCode_ELB_500_Count: Unit.COUNT,
      HTTPCode_ELB_502_Count: Unit.COUNT,
      HTTPCode_ELB_503_Count: Unit.COUNT,
      HTTPCode_ELB_504_Count: Unit.COUNT,
      NewConnectionCount: Unit.COUNT,
      ProcessedBytes: Unit.BYTES,
      RejectedConnectionCount: Unit.COUNT,
      RuleEvaluations: Unit.COUNT,
    },
    dimensionSets: LOAD_BALANCER,
    place: PublishingPlace.OWN,
    forms: formsOf('app'),
    source: APPLICATION,
  },
  {
    namespace: 'AWS/NetworkELB',
    metrics: { HealthyHostCount: Unit.COUNT, UnHealthyHostCount: Unit.COUNT },
    dimensionSets: TARGETS,
    place: PublishingPlace.OWN,
    forms: formsOf('net'),
    source: NETWORK,
  },
  {
    namespace: 'AWS/NetworkELB',
    metrics: {
      ActiveFlowCount: Unit.COUNT,
      ClientTLSNegotiationErrorCount: Unit.COUNT,
      ConsumedLCUs: Unit.COUNT,
      NewFlowCount: Unit.COUNT,
      PortAllocationErrorCount: Unit.COUNT,
      ProcessedBytes: Unit.BYTES,
      ProcessedPackets: Unit.COUNT,
      TCP_Client_Reset_Count: Unit.COUNT,
      TCP_ELB_Reset_Count: Unit.COUNT,
      TCP_Target_Reset_Count: Unit.COUNT,
    },
    dimensionSets: LOAD_BALANCER,
    place: PublishingPlace.OWN,
    forms: formsOf('net'),
    source: NETWORK,
  },
];
