import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

/** Metrics of NAT gateways. */
export const NAT_GATEWAY_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/NATGateway',
    metrics: {
      ActiveConnectionCount: Unit.COUNT,
      BytesInFromDestination: Unit.BYTES,
      BytesInFromSource: Unit.BYTES,
      BytesOutToDestination: Unit.BYTES,
      BytesOutToSource: Unit.BYTES,
      ConnectionAttemptCount: Unit.COUNT,
      ConnectionEstablishedCount: Unit.COUNT,
      ErrorPortAllocation: Unit.COUNT,
      IdleTimeoutCount: Unit.COUNT,
      PacketsDropCount: Unit.COUNT,
      PacketsInFromDestination: Unit.COUNT,
      PacketsInFromSource: Unit.COUNT,
      PacketsOutToDestination: Unit.COUNT,
      PacketsOutToSource: Unit.COUNT,
      PeakBytesPerSecond: undefined,
      PeakPacketsPerSecond: undefined,
    },
    dimensionSets: [['NatGatewayId']],
    place: PublishingPlace.OWN,
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html',
  },
];
