import { paymentsApp } from '../app/payments-app';
import { resourcesOf } from '../support/templates';

/** What holds data, or is named by what does: a changed logical id or name replaces it, in every environment that exists. */
const NAME_OF: { [type: string]: string } = {
  'AWS::RDS::GlobalCluster': 'GlobalClusterIdentifier',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::EC2::VPC': 'CidrBlock',
};

test('law 8: logical ids and names of stateful resources are those of the frozen list', () => {
  const stateful = resourcesOf(paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } }))
    .filter(({ type, stack }) => type in NAME_OF && stack.node.path.startsWith('Payments/Stacks/'))
    .map(({ stack, type, logicalId, properties }) => `${stack.node.id} ${type} ${logicalId} ${properties[NAME_OF[type]] ?? '-'}`);
  expect(stateful.sort()).toEqual([...FROZEN].sort());
});

const FROZEN = [
  'data-us-east-1 AWS::DynamoDB::GlobalTable sessionssessionstable12888EB9 payments-prod-sessions-a252d0fc',
  'data-us-east-1 AWS::RDS::DBCluster databasemainmemberclusterD8C43A0D payments-prod-main-us-east-1-50c13466',
  'data-us-east-1 AWS::RDS::DBInstance databasemainmemberclusterinstance12DB0A74C -',
  'data-us-east-1 AWS::RDS::DBInstance databasemainmemberclusterinstance2F83DC2B2 -',
  'data-us-east-1 AWS::RDS::GlobalCluster databasemainglobalclusterF4C78B61 payments-prod-main-be11b46e',
  'data-us-east-1 AWS::SecretsManager::Secret databasemaincredentialssecretD2021697 payments-prod-main-bcc7cd51',
  'data-us-west-2 AWS::RDS::DBCluster databasemainmemberclusterD8C43A0D payments-prod-main-us-west-2-220b3f98',
  'data-us-west-2 AWS::RDS::DBInstance databasemainmemberclusterinstance12DB0A74C -',
  'foundation-us-east-1 AWS::EC2::VPC networkNetworkvpcFC1A0627 10.0.0.0/16',
  'foundation-us-east-1 AWS::KMS::Alias encryptionStacksdatabasekeyAlias93BCAB44 alias/payments-prod-database-us-east-1-721c894f',
  'foundation-us-east-1 AWS::KMS::Alias encryptionStackslogskeyAlias91116FD2 alias/payments-prod-logs-us-east-1-573cf38b',
  'foundation-us-east-1 AWS::KMS::Alias encryptionStacksnotificationskeyAlias58CC720F alias/payments-prod-notifications-us-east-1-66c30014',
  'foundation-us-east-1 AWS::KMS::Alias encryptionStacksrecoverykeyAliasF444A26C alias/payments-prod-recovery-us-east-1-5237bfd9',
  'foundation-us-east-1 AWS::KMS::Alias encryptionStackssecretskeyAliasB8DD363E alias/payments-prod-secrets-us-east-1-b5eea431',
  'foundation-us-east-1 AWS::KMS::Alias encryptionStackssessionskeyAlias54654E78 alias/payments-prod-sessions-us-east-1-031a131e',
  'foundation-us-east-1 AWS::KMS::Alias encryptionStacksstoragekeyAlias56871CA0 alias/payments-prod-storage-us-east-1-98f914c6',
  'foundation-us-east-1 AWS::S3::Bucket storagedocumentsaccesslogs346C6C45 payments-prod-documents-access-logs-us-east-1-2ce49604',
  'foundation-us-east-1 AWS::S3::Bucket storagedocumentsbucket901B5A3C payments-prod-documents-us-east-1-703bccdd',
  'foundation-us-west-2 AWS::EC2::VPC networkNetworkvpcFC1A0627 10.1.0.0/16',
  'foundation-us-west-2 AWS::KMS::Alias encryptionStacksdatabasekeyAlias93BCAB44 alias/payments-prod-database-us-west-2-1f499470',
  'foundation-us-west-2 AWS::KMS::Alias encryptionStackslogskeyAlias91116FD2 alias/payments-prod-logs-us-west-2-4691347a',
  'foundation-us-west-2 AWS::KMS::Alias encryptionStacksnotificationskeyAlias58CC720F alias/payments-prod-notifications-us-west-2-5a2d44d5',
  'foundation-us-west-2 AWS::KMS::Alias encryptionStacksrecoverykeyAliasF444A26C alias/payments-prod-recovery-us-west-2-5852eb9a',
  'foundation-us-west-2 AWS::KMS::Alias encryptionStackssecretskeyAliasB8DD363E alias/payments-prod-secrets-us-west-2-c17b1eda',
  'foundation-us-west-2 AWS::KMS::Alias encryptionStackssessionskeyAlias54654E78 alias/payments-prod-sessions-us-west-2-21d4dd33',
  'foundation-us-west-2 AWS::KMS::Alias encryptionStacksstoragekeyAlias56871CA0 alias/payments-prod-storage-us-west-2-5986d051',
  'foundation-us-west-2 AWS::S3::Bucket storagedocumentsaccesslogs346C6C45 payments-prod-documents-access-logs-us-west-2-0a12ddc9',
  'foundation-us-west-2 AWS::S3::Bucket storagedocumentsbucket901B5A3C payments-prod-documents-us-west-2-03260b5a',
  'recovery-us-east-1 AWS::DynamoDB::Table recoveryRecoveryStateTableD76EB41B payments-prod-recovery-state-us-east-1-13902b0e',
  'recovery-us-west-2 AWS::DynamoDB::Table recoveryRecoveryStateTableD76EB41B payments-prod-recovery-state-us-west-2-ecbafff8',
];
