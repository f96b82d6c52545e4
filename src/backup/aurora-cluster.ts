import * as iam from 'aws-cdk-lib/aws-iam';
import type { ResourceKind } from './resource-kind';
import { RESTORE_TEST_PREFIX } from './resource-kind';

/** Every snapshot that AWS Backup takes or copies is named so: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html */
const SNAPSHOTS = 'cluster-snapshot:awsbackup:*';
/** By identifier or by listing: RDS asks for all of a kind then. */
const DESCRIBED = ['cluster:*', 'db:*', 'cluster-snapshot:*', 'cluster-auto-backup:*'];

/**
 * The statements for Aurora of the policies `AWSBackupServiceRolePolicyForBackup` and `AWSBackupServiceRolePolicyForRestores`, narrowed to
 * these clusters, to the snapshots of AWS Backup and to the two Regions.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 */
export const AURORA_CLUSTER: ResourceKind = {
  resourceType: 'Aurora',
  arnService: 'rds',
  arnResource: /^cluster:[a-z][a-z0-9-]*$/,
  exampleResource: 'cluster:payments',
  hasColdStorage: false,
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_CopySnapshot.html
  copiesInChina: false,
  neededRestoreMetadata: 'dbSubnetGroupName',
  recoveryPoints: { service: 'rds', resource: SNAPSHOTS },
  backupStatements: (places, { arns }) => [
    describe(DESCRIBED.flatMap(resource => places.both('rds', resource))),
    new iam.PolicyStatement({ actions: ['rds:CreateDBClusterSnapshot'], resources: [...arns, places.own('rds', SNAPSHOTS)] }),
    // A copy is made in the other Region, tagged there, and deleted there when its time is over.
    new iam.PolicyStatement({
      actions: [
        'rds:CopyDBClusterSnapshot', 'rds:AddTagsToResource', 'rds:DeleteDBClusterSnapshot', 'rds:ModifyDBClusterSnapshotAttribute',
      ],
      resources: places.both('rds', SNAPSHOTS),
    }),
  ],
  restoreStatements: (places, { keyArns }) => [
    describe(DESCRIBED.map(resource => places.own('rds', resource))),
    new iam.PolicyStatement({
      actions: ['rds:RestoreDBClusterFromSnapshot', 'rds:AddTagsToResource'],
      resources: ['cluster:*', SNAPSHOTS, 'cluster-pg:*', 'og:*', 'subgrp:*'].map(resource => places.own('rds', resource)),
    }),
    // No cluster but those of tests: what was restored to be used is deleted by people.
    new iam.PolicyStatement({ actions: ['rds:DeleteDBCluster'], resources: [places.own('rds', `cluster:${RESTORE_TEST_PREFIX}*`)] }),
    new iam.PolicyStatement({
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      resources: [...keyArns, places.keyOf(places.region).key.keyArn],
      conditions: { StringLike: { 'kms:ViaService': `rds.${places.region.name}.*` } },
    }),
  ],
};

function describe(resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: [
      'rds:DescribeDBClusters', 'rds:DescribeDBInstances', 'rds:DescribeDBClusterSnapshots', 'rds:DescribeDBClusterAutomatedBackups',
      'rds:ListTagsForResource',
    ],
    resources,
  });
}
