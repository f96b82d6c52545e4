import { Annotations } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export interface ObjectEventTrailProps {
  readonly trailName: string;
  /** The trail's own ARN, known at synthesis: policies name it before it exists. */
  readonly trailArn: string;
  readonly account: string;
  /** The bucket whose objects are recorded. */
  readonly bucketArn: string;
  readonly readWriteType?: cloudtrail.ReadWriteType;
  /** Where events are kept. */
  readonly logs: s3.Bucket;
  readonly key: kms.IKey;
}

const SERVICE = new iam.ServicePrincipal('cloudtrail.amazonaws.com');

/**
 * A trail of the Region that records what happens to the objects of one bucket.
 *
 * It is the resource itself: the L2 has no advanced event selectors, and lets any trail of the account write to the log bucket.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export function objectEventTrail(scope: Construct, id: string, props: ObjectEventTrailProps): cloudtrail.CfnTrail {
  allowDelivery(props);
  allowEncryption(props);
  const trail = new cloudtrail.CfnTrail(scope, id, {
    trailName: props.trailName,
    isLogging: true,
    isMultiRegionTrail: false,
    includeGlobalServiceEvents: false,
    enableLogFileValidation: true,
    kmsKeyId: props.key.keyArn,
    s3BucketName: props.logs.bucketName,
    advancedEventSelectors: [{
      name: 'Objects',
      fieldSelectors: [
        { field: 'eventCategory', equalTo: ['Data'] },
        { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
        { field: 'resources.ARN', startsWith: [`${props.bucketArn}/`] },
        ...readOnly(props.readWriteType),
      ],
    }],
  });
  // CloudTrail checks at creation whether it may write.
  trail.node.addDependency(props.logs.policy!);
  return trail;
}

function readOnly(readWriteType?: cloudtrail.ReadWriteType): cloudtrail.CfnTrail.AdvancedFieldSelectorProperty[] {
  return readWriteType === undefined || readWriteType === cloudtrail.ReadWriteType.ALL
    ? []
    : [{ field: 'readOnly', equalTo: [String(readWriteType === cloudtrail.ReadWriteType.READ_ONLY)] }];
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function allowDelivery({ logs, trailArn, account }: ObjectEventTrailProps): void {
  logs.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'TrailAclCheck',
    principals: [SERVICE],
    actions: ['s3:GetBucketAcl'],
    resources: [logs.bucketArn],
    conditions: { StringEquals: { 'aws:SourceArn': trailArn } },
  }));
  logs.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'TrailWrite',
    principals: [SERVICE],
    actions: ['s3:PutObject'],
    resources: [logs.arnForObjects(`AWSLogs/${account}/*`)],
    conditions: { StringEquals: { 'aws:SourceArn': trailArn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
  }));
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function allowEncryption({ key, trailArn }: ObjectEventTrailProps): void {
  const statements = [
    new iam.PolicyStatement({
      principals: [SERVICE],
      actions: ['kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceArn': trailArn, 'kms:EncryptionContext:aws:cloudtrail:arn': trailArn } },
    }),
    new iam.PolicyStatement({
      principals: [SERVICE],
      actions: ['kms:DescribeKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceArn': trailArn } },
    }),
  ];
  if (statements.some(statement => !key.addToResourcePolicy(statement).statementAdded)) {
    Annotations.of(key).addWarningV2('cdk-multi-region-dr:trailKeyPolicy',
      'The policy of this key cannot be changed from this app. Before the first deployment it must have these statements, '
      + `or CloudTrail refuses the trail: ${JSON.stringify(statements.map(statement => statement.toStatementJson()))}`);
  }
}
