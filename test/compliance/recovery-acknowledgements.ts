import type { LibraryAcknowledgement } from './library-acknowledgement';

const EVERYTHING = 'AwsSolutions-IAM5[Resource::*]';
const AUTHORIZATION = 'https://docs.aws.amazon.com/service-authorization/latest/reference';

const PUBLISHING = 'cloudwatch:PutMetricData has no resource-level permission; the condition cloudwatch:namespace narrows it';
const BY_NAMESPACE = 'CloudWatch limits publishing by namespace alone: '
  + 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html';
const READING_METRICS = `Metrics are no resources, and an alarm of alarms is read by whoever may read all: ${AUTHORIZATION}/list_amazoncloudwatch.html`;
const MADE_WITH_THE_RUN = `Who starts an execution names it, or AWS does: ${AUTHORIZATION}/list_awsstepfunctions.html`;
const EXECUTIONS = 'AwsSolutions-IAM5[Resource::arn:aws:states:<region>:<account>:execution:<machine>:*]';

const PUBLISHERS = ['recovery-<id>/publisher', 'detection-<id>/prober/schedule', 'recovery-<id>/snapshot-keeper'];

/** Keys that are known in their own Region only. */
const KEY_BY_ALIAS = {
  rule: 'AwsSolutions-IAM5[Resource::arn:aws:kms:<region>:<account>:key/*]',
  reason: 'the id of a key in the other Region does not cross; the condition kms:ResourceAliases narrows it',
  because: 'A key of the other Region is authorised by its alias, and an alias cannot stand in a policy\'s Resource: '
    + 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html',
};

/** Snapshots that Aurora makes after a forced failover, and the copies of them. */
const SUSPECT_SNAPSHOTS = 'Aurora names the snapshot that it takes of the old writer after a failover: '
  + 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html';
const SNAPSHOTS: readonly [name: string, reason: string, because: string][] = [
  ['*', 'reading only: which snapshots of a cluster there are', `Snapshots are listed by the ARN of the cluster and by that of snapshots: ${AUTHORIZATION}/list_amazonrds.html`],
  ['rds:unplanned-global-failover-*', 'Aurora ends the names of these snapshots with a time', SUSPECT_SNAPSHOTS],
  ['kept-unplanned-global-failover-*', 'the copies have the names of what they are copies of', SUSPECT_SNAPSHOTS],
];

/** What functions and state machines of recovery, of its detection and of the probe of the network may do. */
export const RECOVERY_ACKNOWLEDGEMENTS: readonly LibraryAcknowledgement[] = [
  ...PUBLISHERS.map(id => ({ rule: EVERYTHING, at: `${id}/handler-role`, reason: PUBLISHING, because: BY_NAMESPACE })),
  {
    rule: EVERYTHING,
    at: 'network-<id>/peering-probe/schedule/handler-role',
    reason: `${PUBLISHING}. ec2:DescribeVpcPeeringConnections has no resource-level permission; the condition ec2:Region narrows it`,
    because: `What EC2 describes is limited by Region alone: ${AUTHORIZATION}/list_amazonec2.html`,
  },
  {
    rule: EVERYTHING,
    at: 'recovery-<id>/decider/schedule/handler-role',
    reason: `${PUBLISHING}. cloudwatch:DescribeAlarms answers of composite alarms only to whoever may read all; cloudwatch:GetMetricData knows no resources`,
    because: READING_METRICS,
  },
  {
    rule: EVERYTHING,
    at: 'recovery-<id>/run-keeper/handler-role',
    reason: 'cloudwatch:PutMetricData has no resource-level permission, and the condition cloudwatch:namespace narrows it; '
      + 'cloudwatch:DescribeAlarms answers of composite alarms for all resources only',
    because: READING_METRICS,
  },
  {
    rule: EVERYTHING,
    at: 'recovery-<id>/arm/handler-role',
    reason: 'cloudwatch:DescribeAlarms answers of composite alarms for all resources only',
    because: READING_METRICS,
  },
  {
    rule: EVERYTHING,
    at: 'recovery-<id>/readiness-checker/handler-role',
    reason: 'cloudwatch:GetMetricData has no resource-level permission, and DescribeAlarms answers of composite alarms only to whoever may read all',
    because: READING_METRICS,
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:aws:rds:<region>:<account>:db:*]',
    at: 'recovery-<id>/readiness-checker/handler-role',
    reason: 'reading only: in which status the instances of a cluster are, which are named at deployment',
    because: `RDS lists the instances of a cluster by the permission on instances, and has no condition on their cluster: ${AUTHORIZATION}/list_amazonrds.html`,
  },
  ...['arm', 'decider/schedule', 'run-keeper'].map(id => ({ ...KEY_BY_ALIAS, at: `recovery-<id>/${id}/handler-role` })),
  ...['decider/schedule', 'run-keeper'].map(id => ({
    rule: EXECUTIONS,
    at: `recovery-<id>/${id}/handler-role`,
    reason: 'the executions of one machine, whose names are made by whoever starts them',
    because: MADE_WITH_THE_RUN,
  })),
  {
    rule: EXECUTIONS,
    at: 'recovery-<id>/peer-run/handler-role',
    reason: 'the executions of one machine, whose names are made by each drill',
    because: MADE_WITH_THE_RUN,
  },
  ...['failover', 'planned', 'drill'].map(id => ({
    rule: EVERYTHING,
    at: `recovery-<id>/${id}-machine/role`,
    reason: 'the delivery of logs and traces, and DescribeAutoScalingGroups where a step scales a group, have no resource-level permission',
    because: 'Step Functions sets up the delivery of logs by actions that take no resource: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  })),
  ...[
    ...['drill', 'failover'].map(id => [id, EXECUTIONS, MADE_WITH_THE_RUN]),
    ...['failover', 'planned'].map(id => [
      id,
      'AwsSolutions-IAM5[Resource::arn:aws:autoscaling:<region>:<account>:autoScalingGroup:*:autoScalingGroupName/<group>]',
      `The ARN of a group holds an id that is made with it: ${AUTHORIZATION}/list_amazonec2autoscaling.html`,
    ]),
  ].map(([id, rule, because]) => ({
    rule,
    at: `recovery-<id>/${id}-machine/role`,
    reason: 'one machine or group: the part of the ARN that stands for it is made by AWS or by each run',
    because,
  })),
  ...SNAPSHOTS.map(([name, reason, because]) => ({
    rule: `AwsSolutions-IAM5[Resource::arn:aws:rds:<region>:<account>:cluster-snapshot:${name}]`,
    at: 'recovery-<id>/snapshot-keeper/handler-role',
    reason,
    because,
  })),
  {
    rule: KEY_BY_ALIAS.rule,
    at: 'recovery-<id>/snapshot-keeper/handler-role',
    reason: 'kms:ResourceAliases names the key, where that is known; only RDS may use it, on its own resources',
    because: 'Whoever copies an encrypted snapshot needs permissions on the key, which the condition kms:ViaService leaves to RDS: '
      + 'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service',
  },
  {
    rule: 'AwsSolutions-SQS3',
    at: 'recovery-<id>/drills/dead-letters',
    reason: 'it is the dead-letter queue of an EventBridge rule, which cdk-nag does not look for',
    because: 'Targets of rules name their dead-letter queue themselves: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
  },
];
