import { alarmOn, PRIMARY, SECONDARY } from './small-system';
import type { Resource } from './templates';

/** An alarm that CloudWatch accepts and that never fires, or not when it should. */
export interface WrongAlarm {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** The rows of the requirements in which a reviewed system had it. */
  readonly rows: string;
  readonly region: string;
  readonly alarm: Resource;
  readonly fault: string;
}

const RULE = { SourceBucket: 'documents-home', DestinationBucket: 'documents-standby', RuleId: 'everything' };
const BALANCER_ARN = `arn:aws:elasticloadbalancing:${PRIMARY}:111111111111:loadbalancer/app/service/50dc6c495c0c9188`;
const BALANCER = { 'Fn::GetAtt': ['Balancer', 'LoadBalancerFullName'] };
const TARGETS = { 'Fn::GetAtt': ['Targets', 'TargetGroupFullName'] };

const machineArn = (region: string, name: string) => `arn:aws:states:${region}:111111111111:stateMachine:${name}`;

/** The wrong alarms of the reviewed systems. */
export const WRONG_ALARMS: readonly WrongAlarm[] = [
  {
    title: 'binary log replication, which no member of a global database has',
    rows: 'MON-01',
    region: SECONDARY,
    alarm: alarmOn('AWS/RDS', 'AuroraBinlogReplicaLag', { DBClusterIdentifier: 'orders-standby' }),
    fault: 'AuroraBinlogReplicaLag is not published for a member of a global database',
  },
  {
    title: 'the lag of a global database on the home cluster alone, where it has no data before a failover',
    rows: 'MON-01, MON-29',
    region: PRIMARY,
    alarm: alarmOn('AWS/RDS', 'AuroraGlobalDBReplicationLag', { DBClusterIdentifier: 'orders-home' }),
    fault: 'AuroraGlobalDBReplicationLag is published for the member that follows: Standby/Cluster is not watched, and Home/Cluster may be the writer',
  },
  {
    title: 'the lag of a global database on the standby cluster alone, where it has no data after a failover',
    rows: 'MON-01, MON-29',
    region: SECONDARY,
    alarm: alarmOn('AWS/RDS', 'AuroraGlobalDBRPOLag', { DBClusterIdentifier: 'orders-standby' }),
    fault: 'AuroraGlobalDBRPOLag is published for the member that follows: Home/Cluster is not watched, and Standby/Cluster may be the writer',
  },
  {
    title: 'a cluster of the other Region',
    rows: 'MON-01',
    region: SECONDARY,
    alarm: alarmOn('AWS/RDS', 'AuroraGlobalDBReplicationLag', { DBClusterIdentifier: 'orders-home' }),
    fault: `AuroraGlobalDBReplicationLag is published in ${PRIMARY}, not in ${SECONDARY}`,
  },
  {
    title: 'the lag of a global database for an instance',
    rows: 'MON-01',
    region: SECONDARY,
    alarm: alarmOn('AWS/RDS', 'AuroraGlobalDBReplicationLag', { DBInstanceIdentifier: 'orders-standby-1' }),
    fault: 'AWS/RDS does not publish AuroraGlobalDBReplicationLag by DBInstanceIdentifier',
  },
  {
    title: 'a lag without any dimension',
    rows: 'MON-01',
    region: SECONDARY,
    alarm: alarmOn('AWS/RDS', 'AuroraGlobalDBReplicationLag', {}),
    fault: 'AWS/RDS does not publish AuroraGlobalDBReplicationLag by no dimension',
  },
  {
    title: 'a lag of milliseconds asked for in seconds',
    rows: 'MON-01',
    region: SECONDARY,
    alarm: alarmOn('AWS/RDS', 'AuroraGlobalDBReplicationLag', { DBClusterIdentifier: 'orders-standby' }, { Unit: 'Seconds' }),
    fault: 'AuroraGlobalDBReplicationLag is published in Milliseconds, not in Seconds',
  },
  {
    title: 'the latency of a table under the Region that sends',
    rows: 'MON-05',
    region: PRIMARY,
    alarm: alarmOn('AWS/DynamoDB', 'ReplicationLatency', { TableName: 'sessions', ReceivingRegion: PRIMARY }),
    fault: `ReplicationLatency is published in ${SECONDARY}, not in ${PRIMARY}`,
  },
  {
    title: 'the latency of a table in a Region without a replica',
    rows: 'MON-05',
    region: 'us-east-1',
    alarm: alarmOn('AWS/DynamoDB', 'ReplicationLatency', { TableName: 'sessions', ReceivingRegion: SECONDARY }),
    fault: `ReplicationLatency is published in ${PRIMARY}, not in us-east-1`,
  },
  {
    title: 'the latency of a table without the Region that receives',
    rows: 'MON-05',
    region: PRIMARY,
    alarm: alarmOn('AWS/DynamoDB', 'ReplicationLatency', { TableName: 'sessions' }),
    fault: 'AWS/DynamoDB does not publish ReplicationLatency by TableName',
  },
  {
    title: 'the latency of a table to a Region without a replica',
    rows: 'MON-05',
    region: PRIMARY,
    alarm: alarmOn('AWS/DynamoDB', 'ReplicationLatency', { TableName: 'sessions', ReceivingRegion: 'us-east-1' }),
    fault: `ReplicationLatency is published in no Region, not in ${PRIMARY}`,
  },
  {
    title: 'errors of users by table',
    rows: 'MON-07',
    region: PRIMARY,
    alarm: alarmOn('AWS/DynamoDB', 'UserErrors', { TableName: 'sessions' }),
    fault: 'AWS/DynamoDB does not publish UserErrors by TableName',
  },
  {
    title: 'errors of the service by table without an operation',
    rows: 'MON-07',
    region: PRIMARY,
    alarm: alarmOn('AWS/DynamoDB', 'SystemErrors', { TableName: 'sessions' }),
    fault: 'AWS/DynamoDB does not publish SystemErrors by TableName',
  },
  {
    title: 'throttled requests by table without an operation',
    rows: 'MON-08',
    region: PRIMARY,
    alarm: alarmOn('AWS/DynamoDB', 'ThrottledRequests', { TableName: 'sessions' }),
    fault: 'AWS/DynamoDB does not publish ThrottledRequests by TableName',
  },
  {
    title: 'a table that nobody has',
    rows: 'MON-20',
    region: PRIMARY,
    alarm: alarmOn('AWS/DynamoDB', 'ReadThrottleEvents', { TableName: 'session' }),
    fault: 'nothing has the TableName session',
  },
  {
    title: 'latency of bucket replication in the Region of the source',
    rows: 'MON-09',
    region: PRIMARY,
    alarm: alarmOn('AWS/S3', 'ReplicationLatency', RULE),
    fault: `ReplicationLatency is published in ${SECONDARY}, not in ${PRIMARY}`,
  },
  {
    title: 'latency of bucket replication without the rule',
    rows: 'MON-09',
    region: SECONDARY,
    alarm: alarmOn('AWS/S3', 'ReplicationLatency', { SourceBucket: 'documents-home', DestinationBucket: 'documents-standby' }),
    fault: 'AWS/S3 does not publish ReplicationLatency by SourceBucket + DestinationBucket',
  },
  {
    title: 'failed replication of a bucket in the Region of the destination',
    rows: 'MON-10',
    region: SECONDARY,
    alarm: alarmOn('AWS/S3', 'OperationsFailedReplication', RULE),
    fault: `OperationsFailedReplication is published in ${PRIMARY}, not in ${SECONDARY}`,
  },
  {
    title: 'latency of requests to a bucket without the filter of its metrics',
    rows: 'MON-11',
    region: PRIMARY,
    alarm: alarmOn('AWS/S3', 'FirstByteLatency', { BucketName: 'documents-home' }),
    fault: 'AWS/S3 does not publish FirstByteLatency by BucketName',
  },
  {
    title: 'a health check outside us-east-1',
    rows: 'MON-12',
    region: PRIMARY,
    alarm: alarmOn('AWS/Route53', 'HealthCheckStatus', { HealthCheckId: '0b1c2d3e-0000-4000-8000-000000000001' }),
    fault: `HealthCheckStatus is published in us-east-1, not in ${PRIMARY}`,
  },
  {
    title: 'the latency of DNS queries, which no service publishes',
    rows: 'MON-13',
    region: 'us-east-1',
    alarm: alarmOn('AWS/Route53', 'DNSQueryLatency', { HostedZoneId: 'Z1' }),
    fault: 'AWS/Route53 has no metric DNSQueryLatency',
  },
  {
    title: 'targets by load balancer alone',
    rows: 'MON-18',
    region: PRIMARY,
    alarm: alarmOn('AWS/ApplicationELB', 'UnHealthyHostCount', { LoadBalancer: BALANCER }),
    fault: 'AWS/ApplicationELB does not publish UnHealthyHostCount by LoadBalancer',
  },
  {
    title: 'targets by the ARN of the load balancer',
    rows: 'MON-19',
    region: PRIMARY,
    alarm: alarmOn('AWS/ApplicationELB', 'UnHealthyHostCount', { LoadBalancer: BALANCER_ARN, TargetGroup: TARGETS }),
    fault: `${BALANCER_ARN} is no LoadBalancer but another form of its name`,
  },
  {
    title: 'targets by the last part of the load balancer\'s ARN',
    rows: 'MON-19',
    region: PRIMARY,
    alarm: alarmOn('AWS/ApplicationELB', 'UnHealthyHostCount', { LoadBalancer: BALANCER_ARN.split(':').pop(), TargetGroup: TARGETS }),
    fault: 'loadbalancer/app/service/50dc6c495c0c9188 is no LoadBalancer but another form of its name',
  },
  {
    title: 'targets by a reference, which is the ARN',
    rows: 'MON-19',
    region: PRIMARY,
    alarm: alarmOn('AWS/ApplicationELB', 'UnHealthyHostCount', { LoadBalancer: BALANCER, TargetGroup: { Ref: 'Targets' } }),
    fault: '${Targets} is no TargetGroup but another form of its name',
  },
  {
    title: 'charges outside us-east-1',
    rows: 'COST-02',
    region: PRIMARY,
    alarm: alarmOn('AWS/Billing', 'EstimatedCharges', { Currency: 'USD' }),
    fault: `EstimatedCharges is published in us-east-1, not in ${PRIMARY}`,
  },
  {
    title: 'charges without a currency',
    rows: 'COST-02',
    region: 'us-east-1',
    alarm: alarmOn('AWS/Billing', 'EstimatedCharges', {}),
    fault: 'AWS/Billing does not publish EstimatedCharges by no dimension',
  },
  {
    title: 'copies of backups by the vault that they are made from',
    rows: 'MON-20',
    region: PRIMARY,
    alarm: alarmOn('AWS/Backup', 'NumberOfCopyJobsFailed', { BackupVaultName: 'vault-home' }),
    fault: `NumberOfCopyJobsFailed is published in the Region that copies, not in ${PRIMARY}`,
  },
  {
    title: 'a function of the other Region',
    rows: 'MON-14, MON-16',
    region: SECONDARY,
    alarm: alarmOn('AWS/Lambda', 'Throttles', { FunctionName: 'service-home' }),
    fault: `Throttles is published in ${PRIMARY}, not in ${SECONDARY}`,
  },
  {
    title: 'a state machine of the other Region',
    rows: 'MON-20',
    region: SECONDARY,
    alarm: alarmOn('AWS/States', 'ExecutionsFailed', { StateMachineArn: machineArn(PRIMARY, 'settle-home') }),
    fault: `ExecutionsFailed is published in ${PRIMARY}, not in ${SECONDARY}`,
  },
  {
    title: 'a state machine under the ARN of another Region',
    rows: 'MON-20',
    region: PRIMARY,
    alarm: alarmOn('AWS/States', 'ExecutionsFailed', { StateMachineArn: machineArn(SECONDARY, 'settle-home') }),
    fault: `nothing has the StateMachineArn ${machineArn(SECONDARY, 'settle-home')}`,
  },
  {
    title: 'a state machine that nobody has',
    rows: 'MON-20',
    region: PRIMARY,
    alarm: alarmOn('AWS/States', 'ExecutionsFailed', { StateMachineArn: machineArn(PRIMARY, 'settle') }),
    fault: `nothing has the StateMachineArn ${machineArn(PRIMARY, 'settle')}`,
  },
  {
    title: 'a state machine by its name',
    rows: 'MON-20',
    region: PRIMARY,
    alarm: alarmOn('AWS/States', 'ExecutionsFailed', { StateMachineName: 'settle-home' }),
    fault: 'AWS/States does not publish ExecutionsFailed by StateMachineName',
  },
  {
    title: 'a resource that the template does not have',
    rows: 'MON-20, MON-28',
    region: PRIMARY,
    alarm: alarmOn('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: { 'Fn::GetAtt': ['DeadLetters', 'QueueName'] } }),
    fault: 'nothing has the QueueName ${DeadLetters.QueueName}',
  },
  {
    title: 'a namespace that nobody publishes',
    rows: 'MON-20',
    region: PRIMARY,
    alarm: alarmOn('AWS/Aurora', 'CPUUtilization', { DBClusterIdentifier: 'orders-home' }),
    fault: 'no fact is known of the namespace AWS/Aurora',
  },
];
