import { Validations } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

const NIST = 'NIST.800.53.R5';

/**
 * The team's own decision, with its reason, where its auditor finds it. As metadata, which is what `Validations.acknowledge`
 * writes, because that refuses ids with more than one `::`, such as cdk-nag's for a literal S3 ARN.
 */
export function acknowledge(construct: Construct, id: string, reason: string): void {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`Annotation::${id}`]: reason });
}

/** The function that the load balancer calls. */
export function acknowledgeHandler(handler: lambda.Function): void {
  acknowledge(handler, `${NIST}-LambdaDLQ`, 'The load balancer calls it synchronously and gets its errors: Lambda sends only asynchronous events to a dead-letter queue');
}

/** The bucket of the load balancer's access logs. */
export function acknowledgeLogBucket(bucket: s3.Bucket): void {
  acknowledge(bucket, 'AwsSolutions-S1', 'This bucket holds the access logs');
  acknowledge(bucket, `${NIST}-S3BucketLoggingEnabled`, 'This bucket holds the access logs');
  acknowledge(bucket, `${NIST}-S3DefaultEncryptionKMS`, 'Elastic Load Balancing delivers access logs to buckets encrypted by Amazon S3 managed keys only');
  acknowledge(bucket, `${NIST}-S3BucketReplicationEnabled`, 'Each Region has a load balancer and logs of its own, and needs none of the other');
}
