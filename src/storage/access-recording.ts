import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { deliverAccessLogs, logBucket } from './access-log-bucket';
import type { ObjectDataEvents } from './access-logging';
import { AccessLogging } from './access-logging';
import { abortUploadsAfter } from './bucket-lifecycle';
import { objectEventTrail } from './object-event-trail';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';

export interface AccessRecordingProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  /** What names are made of: the id of the store. */
  readonly component: string;
  readonly options: ReplicatedBucketOptions;
}

/** Where a Region's access is recorded, as far as it is. */
export class AccessRecording {
  private readonly accessLogs?: s3.Bucket;

  constructor(private readonly scope: Construct, private readonly props: AccessRecordingProps) {
    if (this.logging.serverAccessLogRetention) {
      this.accessLogs = this.logBucket('access-logs');
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
      deliverAccessLogs({ bucket, bucketArn, account: this.props.topology.account, ...name }, this.accessLogs);
    }
  }

  private get logging(): AccessLogging {
    return this.props.options.accessLogging ?? AccessLogging.serverAccessLogs();
  }

  private recordEvents(bucketArn: string, { readWriteType }: ObjectDataEvents): void {
    const { topology, region, component } = this.props;
    const logs = this.logBucket('trail-logs');
    this.logAccess(logs, this.arnOf('trail-logs'), { sidPrefix: 'Trail', logPrefix: 'trail/' });
    const trailName = topology._name(NAME_KINDS.trail, `${component}-objects`, region);
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

  private logBucket(id: string): s3.Bucket {
    const { topology, options } = this.props;
    return logBucket(this.scope, id, {
      bucketName: this.nameOf(id),
      retention: this.logging.serverAccessLogRetention!,
      abortIncompleteMultipartUploadAfter: abortUploadsAfter(options),
      removalPolicy: topology.removalPolicy,
      autoDeleteObjects: options.autoDeleteObjects ?? false,
    });
  }

  private arnOf(id: string): string {
    return `arn:${this.props.topology.partition}:s3:::${this.nameOf(id)}`;
  }

  private nameOf(id: string): string {
    return this.props.topology._name(NAME_KINDS.bucket, `${this.props.component}-${id}`, this.props.region);
  }
}
