import { CfnOutput } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AccessRecording } from './access-recording';
import { batchReplication } from './batch-replication';
import type { BucketEnd } from './bucket-end';
import { bucketNameIn } from './bucket-names';
import { notifications } from './bucket-notifications';
import { ClientSideBucket } from './client-side-bucket';
import { ClientSideQueue } from './client-side-queue';
import { bareBucket, dataBucket } from './data-bucket';
import { isLockable } from './object-lock';
import { RegionalBucket } from './regional-bucket';
import { RegionalBucketGrants } from './regional-bucket-grants';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import { eventsQueueNameIn, setAsideQueueNameIn } from './replication-event-queues';
import { replicationEventsQueue, sendReplicationEvents } from './replication-events';
import type { DrRegion, DrTopology, RegionalKey } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';

export interface RegionalStorageProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly options: ReplicatedBucketOptions;
}

/** What a replicated bucket has in one Region: the bucket, its logs and its events. */
export class RegionalStorage {
  public readonly end: BucketEnd;
  public readonly handle: RegionalBucket;

  private readonly scope: Construct;

  constructor(private readonly owner: Construct, private readonly props: RegionalStorageProps) {
    const { topology, region } = props;
    this.scope = topology._scope(owner, 'storage', region, StackLayer.FOUNDATION);
    this.end = this.createBucket();
    new CfnOutput(this.scope, 'bucket-name', { value: this.end.bucketName, description: `Bucket "${owner.node.id}" in ${region.name}` });
    if (!this.end.beingImported) {
      this.prepareBatchReplication(this.recordAccess());
    }
    this.handle = this.handleOf(this.announceEvents());
  }

  private createBucket(): BucketEnd {
    const { topology, region, options } = this.props;
    const bucketName = bucketNameIn(region, this.owner, this.props);
    const beingImported = region === topology.primary && options.existing !== undefined;
    const key = this.key();
    const bucket = beingImported
      ? bareBucket(this.scope, bucketName)
      : dataBucket(this.scope, { bucketName, key: key?.key, removalPolicy: topology.removalPolicy, options });
    return { region, bucket, bucketName, bucketArn: `arn:${topology.partition}:s3:::${bucketName}`, key, beingImported };
  }

  private recordAccess(): AccessRecording {
    const { bucket, bucketArn } = this.end;
    const { topology, region, options } = this.props;
    const recording = new AccessRecording(this.scope, { topology, region, owner: this.owner, options });
    recording.record(bucket, bucketArn);
    return recording;
  }

  private prepareBatchReplication(recording: AccessRecording): void {
    const { topology, region, options } = this.props;
    if (options.batchReplication) {
      const { bucketArn: sourceArn } = this.end;
      batchReplication(this.scope, { topology, region, owner: this.owner, sourceArn, options, recording });
    }
  }

  private key(): RegionalKey | undefined {
    const { topology, region, options } = this.props;
    return options.encryption === s3.BucketEncryption.S3_MANAGED ? undefined : topology.encryptionKey(region, KeyPurpose.STORAGE);
  }

  private announceEvents(): EventQueue {
    const { topology, region, options } = this.props;
    const { bucket, bucketArn, beingImported } = this.end;
    const { account, removalPolicy } = topology;
    const key = topology.encryptionKey(region, KeyPurpose.NOTIFICATIONS);
    const queueName = eventsQueueNameIn(region, this.owner, topology);
    const queue = replicationEventsQueue(this.scope, 'replication-events', {
      queueName,
      deadLetterQueueName: setAsideQueueNameIn(region, this.owner, topology),
      encryptionKey: key.key,
      removalPolicy,
    });
    if (!beingImported) {
      sendReplicationEvents(bucket, queue, { bucketArn, account });
      (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = notifications({
        replicationEventsArn: queue.queueArn,
        timeControl: options.replicationTimeControl ?? true,
        eventBridge: options.eventBridgeEnabled ?? false,
      });
    }
    return { queue, queueArn: `arn:${topology.partition}:sqs:${region.name}:${account}:${queueName}`, key };
  }

  private handleOf(events: EventQueue): RegionalBucket {
    const { region, options } = this.props;
    const { bucket, bucketName, bucketArn, key, beingImported } = this.end;
    const encryptedBy = key && { key, region, service: 's3' };
    const eventsEncryptedBy = { key: events.key, region, service: 'sqs' };
    const grants = RegionalBucketGrants._of(this.owner, {
      region,
      bucketArn,
      objectLock: isLockable(options),
      encryptedBy,
      replicationEventsArn: events.queueArn,
      replicationEventsEncryptedBy: eventsEncryptedBy,
    });
    const client = { subject: this.owner, region, facade: grants };
    return RegionalBucket._of({
      subject: this.owner,
      region,
      bucket: new ClientSideBucket(this.scope, 'client-side', {
        ...client,
        owner: bucket,
        bucketName,
        bucketArn,
        beingImported,
        eventBridgeEnabled: options.eventBridgeEnabled ?? false,
        encryptedBy,
      }),
      bucketName,
      bucketArn,
      requestMetrics: options.requestMetrics ?? false,
      encryptionKey: key?.key,
      replicationEvents: new ClientSideQueue(this.scope, 'client-side-replication-events', {
        ...client,
        owner: events.queue,
        queueArn: events.queueArn,
        encryptedBy: eventsEncryptedBy,
      }),
      grants,
    });
  }
}

/** The queue in its own stack, with the ARN that other stacks spell. */
interface EventQueue {
  readonly queue: sqs.Queue;
  readonly queueArn: string;
  readonly key: RegionalKey;
}
