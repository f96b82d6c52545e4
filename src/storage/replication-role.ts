import type { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { BucketEnd } from './bucket-end';
import { acknowledgeWildcard } from '../topology/acknowledged-wildcard';
import { throughService } from '../topology/regional-grant';
import { serviceRole } from '../topology/service-role';

export interface ReplicationRoleProps {
  readonly roleName: string;
  readonly account: string;
  readonly source: BucketEnd;
  readonly destination: BucketEnd;
  /** Whether versions can be locked: S3 then replicates none whose lock it may not read. */
  readonly objectLock: boolean;
  /** That of the buckets: one that is kept keeps replicating. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The role in which S3 copies from one bucket to the other and does nothing else.
 *
 * Its policy is in force before a bucket names the role. S3 alone may assume it, for the one source bucket: S3 sends no external id.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function replicationRole(scope: Construct, id: string, props: ReplicationRoleProps): iam.Role {
  const { source, destination } = props;
  const statements = [...objectStatements(props), ...keyStatements(props)];
  const role = serviceRole(scope, id, {
    roleName: props.roleName,
    description: `S3 replication from ${source.bucketName} to ${destination.bucketName}`,
    assumedBy: new iam.ServicePrincipal('s3.amazonaws.com', {
      conditions: { ArnEquals: { 'aws:SourceArn': source.bucketArn }, StringEquals: { 'aws:SourceAccount': props.account } },
    }),
    statements,
    removalPolicy: props.removalPolicy,
  });
  acknowledgeWildcards(role, statements);
  return role;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-replication */
function objectStatements({ source, destination, objectLock }: ReplicationRoleProps): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [source.bucketArn] }),
    new iam.PolicyStatement({
      actions: [
        's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
        ...objectLock ? ['s3:GetObjectRetention', 's3:GetObjectLegalHold'] : [],
      ],
      resources: [`${source.bucketArn}/*`],
    }),
    new iam.PolicyStatement({
      actions: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
      resources: [`${destination.bucketArn}/*`],
    }),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html */
function keyStatements({ source, destination }: ReplicationRoleProps): iam.PolicyStatement[] {
  if (!source.key || !destination.key) {
    return [];
  }
  const decrypt = new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [source.key.key.keyArn] });
  const encrypt = destination.key.crossRegionStatement(['kms:Encrypt', 'kms:GenerateDataKey']);
  return [
    forObjectsOf(source.bucketArn, throughService(decrypt, 's3', source.region)),
    forObjectsOf(destination.bucketArn, throughService(encrypt, 's3', destination.region)),
  ];
}

/**
 * Narrows a key's use to the objects of a bucket. With a bucket key, KMS sees the bucket's ARN, otherwise the object's.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
function forObjectsOf(bucketArn: string, statement: iam.PolicyStatement): iam.PolicyStatement {
  statement.addCondition('StringLike', { 'kms:EncryptionContext:aws:s3:arn': [bucketArn, `${bucketArn}/*`] });
  return statement;
}

/** The two wildcards that a replication role cannot do without. */
function acknowledgeWildcards(role: iam.Role, statements: iam.PolicyStatement[]): void {
  for (const resource of statements.flatMap(statement => statement.resources).filter(arn => arn.endsWith('/*'))) {
    acknowledgeWildcard(role, resource, resource.includes(':kms:')
      ? 'The id of a key does not cross the Regions: the key is named by the condition kms:ResourceAliases'
      : 'Replication acts on every object of this bucket, and S3 has no narrower resource for that');
  }
}
