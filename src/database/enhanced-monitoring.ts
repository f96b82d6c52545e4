import type { Duration } from 'aws-cdk-lib';
import { Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';
import { serviceRole } from '../topology/service-role';

/** In seconds. */
const INTERVALS = [0, 1, 5, 10, 15, 30, 60];
/** The log group of a Region and account that all databases share. Its streams have the random ids of instances. */
const LOG_GROUP = 'RDSOSMetrics';
/** Those of the AWS managed policy AmazonRDSEnhancedMonitoringRole, which opens every log group that begins with RDS, in every Region. */
const ACTIONS = [
  'logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:GetLogEvents',
];

/** Refuses an interval that RDS does not know. */
export function validateMonitoringInterval(scope: IConstruct, interval: Duration): void {
  if (!interval.isUnresolved() && !INTERVALS.includes(interval.toSeconds({ integral: false }))) {
    refuse(scope, {
      prop: 'monitoringInterval',
      value: interval.toHumanString(),
      rule: 'RDS reads the operating system every 1, 5, 10, 15, 30 or 60 seconds, or not at all',
      remedy: 'Write for example Duration.seconds(60), or Duration.seconds(0) to turn enhanced monitoring off',
    });
  }
}

/** What CDK's cluster is given for enhanced monitoring: nothing when it is off. */
export function enhancedMonitoring(
  scope: Construct, topology: DrTopology, region: DrRegion, interval: Duration,
): { monitoringInterval?: Duration; monitoringRole?: iam.IRole } {
  const isOff = !interval.isUnresolved() && interval.toSeconds() === 0;
  return isOff ? {} : { monitoringInterval: interval, monitoringRole: createRole(scope, topology, region) };
}

/**
 * The role by which RDS writes what it reads. Its trust is narrowed as AWS advises: the instances have random names, so that the
 * pattern ends at the Region's instances.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Monitoring.OS.Enabling.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSEnhancedMonitoringRole.html
 */
function createRole(scope: Construct, topology: DrTopology, region: DrRegion): iam.Role {
  const { partition, account } = topology;
  const logGroup = `arn:${partition}:logs:${region.name}:${account}:log-group:${LOG_GROUP}`;
  const role = serviceRole(scope, 'monitoring-role', {
    description: `Writes the metrics of database instances' operating systems in ${region.name}`,
    assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        StringLike: { 'aws:SourceArn': `arn:${partition}:rds:${region.name}:${account}:db:*` },
      },
    }),
    statements: [new iam.PolicyStatement({ actions: ACTIONS, resources: [logGroup, `${logGroup}:*`] })],
    removalPolicy: topology.removalPolicy,
  });
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${logGroup}:*]`,
    reason: `RDS names the log streams in ${LOG_GROUP} after the random ids of instances`,
  });
  return role;
}
