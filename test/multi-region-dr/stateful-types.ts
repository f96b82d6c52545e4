/**
 * What holds data, cannot be made again alike, or is named by what does, with the property that holds its name. A changed logical id
 * or name replaces it in every environment that exists: the list of these is frozen.
 */
export const STATEFUL_TYPES: { readonly [type: string]: string | undefined } = {
  'AWS::Backup::BackupPlan': 'BackupPlan.BackupPlanName',
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::CloudTrail::Trail': 'TrailName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::EC2::VPC': 'CidrBlock',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::KMS::Key': undefined,
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::DBProxy': 'DBProxyName',
  'AWS::RDS::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::RDS::GlobalCluster': 'GlobalClusterIdentifier',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SecretsManager::Secret': 'Name',
};

/** Types of which only those with a name of their own are frozen: the others come and go with what they belong to. */
export const FROZEN_WHEN_NAMED: readonly string[] = ['AWS::IAM::Role'];

/** What is kept with something stateful, and may be replaced all the same. */
export const REPLACEABLE_TYPES: { readonly [type: string]: string } = {
  'AWS::EC2::SecurityGroup': 'a cluster takes another one without interruption; kept because a kept cluster uses it',
  'AWS::IAM::ManagedPolicy': 'its role takes another one in place; kept because a kept role must not lose its permissions',
  'AWS::Logs::LogStream': 'Firehose writes to another one without interruption; kept because its kept log group is',
  'AWS::RDS::DBClusterParameterGroup': 'a major upgrade replaces it on purpose; kept because a kept cluster uses it',
  'AWS::S3::BucketPolicy': 'the only policy of its bucket, written anew; kept because a kept bucket must not lose its protection',
  'AWS::SQS::QueuePolicy': 'the only policy of its queue, written anew; kept because a kept queue must not lose its protection',
};
