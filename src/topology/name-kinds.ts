/** How a service limits the names of one kind of resource. */
export interface NameKind {
  /** Set into the digest, so that two kinds never share a name. */
  readonly id: string;
  readonly maxLength: number;
  /** The whole name must match. */
  readonly pattern: RegExp;
  /** The page that states the limit. */
  readonly source: string;
}

const HYPHENATED = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

function kind(id: string, maxLength: number, source: string, pattern: RegExp = HYPHENATED): NameKind {
  return { id, maxLength, pattern, source };
}

const RDS = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html';

/** The kinds of resource that the library names, each with its service's limit. */
export const NAME_KINDS = {
  alarm: kind('alarm', 255, 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html'),
  backupVault: kind('backup-vault', 50, 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html'),
  budget: kind('budget', 100, 'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html'),
  bucket: kind('bucket', 63, 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html'),
  // Letters, digits, hyphens and underscores; one name space per account.
  chatConfiguration: kind('chat-configuration', 128, 'https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html'),
  dashboard: kind('dashboard', 255, 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html'),
  dbCluster: kind('db-cluster', 63, RDS),
  // One name space for proxies, another for their endpoints; 60 is where CDK cuts both.
  dbProxy: kind('db-proxy', 60, 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html'),
  dbProxyEndpoint: kind('db-proxy-endpoint', 60, 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxyEndpoint.html'),
  deliveryStream: kind('delivery-stream', 64, 'https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html'),
  function: kind('function', 64, 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html'),
  globalCluster: kind('global-cluster', 63, RDS),
  keyAlias: kind('key-alias', 250, 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html'),
  metricStream: kind('metric-stream', 255, 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricStream.html'),
  queue: kind('queue', 80, 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html'),
  role: kind('role', 64, 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'),
  rule: kind('rule', 64, 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html'),
  secret: kind('secret', 512, 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html'),
  stateMachine: kind('state-machine', 80, 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html'),
  table: kind('table', 255, 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html'),
  topic: kind('topic', 256, 'https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html'),
  trail: kind('trail', 128, 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html'),
} as const;
