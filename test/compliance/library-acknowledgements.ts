import { CHAOS_ACKNOWLEDGEMENTS } from './chaos-acknowledgements';
import type { LibraryAcknowledgement } from './library-acknowledgement';
import { RECOVERY_ACKNOWLEDGEMENTS } from './recovery-acknowledgements';

const OBJECT_WILDCARD = {
  at: 'storage-<id>/replication-role',
  reason: 'Replication acts on every object of this bucket, and S3 has no narrower resource for that',
  because: 'The policy that S3 needs for replication names the objects of a bucket: '
    + 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
};

const BATCH_ROLE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html';

/** What AWS Backup makes, and where its roles need it. */
const NAMED_BY_AWS_BACKUP: readonly [resource: string, ...roles: string[]][] = [
  ['arn:aws:backup:<region>:<account>:recovery-point:*', 'backup-role'],
  ['arn:aws:rds:<region>:<account>:cluster-auto-backup:*', 'backup-role', 'restore-role'],
  ['arn:aws:rds:<region>:<account>:cluster-pg:*', 'restore-role'],
  ['arn:aws:rds:<region>:<account>:cluster-snapshot:*', 'backup-role', 'restore-role'],
  ['arn:aws:rds:<region>:<account>:cluster-snapshot:awsbackup:*', 'backup-role', 'restore-role'],
  ['arn:aws:rds:<region>:<account>:cluster:*', 'backup-role', 'restore-role'],
  ['arn:aws:rds:<region>:<account>:cluster:awsbackup-restore-test-*', 'restore-role'],
  ['arn:aws:rds:<region>:<account>:db:*', 'backup-role', 'restore-role'],
  ['arn:aws:rds:<region>:<account>:og:*', 'restore-role'],
  ['arn:aws:rds:<region>:<account>:subgrp:*', 'restore-role'],
  ['arn:aws:dynamodb:<region>:<account>:table/awsbackup-restore-test-*', 'restore-role'],
  ['arn:aws:dynamodb:<region>:<account>:table/<table>-*', 'restore-role'],
  ['arn:aws:dynamodb:<region>:<account>:table/<table>/backup/*', 'backup-role', 'restore-role'],
];
const BACKUP_ROLES = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html';
const KEY_OF_THE_OTHER_REGION = {
  rule: 'AwsSolutions-IAM5[Resource::arn:aws:kms:<region>:<account>:key/*]',
  reason: 'The id of a key does not cross the Regions: the key is named by the condition kms:ResourceAliases',
  because: 'A key of the other Region is authorised by its alias, and an alias cannot stand in a policy\'s Resource: '
    + 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html',
};

export const LIBRARY_ACKNOWLEDGEMENTS: readonly LibraryAcknowledgement[] = [
  { ...OBJECT_WILDCARD, rule: 'AwsSolutions-IAM5[Resource::arn:aws:s3:::<bucket>/*]' },
  { ...KEY_OF_THE_OTHER_REGION, at: 'storage-<id>/replication-role' },
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:aws:s3:::<bucket>/*]',
    at: 'storage-<id>/batch-replication-role',
    reason: 'A job covers every object of this bucket, and S3 has no narrower resource for that',
    because: `The policy that S3 Batch Replication needs names the objects of a bucket: ${BATCH_ROLE}`,
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:aws:s3:::<bucket>/reports/*]',
    at: 'storage-<id>/batch-replication-role',
    reason: 'The id of a job, which is part of the key of its report, is known only when it runs',
    because: `What is named when it is created cannot be named before: ${BATCH_ROLE}`,
  },
  { ...KEY_OF_THE_OTHER_REGION, at: 'backup-<id>/backup-role' },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    at: 'backup-<id>/backup-role',
    reason: 'tag:GetResources has no resource-level permission',
    because: 'AWS Backup reads tags of what it protects: ' + BACKUP_ROLES,
  },
  ...NAMED_BY_AWS_BACKUP.flatMap(([resource, ...roles]) => roles.map(role => ({
    rule: `AwsSolutions-IAM5[Resource::${resource}]`,
    at: `backup-<id>/${role}`,
    reason: 'AWS Backup names what it creates itself, when it creates it',
    because: `What is named when it is created cannot be named before: ${BACKUP_ROLES}`,
  }))),
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:aws:logs:<region>:<account>:log-group:RDSOSMetrics:*]',
    at: 'database-<id>/member/monitoring-role',
    reason: 'RDS names the log streams in RDSOSMetrics after the random ids of instances',
    because: 'RDS writes the metrics of every instance to one log group of its own choice: '
      + 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Monitoring.OS.Enabling.html',
  },
  {
    rule: 'AwsSolutions-RDS14',
    at: 'database-<id>/member',
    reason: 'Aurora does not support Backtrack in a global database; continuous backups restore to any point in time',
    because: 'Backtrack is not available with Aurora global databases: '
      + 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html#aurora-global-database.limitations',
  },
  ...RECOVERY_ACKNOWLEDGEMENTS,
  ...CHAOS_ACKNOWLEDGEMENTS,
  ...['metrics', 'errors'].map(prefix => ({
    rule: `AwsSolutions-IAM5[Resource::arn:aws:s3:::<bucket>/${prefix}/<region>/*]`,
    at: 'monitoring-<id>/metric-delivery/role',
    reason: 'Firehose names each object after the time of its delivery',
    because: 'The name of an object is known when it is delivered: https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html',
  })),
  ...['monitoring-<id>/undelivered-alerts', 'monitoring-<id>/Global/undelivered-alerts'].map(at => ({
    rule: 'AwsSolutions-SQS3',
    at,
    reason: 'This is the dead-letter queue of subscriptions and event rules. The rule looks for queues and functions that use one.',
    because: 'Subscriptions name their dead-letter queue in a redrive policy of their own: '
      + 'https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html',
  })),
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    at: 'monitoring-<id>/Global/ChatRole',
    reason: 'The metrics and graphs of CloudWatch have no resources that a policy could name',
    because: 'Actions on metrics have no resource types: '
      + 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html',
  },
];

/** Written by CDK itself, about templates that CDK writes. */
export const CDK_ACKNOWLEDGEMENTS: readonly string[] = ['CloudFormation-Validate::F3002', 'CloudFormation-Validate::F3003'];
