import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const SOURCE = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy.monitoring.html';

/** The numbers under which the page lists the dimension sets. */
const [SET_1, SET_2, SET_3, SET_4] = [
  ['ProxyName'], ['ProxyName', 'EndpointName'], ['ProxyName', 'TargetGroup', 'Target'], ['ProxyName', 'TargetGroup', 'TargetRole'],
];

/** Metrics of RDS Proxy. */
export const RDS_PROXY_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/RDS',
    metrics: { AvailabilityPercentage: Unit.PERCENT },
    dimensionSets: [SET_4],
    place: PublishingPlace.OWN,
    source: SOURCE,
  },
  {
    namespace: 'AWS/RDS',
    metrics: {
      ClientConnections: Unit.COUNT,
      ClientConnectionsClosed: Unit.COUNT,
      ClientConnectionsNoTLS: Unit.COUNT,
      ClientConnectionsReceived: Unit.COUNT,
      ClientConnectionsSetupFailedAuth: Unit.COUNT,
      ClientConnectionsSetupSucceeded: Unit.COUNT,
      ClientConnectionsTLS: Unit.COUNT,
      DatabaseConnectionsBorrowLatency: Unit.MICROSECONDS,
      QueryRequests: Unit.COUNT,
      QueryRequestsNoTLS: Unit.COUNT,
      QueryRequestsTLS: Unit.COUNT,
      QueryResponseLatency: Unit.MICROSECONDS,
    },
    dimensionSets: [SET_1, SET_2],
    place: PublishingPlace.OWN,
    source: SOURCE,
  },
  {
    namespace: 'AWS/RDS',
    metrics: {
      DatabaseConnectionRequests: Unit.COUNT,
      DatabaseConnectionRequestsWithTLS: Unit.COUNT,
      DatabaseConnections: Unit.COUNT,
      DatabaseConnectionsCurrentlyBorrowed: Unit.COUNT,
      DatabaseConnectionsCurrentlyInTransaction: Unit.COUNT,
      DatabaseConnectionsCurrentlySessionPinned: Unit.COUNT,
      DatabaseConnectionsSetupFailed: Unit.COUNT,
      DatabaseConnectionsSetupSucceeded: Unit.COUNT,
      DatabaseConnectionsWithTLS: Unit.COUNT,
      MaxDatabaseConnectionsAllowed: Unit.COUNT,
    },
    dimensionSets: [SET_1, SET_3, SET_4],
    place: PublishingPlace.OWN,
    source: SOURCE,
  },
  {
    namespace: 'AWS/RDS',
    metrics: { QueryDatabaseResponseLatency: Unit.MICROSECONDS },
    dimensionSets: [SET_1, SET_2, SET_3, SET_4],
    place: PublishingPlace.OWN,
    source: SOURCE,
  },
];
