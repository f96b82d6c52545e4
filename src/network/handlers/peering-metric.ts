import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { VpcPeeringConnection, VpcPeeringConnectionVpcInfo } from '@aws-sdk/client-ec2';
import type { PeeringSettings } from './peering-settings';

/** The name of the metric: 1 while private traffic can flow between the Regions, 0 while it cannot. */
export const PEERING_ACTIVE = 'PeeringActive';

/**
 * The data point of a moment. A connection that is not there is not active: one that was deleted is forgotten by AWS after a while.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle
 */
export function peeringMetric(connections: readonly VpcPeeringConnection[], settings: PeeringSettings, at: Date): MetricDatum {
  return {
    MetricName: PEERING_ACTIVE,
    Dimensions: [{ Name: 'Network', Value: settings.network }],
    Timestamp: at,
    Value: Number(connections.some(connection => connection.Status?.Code === 'active' && leadsToPeer(connection, settings))),
  };
}

/** A VPC may have connections to further VPCs, of the other Region, too. */
function leadsToPeer(connection: VpcPeeringConnection, { end, peerRegion, peerBlocks }: PeeringSettings): boolean {
  const peer = end === 'requester' ? connection.AccepterVpcInfo : connection.RequesterVpcInfo;
  return peer?.Region === peerRegion && (peerBlocks.length === 0 || blocksOf(peer).some(block => peerBlocks.includes(block)));
}

function blocksOf({ CidrBlock, CidrBlockSet = [] }: VpcPeeringConnectionVpcInfo): string[] {
  return [CidrBlock, ...CidrBlockSet.map(({ CidrBlock: block }) => block)].filter(block => block !== undefined);
}
