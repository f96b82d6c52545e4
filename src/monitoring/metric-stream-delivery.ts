import { Duration, Size } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { RegionalBucket } from '../storage/regional-bucket';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose } from '../topology';
import { acknowledgeWildcard } from '../topology/acknowledged-wildcard';
import { throughService } from '../topology/regional-grant';
import { serviceRole, writeTo } from '../topology/service-role';

/** Few objects rather than fresh ones: what is urgent is an alarm. Both are at most what Firehose takes: 900 seconds, 128 MiB. */
const BUFFER = { interval: Duration.minutes(5), size: Size.mebibytes(64) };

export interface MetricDeliveryProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly deliveryStreamName: string;
  /** The bucket of the Region. */
  readonly bucket: RegionalBucket;
  readonly logRetention: logs.RetentionDays;
}

/**
 * Firehose's part in one Region: takes metrics and writes them to the Region's bucket, compressed, in folders of the Region, so that two
 * buckets that replicate into each other never have one key for two objects.
 *
 * What waits is encrypted by the Region's key for buckets, as what has arrived. Why something did not arrive is in a log of its own.
 */
export class MetricDelivery extends Construct {
  public readonly deliveryStreamArn: string;

  constructor(scope: Construct, id: string, private readonly props: MetricDeliveryProps) {
    super(scope, id);
    const { topology, region, bucket, deliveryStreamName } = props;
    const log = this.createLog();
    const stream = new CfnDeliveryStream(this, 'delivery-stream', {
      deliveryStreamName,
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: {
        keyType: 'CUSTOMER_MANAGED_CMK',
        keyArn: topology.encryptionKey(region, KeyPurpose.STORAGE).key.keyArn,
      },
      extendedS3DestinationConfiguration: {
        bucketArn: bucket.bucketArn,
        roleArn: this.createRole(log.logGroup).roleArn,
        prefix: `${this.folders[0]}!{timestamp:yyyy/MM/dd/HH}/`,
        errorOutputPrefix: `${this.folders[1]}!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/`,
        compressionFormat: 'GZIP',
        bufferingHints: { intervalInSeconds: BUFFER.interval.toSeconds(), sizeInMBs: BUFFER.size.toMebibytes() },
        cloudWatchLoggingOptions: { enabled: true, logGroupName: log.logGroup.logGroupName, logStreamName: log.stream.logStreamName },
      },
    });
    this.deliveryStreamArn = stream.attrArn;
  }

  private get folders(): string[] {
    return [`metrics/${this.props.region.name}/`, `errors/${this.props.region.name}/`];
  }

  private createLog(): { logGroup: logs.LogGroup; stream: logs.LogStream } {
    const { topology, region, logRetention } = this.props;
    const { removalPolicy } = topology;
    const logGroup = new logs.LogGroup(this, 'log-group', {
      retention: logRetention,
      encryptionKey: topology.encryptionKey(region, KeyPurpose.LOGS).key,
      removalPolicy,
    });
    return { logGroup, stream: new logs.LogStream(this, 'log-stream', { logGroup, logStreamName: 'S3Delivery', removalPolicy }) };
  }

  /** @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3 */
  private createRole(logGroup: logs.ILogGroup): iam.Role {
    const { topology, region, bucket } = this.props;
    const objects = this.folders.map(folder => `${bucket.bucketArn}/${folder}*`);
    const role = serviceRole(this, 'role', {
      description: `Firehose writes metrics of ${region.name} to ${bucket.bucketName}`,
      // Firehose says for which account it acts by this id: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role
      assumedBy: new iam.ServicePrincipal('firehose.amazonaws.com', { conditions: { StringEquals: { 'sts:ExternalId': topology.account } } }),
      statements: [
        new iam.PolicyStatement({ actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], resources: [bucket.bucketArn] }),
        new iam.PolicyStatement({ actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], resources: objects }),
        ...this.keyStatements(objects),
        writeTo(logGroup),
      ],
    });
    objects.forEach(resource => acknowledgeWildcard(role, resource, 'Firehose names each object after the time of its delivery'));
    return role;
  }

  /** With a bucket key, KMS sees the bucket's ARN, otherwise the object's. */
  private keyStatements(objects: string[]): iam.PolicyStatement[] {
    const { region, bucket } = this.props;
    if (!bucket.encryptionKey) {
      return [];
    }
    const use = new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [bucket.encryptionKey.keyArn] });
    use.addCondition('StringLike', { 'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, ...objects] });
    return [throughService(use, 's3', region)];
  }
}
