import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose } from '../topology';
import { serviceRole } from '../topology/service-role';

/** Records the traffic of a VPC in an encrypted log group of its Region. */
export function recordTraffic(vpc: ec2.Vpc, topology: DrTopology, region: DrRegion, retention: logs.RetentionDays): void {
  const logGroup = new logs.LogGroup(vpc, 'flow-log-group', {
    retention,
    encryptionKey: topology.encryptionKey(region, KeyPurpose.LOGS).key,
    removalPolicy: topology.removalPolicy,
  });
  vpc.addFlowLog('flow-log', {
    destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup, writerRole(vpc, logGroup, topology, region)),
    trafficType: ec2.FlowLogTrafficType.ALL,
    maxAggregationInterval: ec2.FlowLogMaxAggregationInterval.TEN_MINUTES,
  });
}

/**
 * Only flow logs of this account and Region may use the role, which CDK's own does not say.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
function writerRole(vpc: ec2.Vpc, logGroup: logs.ILogGroup, topology: DrTopology, region: DrRegion): iam.IRole {
  const role = serviceRole(vpc, 'flow-log-role', {
    description: `Writes the flow log of ${topology.applicationName} ${topology.environmentName} in ${region.name}`,
    assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': topology.account },
        ArnLike: { 'aws:SourceArn': `arn:${topology.partition}:ec2:${region.name}:${topology.account}:vpc-flow-log/*` },
      },
    }),
    statements: [new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    })],
  });
  // CDK would add the same permissions, inline.
  return role.withoutPolicyUpdates();
}
