import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { LogBucket } from './access-log-bucket';
import { deliverAccessLogs, logBucket } from './access-log-bucket';
import type { ObjectDataEvents } from './access-logging';
import { AccessLogging } from './access-logging';
import { objectEventTrail } from './object-event-trail';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';

export interface AccessRecordingProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  /** The store. Names are made of its id. */
  readonly owner: Construct;
  readonly options: ReplicatedBucketOptions;
}

/** Where a Region's access is recorded, as far as it is. */
export class AccessRecording {
  private readonly accessLogs?: LogBucket;

  constructor(private readonly scope: Construct, private readonly props: AccessRecordingProps) {
    if (this.logging.serverAccessLogRetention) {
      this.accessLogs = this.logBucket('access-logs', 'Server access logs');
    }
  }

  /** Records access to the bucket that holds the objects. */
  public record(bucket: s3.Bucket, bucketArn: string): void {
    this.logAccess(bucket, bucketArn);
    if (this.logging.dataEvents) {
      this.recordEvents(bucketArn, this.logging.dataEvents);
    }
  }

  /** Records access to a bucket beside it, whose logs have a prefix of their own. */
  public logAccess(bucket: s3.Bucket, bucketArn: string, name?: { readonly sidPrefix: string; readonly logPrefix: string }): void {
    if (this.accessLogs) {
      deliverAccessLogs({ bucket, bucketArn, account: this.props.topology.account, ...name }, this.accessLogs.bucket);
    }
  }

  private get logging(): AccessLogging {
    return this.props.options.accessLogging ?? AccessLogging.serverAccessLogs();
  }

  private recordEvents(bucketArn: string, { readWriteType }: ObjectDataEvents): void {
    const { topology, region, owner } = this.props;
    const { bucket: logs, bucketArn: logsArn } = this.logBucket('trail-logs', 'Data events');
    this.logAccess(logs, logsArn, { sidPrefix: 'Trail', logPrefix: 'trail/' });
    const trailName = topology._name(NAME_KINDS.trail, `${owner.node.id}-objects`, region);
    objectEventTrail(this.scope, 'trail', {
      trailName,
      trailArn: `arn:${topology.partition}:cloudtrail:${region.name}:${topology.account}:trail/${trailName}`,
      account: topology.account,
      bucketArn,
      readWriteType,
      logs,
      key: topology.encryptionKey(region, KeyPurpose.LOGS).key,
    }).applyRemovalPolicy(topology.removalPolicy);
  }

  private logBucket(id: string, contents: string): LogBucket {
    return logBucket(this.scope, id, { ...this.props, contents, retention: this.logging.serverAccessLogRetention! });
  }
}
