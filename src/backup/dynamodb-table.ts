import * as iam from 'aws-cdk-lib/aws-iam';
import type { BackupPlaces } from './backup-places';
import type { ResourceKind, ResourcesOfKind } from './resource-kind';
import { RESTORE_TEST_PREFIX } from './resource-kind';

/**
 * The statements for DynamoDB of the policies `AWSBackupServiceRolePolicyForBackup` and `AWSBackupServiceRolePolicyForRestores`, narrowed to
 * these tables and their keys.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 */
export const DYNAMODB_TABLE: ResourceKind = {
  resourceType: 'DynamoDB',
  arnService: 'dynamodb',
  arnResource: /^table\/[A-Za-z0-9_.-]{3,255}$/,
  exampleResource: 'table/sessions',
  hasColdStorage: true,
  copiesInChina: true,
  recoveryPoints: { service: 'backup', resource: 'recovery-point:*' },
  backupStatements: (places, { arns, keyArns }) => [
    new iam.PolicyStatement({
      actions: ['dynamodb:DescribeTable', 'dynamodb:CreateBackup', 'dynamodb:StartAwsBackupJob', 'dynamodb:ListTagsOfResource'],
      resources: arns,
    }),
    new iam.PolicyStatement({ actions: ['dynamodb:DescribeBackup', 'dynamodb:DeleteBackup'], resources: backupsOf(arns) }),
    ...throughDynamoDb(places, keyArns, ['kms:Decrypt', 'kms:GenerateDataKey']),
  ],
  restoreStatements: (places, { arns, keyArns }) => [
    // DynamoDB writes a restored table in the name of the role: never the table itself, but one whose name begins with its name.
    new iam.PolicyStatement({
      actions: [
        'dynamodb:DescribeTable', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem',
        'dynamodb:BatchWriteItem', 'dynamodb:Query', 'dynamodb:Scan',
      ],
      resources: restored(places, arns),
    }),
    new iam.PolicyStatement({
      actions: ['dynamodb:RestoreTableFromBackup', 'dynamodb:RestoreTableFromAwsBackup'],
      resources: [...backupsOf(arns), ...restored(places, arns)],
    }),
    ...throughDynamoDb(places, [...keyArns, places.keyOf(places.region).key.keyArn],
      ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']),
  ],
};

function backupsOf(arns: string[]): string[] {
  return arns.map(arn => `${arn}/backup/*`);
}

function restored(places: BackupPlaces, arns: string[]): string[] {
  return [...arns.map(arn => `${arn}-*`), places.own('dynamodb', `table/${RESTORE_TEST_PREFIX}*`)];
}

function throughDynamoDb({ region }: BackupPlaces, keyArns: ResourcesOfKind['keyArns'], actions: string[]): iam.PolicyStatement[] {
  return keyArns.length === 0 ? [] : [new iam.PolicyStatement({
    actions,
    resources: keyArns,
    conditions: { StringLike: { 'kms:ViaService': `dynamodb.${region.name}.*` } },
  })];
}
