/** What the AWS CLI version 2 knows of an operation: the options that it demands, and those that runbooks use beside them. */
export interface CliOperation {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Options of every operation. https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html */
export const GLOBAL_OPTIONS: readonly string[] = ['region', 'query', 'output', 'cli-binary-format', 'cli-connect-timeout', 'cli-read-timeout', 'no-paginate'];

/** Options without a value, of those below. */
export const FLAGS: readonly string[] = [
  'consistent-read', 'no-scan-index-forward', 'no-paginate', 'reverse-order', 'allow-data-loss', 'copy-tags', 'exclude-punctuation',
  'force-overwrite-replica-secret', 'skip-final-snapshot', 'enable-iam-database-authentication', 'deletion-protection', 'no-publicly-accessible',
];

/** Services without Regions, of which none is needed while one is lost. */
export const GLOBAL_SERVICES: readonly string[] = [];

/**
 * The operations that runbooks may use. Each is documented under `https://docs.aws.amazon.com/cli/latest/reference/<service>/<operation>.html`;
 * taken from the argument tables of the CLI itself (1.45.11, whose commands are those of version 2), not from memory.
 */
export const CLI_OPERATIONS: { readonly [operation: string]: CliOperation } = {
  'autoscaling describe-auto-scaling-groups': { required: [], optional: ['auto-scaling-group-names'] },
  'autoscaling set-desired-capacity': { required: ['auto-scaling-group-name', 'desired-capacity'], optional: [] },
  'backup list-backup-vaults': { required: [], optional: [] },
  'backup list-recovery-points-by-backup-vault': { required: ['backup-vault-name'], optional: [] },
  'cloudwatch describe-alarms': { required: [], optional: ['alarm-names', 'alarm-types'] },
  'cloudwatch get-metric-statistics': { required: ['end-time', 'metric-name', 'namespace', 'period', 'start-time'], optional: ['dimensions', 'statistics'] },
  'dynamodb describe-table': { required: ['table-name'], optional: [] },
  'dynamodb get-item': { required: ['key', 'table-name'], optional: ['consistent-read'] },
  'dynamodb query': {
    required: ['table-name'],
    optional: [
      'consistent-read', 'expression-attribute-names', 'expression-attribute-values', 'filter-expression', 'key-condition-expression', 'max-items',
      'no-scan-index-forward',
    ],
  },
  'dynamodb restore-table-to-point-in-time': { required: ['target-table-name'], optional: ['restore-date-time', 'source-table-name'] },
  'ecs describe-services': { required: ['services'], optional: ['cluster'] },
  'ecs update-service': { required: ['service'], optional: ['cluster', 'desired-count'] },
  'ecs wait services-stable': { required: ['services'], optional: ['cluster'] },
  'lambda get-function-configuration': { required: ['function-name'], optional: [] },
  'lambda invoke': { required: ['function-name'], optional: ['payload'] },
  'logs filter-log-events': { required: [], optional: ['filter-pattern', 'log-group-name', 'start-time'] },
  'rds copy-db-cluster-snapshot': { required: ['source-db-cluster-snapshot-identifier', 'target-db-cluster-snapshot-identifier'], optional: ['copy-tags'] },
  'rds create-db-instance': { required: ['db-instance-class', 'db-instance-identifier', 'engine'], optional: ['db-cluster-identifier', 'no-publicly-accessible'] },
  'rds delete-db-cluster': { required: ['db-cluster-identifier'], optional: ['skip-final-snapshot'] },
  'rds delete-db-cluster-snapshot': { required: ['db-cluster-snapshot-identifier'], optional: [] },
  'rds delete-db-instance': { required: ['db-instance-identifier'], optional: [] },
  'rds describe-db-cluster-snapshots': { required: [], optional: ['db-cluster-identifier', 'db-cluster-snapshot-identifier'] },
  'rds describe-db-clusters': { required: [], optional: ['db-cluster-identifier'] },
  'rds describe-db-instances': { required: [], optional: ['filters'] },
  'rds describe-global-clusters': { required: [], optional: ['global-cluster-identifier'] },
  'rds failover-global-cluster': { required: ['global-cluster-identifier', 'target-db-cluster-identifier'], optional: ['allow-data-loss'] },
  'rds restore-db-cluster-from-snapshot': {
    required: ['db-cluster-identifier', 'engine', 'snapshot-identifier'],
    optional: [
      'db-cluster-parameter-group-name', 'db-subnet-group-name', 'enable-cloudwatch-logs-exports', 'enable-iam-database-authentication',
      'serverless-v2-scaling-configuration', 'vpc-security-group-ids',
    ],
  },
  'rds restore-db-cluster-to-point-in-time': {
    required: ['db-cluster-identifier'],
    optional: [
      'db-cluster-parameter-group-name', 'db-subnet-group-name', 'deletion-protection', 'enable-cloudwatch-logs-exports', 'enable-iam-database-authentication',
      'restore-to-time', 'serverless-v2-scaling-configuration', 'source-db-cluster-identifier', 'vpc-security-group-ids',
    ],
  },
  'rds switchover-global-cluster': { required: ['global-cluster-identifier', 'target-db-cluster-identifier'], optional: [] },
  'rds wait db-cluster-snapshot-available': { required: [], optional: ['db-cluster-snapshot-identifier'] },
  'rds wait db-instance-available': { required: [], optional: ['db-instance-identifier'] },
  'rds wait db-instance-deleted': { required: [], optional: ['db-instance-identifier'] },
  's3api copy-object': { required: ['bucket', 'copy-source', 'key'], optional: [] },
  's3api head-bucket': { required: ['bucket'], optional: [] },
  's3api list-object-versions': { required: ['bucket'], optional: ['prefix'] },
  'secretsmanager describe-secret': { required: ['secret-id'], optional: [] },
  'secretsmanager get-random-password': { required: [], optional: ['exclude-punctuation', 'password-length'] },
  'secretsmanager get-secret-value': { required: ['secret-id'], optional: [] },
  'secretsmanager list-secrets': { required: [], optional: ['filters'] },
  'secretsmanager put-secret-value': { required: ['secret-id'], optional: ['secret-string'] },
  'secretsmanager replicate-secret-to-regions': { required: ['add-replica-regions', 'secret-id'], optional: ['force-overwrite-replica-secret'] },
  'secretsmanager rotate-secret': { required: ['secret-id'], optional: [] },
  'secretsmanager stop-replication-to-replica': { required: ['secret-id'], optional: [] },
  'sns publish': { required: ['message'], optional: ['subject', 'topic-arn'] },
  'stepfunctions describe-execution': { required: ['execution-arn'], optional: [] },
  'stepfunctions get-execution-history': { required: ['execution-arn'], optional: ['reverse-order'] },
  'stepfunctions list-executions': { required: [], optional: ['state-machine-arn'] },
  'stepfunctions redrive-execution': { required: ['execution-arn'], optional: [] },
  'stepfunctions send-task-failure': { required: ['task-token'], optional: ['cause', 'error'] },
  'stepfunctions send-task-success': { required: ['task-output', 'task-token'], optional: [] },
  'stepfunctions start-execution': { required: ['state-machine-arn'], optional: ['input', 'name'] },
  'stepfunctions stop-execution': { required: ['execution-arn'], optional: ['cause', 'error'] },
  'sts get-caller-identity': { required: [], optional: [] },
};
