import type * as s3 from 'aws-cdk-lib/aws-s3';

export interface BucketNotificationsProps {
  /** The queue that replication events are sent to. */
  readonly replicationEventsArn: string;
  /** Whether S3 watches its time control, and so reports what is late. */
  readonly timeControl: boolean;
  /** Whether the bucket's object events are sent to EventBridge, which does not take replication events. */
  readonly eventBridge: boolean;
}

const FAILURES = ['s3:Replication:OperationFailedReplication', 's3:Replication:OperationNotTracked'];
const LATENESS = ['s3:Replication:OperationMissedThreshold', 's3:Replication:OperationReplicatedAfterThreshold'];

/**
 * Everything that a bucket announces. One property of the resource holds it all, so that it is written in one place: S3 replaces
 * the whole configuration at every put.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html
 */
export function notifications(props: BucketNotificationsProps): s3.CfnBucket.NotificationConfigurationProperty {
  const events = props.timeControl ? [...FAILURES, ...LATENESS] : FAILURES;
  return {
    queueConfigurations: events.map(event => ({ event, queue: props.replicationEventsArn })),
    eventBridgeConfiguration: props.eventBridge ? { eventBridgeEnabled: true } : undefined,
  };
}
