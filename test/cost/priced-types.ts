/** The line of the estimate that counts what runs by a resource of a type. */
export const STANDING: { readonly [type: string]: string } = {
  'AWS::EC2::NatGateway': 'NAT gateways',
  'AWS::EC2::EIP': 'their addresses',
  'AWS::RDS::DBInstance': 'instances',
  'AWS::SecretsManager::Secret': 'secrets, with their replicas',
  'AWS::KMS::Key': 'keys of both Regions',
  'AWS::Route53::HealthCheck': 'health checks',
  'AWS::CloudWatch::Alarm': 'metrics in alarms',
  'AWS::CloudWatch::CompositeAlarm': 'composite alarms',
  'AWS::CloudWatch::Dashboard': 'dashboards',
  'AWS::CloudWatch::MetricStream': 'thousands of updates',
  'AWS::Lambda::Function': 'prober: thousands of GB-seconds',
};

/** The row of what is paid by use in which a resource of a type is paid. */
export const BY_USE: { readonly [type: string]: string } = {
  'AWS::Backup::BackupVault': 'each GB of backups and month, in each Region that keeps them',
  'AWS::DynamoDB::GlobalTable': 'each million of writes, in each Region',
  'AWS::DynamoDB::Table': 'each million of reads of the recovery state',
  'AWS::EC2::FlowLog': 'each GB of logs',
  'AWS::EC2::VPCPeeringConnection': 'each GB that the workload sends to the other Region',
  'AWS::KinesisFirehose::DeliveryStream': 'each GB of metrics that Firehose takes',
  'AWS::Logs::LogGroup': 'each GB of logs',
  'AWS::RDS::DBCluster': 'each GB of storage and month, in each Region',
  'AWS::Route53::RecordSet': 'each million of queries',
  'AWS::S3::Bucket': 'each GB of storage and month, in each Region, old versions included',
  'AWS::SNS::Topic': 'each million of messages',
  'AWS::SQS::Queue': 'each million of messages',
  'AWS::StepFunctions::StateMachine': 'each thousand of states that runs and drills enter',
};

/** Configuration, which is no item of a bill. */
export const FREE: readonly string[] = [
  'AWS::Backup::BackupPlan', 'AWS::Backup::BackupSelection',
  'AWS::EC2::InternetGateway', 'AWS::EC2::Route', 'AWS::EC2::RouteTable', 'AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::Subnet', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::VPC',
  // Of Amazon S3 and DynamoDB: the zones of others are a line of the estimate.
  'AWS::EC2::VPCEndpoint', 'AWS::EC2::VPCGatewayAttachment',
  // Rules of AWS's own events and schedules.
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role', 'AWS::KMS::Alias',
  'AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::Permission', 'AWS::Logs::LogStream',
  'AWS::RDS::DBClusterParameterGroup', 'AWS::RDS::DBSubnetGroup', 'AWS::RDS::GlobalCluster',
  'AWS::S3::BucketPolicy', 'AWS::SNS::Subscription', 'AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy',
  'AWS::SecretsManager::ResourcePolicy', 'AWS::SecretsManager::RotationSchedule', 'AWS::SecretsManager::SecretTargetAttachment',
  // Functions that run while stacks are deployed.
  'Custom::GlobalWriterEndpoint', 'Custom::S3ReplicationRule', 'Custom::VpcRestrictDefaultSG',
];
