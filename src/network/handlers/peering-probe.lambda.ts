import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { VpcPeeringConnection } from '@aws-sdk/client-ec2';
import { DescribeVpcPeeringConnectionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { peeringMetric } from './peering-metric';
import type { PeeringSettings } from './peering-settings';

/** A call that hangs is made again within the function's time, so that its end is an error with a name. */
const PATIENCE = { maxAttempts: 2, requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true } };
const ec2 = new EC2Client(PATIENCE);
const cloudWatch = new CloudWatchClient(PATIENCE);

/** Publishes whether this Region's VPC is connected to the other one's. When EC2 does not say, nothing is published, which is told as well. */
export async function handler(): Promise<void> {
  const settings: PeeringSettings = JSON.parse(process.env.PEERING_SETTINGS!);
  const connections = await connectionsOf(settings);
  const datum = peeringMetric(connections, settings, new Date());
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: settings.namespace, MetricData: [datum] }));
  console.log(JSON.stringify({
    message: 'peering probed',
    active: datum.Value === 1,
    connections: connections.map(({ VpcPeeringConnectionId: id, Status }) => ({ id, code: Status?.Code, reason: Status?.Message })),
  }));
}

/** By the own VPC: its id is known in its Region, that of the connection is not, and its tags are seen in the Region that requested it only. */
async function connectionsOf({ vpcId, end }: PeeringSettings): Promise<VpcPeeringConnection[]> {
  const connections: VpcPeeringConnection[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ec2.send(new DescribeVpcPeeringConnectionsCommand({ Filters: [{ Name: `${end}-vpc-info.vpc-id`, Values: [vpcId] }], NextToken }));
    connections.push(...page.VpcPeeringConnections ?? []);
    NextToken = page.NextToken;
  } while (NextToken);
  return connections;
}
