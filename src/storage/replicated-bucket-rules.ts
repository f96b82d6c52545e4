import { Annotations, Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { takeBucketNames, warnOfBucketNames } from './bucket-names';
import { validateCors } from './cors-rules';
import { validateLifecycleRules } from './lifecycle-rule-checks';
import { validateObjectLock } from './object-lock';
import type { ReplicatedBucket, ReplicatedBucketProps } from './replicated-bucket';
import { validateDays } from './whole-days';
import { refuse } from '../topology/configuration-error';
import { validateRpo } from '../topology/rpo-rules';

const RPO_OF_S3 = {
  smallest: Duration.minutes(1),
  rule: 'S3 replicates asynchronously and publishes the lag once a minute, so that a smaller objective cannot be observed',
  remedy: 'Write at least Duration.minutes(1); S3 commits to 15 minutes. Keep what must not be lost for that long in a session table',
};

const COMMITMENT = Duration.minutes(15);
const LONGEST_SENSIBLE = Duration.days(1);

/** Checks everything that can be known about a replicated bucket at synthesis. */
export function validateReplicatedBucket(bucket: ReplicatedBucket, props: ReplicatedBucketProps): void {
  validateEncryption(bucket, props.encryption);
  validateAutoDelete(bucket, props);
  validateDays(bucket, 'noncurrentVersionExpiration', props.noncurrentVersionExpiration);
  validateDays(bucket, 'abortIncompleteMultipartUploadAfter', props.abortIncompleteMultipartUploadAfter);
  validateLifecycleRules(bucket, props);
  validateAccessLogging(bucket, props);
  validateObjectLock(bucket, props);
  validateCors(bucket, props.cors);
  validateExisting(bucket, props);
  validateRpo(bucket, props.rpo, RPO_OF_S3);
  validatePending(bucket, props.maxPendingReplication);
  takeBucketNames(bucket, { topology: props.topology, options: props });
}

/** @param inStack a construct below a stack: CDK prints no warning of another */
export function warnOfReplicatedBucket(inStack: Construct, props: ReplicatedBucketProps): void {
  warnOfBucketNames(inStack, { topology: props.topology, options: props });
  warnOfRpo(inStack, props);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html */
function warnOfRpo(inStack: Construct, { rpo, replicationTimeControl }: ReplicatedBucketProps): void {
  if (rpo === undefined || rpo.isUnresolved()) {
    return;
  }
  if (replicationTimeControl === false && rpo.toMilliseconds() < COMMITMENT.toMilliseconds()) {
    Annotations.of(inStack).addWarningV2('cdk-multi-region-dr:rpoWithoutTimeControl',
      `rpo is ${rpo.toHumanString()}, and without replicationTimeControl S3 commits to no time at all, with it to ${COMMITMENT.toHumanString()}: `
      + 'expect alarms. Leave replicationTimeControl out, or write a longer rpo.');
  }
  if (rpo.toMilliseconds() > LONGEST_SENSIBLE.toMilliseconds()) {
    Annotations.of(inStack).addWarningV2('cdk-multi-region-dr:rpoLongerThanADay',
      `rpo is ${rpo.toHumanString()}: nobody is told that replication has stopped until it is that far behind. S3 copies most objects within `
      + `${COMMITMENT.toHumanString()}; write the time after which somebody should look.`);
  }
}

function validateEncryption(bucket: ReplicatedBucket, encryption?: s3.BucketEncryption): void {
  const replicable = [s3.BucketEncryption.KMS, s3.BucketEncryption.S3_MANAGED];
  if (encryption !== undefined && !replicable.includes(encryption)) {
    refuse(bucket, {
      prop: 'encryption',
      value: `"${encryption}"`,
      rule: 'only a key of your own in each Region, or the keys of S3, can encrypt replicas',
      remedy: 'Use BucketEncryption.KMS, the default, or BucketEncryption.S3_MANAGED',
    });
  }
}

function validateAutoDelete(bucket: ReplicatedBucket, props: ReplicatedBucketProps): void {
  if (props.autoDeleteObjects && props.topology.removalPolicy !== RemovalPolicy.DESTROY) {
    refuse(bucket, {
      prop: 'autoDeleteObjects',
      value: 'true',
      rule: `it empties both buckets when their stacks are deleted, while topology.removalPolicy is "${props.topology.removalPolicy}"`,
      remedy: 'Leave it out; or set removalPolicy: RemovalPolicy.DESTROY on the topology of a throw-away environment',
    });
  }
}

function validatePending(bucket: ReplicatedBucket, most?: number): void {
  if (most !== undefined && !Token.isUnresolved(most) && (!Number.isInteger(most) || most < 0)) {
    refuse(bucket, {
      prop: 'maxPendingReplication',
      value: String(most),
      rule: 'it counts operations that may wait to be copied when a planned run begins',
      remedy: 'Write a whole number such as 100; or 0, the default, for none',
    });
  }
}

function validateAccessLogging(bucket: ReplicatedBucket, { accessLogging }: ReplicatedBucketProps): void {
  validateDays(bucket, 'accessLogging.retention', accessLogging?.serverAccessLogRetention);
  if (accessLogging?.dataEvents?.readWriteType === ReadWriteType.NONE) {
    refuse(bucket, {
      prop: 'accessLogging.readWriteType',
      value: `"${ReadWriteType.NONE}"`,
      rule: 'a trail that selects no event records nothing',
      remedy: 'Use ReadWriteType.ALL, READ_ONLY or WRITE_ONLY; or AccessLogging.serverAccessLogs() for no trail',
    });
  }
}

function validateExisting(bucket: ReplicatedBucket, { existing, primaryBucketName }: ReplicatedBucketProps): void {
  if (existing && primaryBucketName === undefined) {
    refuse(bucket, {
      prop: 'primaryBucketName',
      rule: 'the bucket that is imported has a name already, which the template must carry',
      remedy: 'Write the name of the existing bucket',
    });
  }
}
