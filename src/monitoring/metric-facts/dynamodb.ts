import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const SOURCE = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html';

const TABLE = ['TableName'];
const INDEX = ['TableName', 'GlobalSecondaryIndexName'];
const OPERATION = ['TableName', 'Operation'];

/** Metrics of DynamoDB. */
export const DYNAMODB_FACTS: readonly MetricFact[] = [
  {
    namespace: 'AWS/DynamoDB',
    metrics: {
      ConsumedReadCapacityUnits: Unit.COUNT,
      ConsumedWriteCapacityUnits: Unit.COUNT,
      ProvisionedReadCapacityUnits: Unit.COUNT,
      ProvisionedWriteCapacityUnits: Unit.COUNT,
      ReadThrottleEvents: Unit.COUNT,
      WriteThrottleEvents: Unit.COUNT,
      ReadAccountLimitThrottleEvents: Unit.COUNT,
      ReadKeyRangeThroughputThrottleEvents: Unit.COUNT,
      ReadMaxOnDemandThroughputThrottleEvents: Unit.COUNT,
      ReadProvisionedThroughputThrottleEvents: Unit.COUNT,
      WriteAccountLimitThrottleEvents: Unit.COUNT,
      WriteKeyRangeThroughputThrottleEvents: Unit.COUNT,
      WriteMaxOnDemandThroughputThrottleEvents: Unit.COUNT,
      WriteProvisionedThroughputThrottleEvents: Unit.COUNT,
      OnDemandMaxReadRequestUnits: Unit.COUNT,
      OnDemandMaxWriteRequestUnits: Unit.COUNT,
    },
    dimensionSets: [TABLE, INDEX],
    place: PublishingPlace.OWN,
    source: SOURCE,
  },
  {
    namespace: 'AWS/DynamoDB',
    metrics: { ConditionalCheckFailedRequests: Unit.COUNT, TimeToLiveDeletedItemCount: Unit.COUNT, TransactionConflict: Unit.COUNT },
    dimensionSets: [TABLE],
    place: PublishingPlace.OWN,
    source: SOURCE,
  },
  {
    namespace: 'AWS/DynamoDB',
    metrics: { ReturnedItemCount: Unit.COUNT, SuccessfulRequestLatency: Unit.MILLISECONDS, SystemErrors: Unit.COUNT, ThrottledRequests: Unit.COUNT },
    dimensionSets: [OPERATION, ['TableName', 'StreamLabel', 'Operation']],
    place: PublishingPlace.OWN,
    source: SOURCE,
  },
  {
    namespace: 'AWS/DynamoDB',
    metrics: { ReturnedBytes: Unit.BYTES, ReturnedRecordsCount: Unit.COUNT },
    dimensionSets: [['TableName', 'StreamLabel', 'Operation']],
    place: PublishingPlace.OWN,
    source: SOURCE,
  },
  {
    namespace: 'AWS/DynamoDB',
    metrics: { OnlineIndexConsumedWriteCapacity: Unit.COUNT, OnlineIndexPercentageProgress: Unit.COUNT, OnlineIndexThrottleEvents: Unit.COUNT },
    dimensionSets: [INDEX],
    place: PublishingPlace.OWN,
    source: SOURCE,
  },
  {
    // The Region that sends knows how long the other took: ReceivingRegion is the other one.
    namespace: 'AWS/DynamoDB',
    metrics: { PendingReplicationCount: Unit.COUNT, ReplicationLatency: Unit.MILLISECONDS },
    dimensionSets: [['TableName', 'ReceivingRegion']],
    place: PublishingPlace.SOURCE,
    source: SOURCE,
  },
  {
    namespace: 'AWS/DynamoDB',
    metrics: { AgeOfOldestUnreplicatedRecord: Unit.MILLISECONDS, ConsumedChangeDataCaptureUnits: Unit.COUNT, ThrottledPutRecordCount: Unit.COUNT },
    dimensionSets: [['TableName', 'DelegatedOperation']],
    place: PublishingPlace.OWN,
    source: SOURCE,
  },
  {
    // "the aggregate ... for the current Region and the current AWS account": no dimension at all.
    namespace: 'AWS/DynamoDB',
    metrics: {
      AccountMaxReads: Unit.COUNT,
      AccountMaxTableLevelReads: Unit.COUNT,
      AccountMaxTableLevelWrites: Unit.COUNT,
      AccountMaxWrites: Unit.COUNT,
      AccountProvisionedReadCapacityUtilization: Unit.PERCENT,
      AccountProvisionedWriteCapacityUtilization: Unit.PERCENT,
      MaxProvisionedTableReadCapacityUtilization: Unit.PERCENT,
      MaxProvisionedTableWriteCapacityUtilization: Unit.PERCENT,
      UserErrors: Unit.COUNT,
    },
    dimensionSets: [[]],
    place: PublishingPlace.PUBLISHER,
    source: SOURCE,
  },
];
