import { Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { BucketReplication } from './bucket-replication';
import type { RegionalKey } from '../topology';
import { throughService } from '../topology/regional-grant';

export interface ReplicationRoleProps {
  readonly roleName: string;
  readonly account: string;
  readonly sourceArn: string;
  readonly destinationArn: string;
  readonly replication: BucketReplication;
  /** The keys of both buckets. Left out where S3 encrypts by its own keys. */
  readonly keys?: { readonly source: RegionalKey; readonly destination: RegionalKey };
}

/**
 * The role in which S3 copies from one bucket to the other and does nothing else.
 *
 * The policy is inline, so that it is in force before a bucket names the role. S3 alone may assume it, for the one source bucket:
 * S3 sends no external id.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function replicationRole(scope: Construct, id: string, props: ReplicationRoleProps): iam.Role {
  const { source, destination } = props.replication;
  const statements = [...objectStatements(props), ...keyStatements(props)];
  const role = new iam.Role(scope, id, {
    roleName: props.roleName,
    description: `S3 replication from ${source.bucketName} to ${destination.bucketName}`,
    assumedBy: new iam.ServicePrincipal('s3.amazonaws.com', {
      conditions: { ArnEquals: { 'aws:SourceArn': props.sourceArn }, StringEquals: { 'aws:SourceAccount': props.account } },
    }),
    inlinePolicies: { replication: new iam.PolicyDocument({ statements }) },
  });
  acknowledgeWildcards(role, statements);
  return role;
}

function objectStatements({ sourceArn, destinationArn }: ReplicationRoleProps): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [sourceArn] }),
    new iam.PolicyStatement({
      actions: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
      resources: [`${sourceArn}/*`],
    }),
    new iam.PolicyStatement({
      actions: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
      resources: [`${destinationArn}/*`],
    }),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html */
function keyStatements({ keys, replication, sourceArn, destinationArn }: ReplicationRoleProps): iam.PolicyStatement[] {
  if (!keys) {
    return [];
  }
  const decrypt = new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [keys.source.key.keyArn] });
  const encrypt = keys.destination.crossRegionStatement(['kms:Encrypt', 'kms:GenerateDataKey']);
  return [
    forObjectsOf(sourceArn, throughService(decrypt, 's3', replication.source.region)),
    forObjectsOf(destinationArn, throughService(encrypt, 's3', replication.destination.region)),
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

/**
 * States the two wildcards that a replication role cannot do without, each by its own finding, so that any other still shows.
 * Written as metadata because `Validations.acknowledge` takes no id that contains the `:::` of a bucket's ARN.
 */
function acknowledgeWildcards(role: iam.Role, statements: iam.PolicyStatement[]): void {
  for (const resource of statements.flatMap(statement => statement.resources).filter(arn => arn.endsWith('/*'))) {
    role.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
      [`AwsSolutions-IAM5[Resource::${resource}]`]: resource.includes(':kms:')
        ? 'The id of a key does not cross the Regions: the key is named by the condition kms:ResourceAliases'
        : 'Replication acts on every object of this bucket, and S3 has no narrower resource for that',
    });
  }
}
