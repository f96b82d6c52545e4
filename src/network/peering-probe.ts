import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { PeeringProbeFunction } from './handlers/peering-probe-function';
import type { PeeringSettings } from './handlers/peering-settings';
import type { LinkEnd } from './link-end';
import { peeringSignals } from './peering-signals';
import { isLiteral } from './vpc-addresses';
import { EveryMinute } from '../lambda/every-minute';
import type { HealthSignal } from '../monitoring/health-signal';
import type { DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { metricNamespace } from '../topology/metric-namespace';

export interface PeeringProbeProps {
  readonly topology: DrTopology;
  /** The side that looks. */
  readonly own: LinkEnd;
  readonly peer: LinkEnd;
}

/** Shorter than the schedule, so that no two run at a time. */
const TIMEOUT = Duration.seconds(30);

const DESCRIBE = 'ec2:DescribeVpcPeeringConnections';

/**
 * Looks at the peering connection every minute, from one of its ends: AWS has neither a metric nor an event of its state. Each Region
 * asks EC2 of its own, so that neither needs the other to see that it is cut off.
 *
 * Beside the VPC that the library created: an export of its id would hold on to it when it is replaced. The id of a VPC that was brought
 * along is read where whatever that VPC's stack waits for can come first.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcPeeringConnections.html
 */
export class PeeringProbe extends Construct {
  private readonly schedule: EveryMinute;

  constructor(private readonly network: Construct, private readonly props: PeeringProbeProps) {
    const { topology, own: { region, vpc, inFoundation } } = props;
    super(topology._scope(network, 'network', region, inFoundation ? StackLayer.FOUNDATION : StackLayer.RECOVERY), 'peering-probe');
    this.schedule = new EveryMinute(this, 'schedule', {
      topology,
      region,
      component: `${network.node.id}/peering-probe`,
      description: `Looks from ${region.name} whether the VPCs are connected`,
      statements: [new iam.PolicyStatement({ actions: [DESCRIBE], resources: ['*'], conditions: { StringEquals: { 'ec2:Region': region.name } } })],
      wildcardReason: `${DESCRIBE} has no resource-level permission; the condition ec2:Region narrows it`,
      timeout: TIMEOUT,
    });
    this.schedule.call(new PeeringProbeFunction(this, 'handler', {
      ...this.schedule.functionOptions,
      environment: { PEERING_SETTINGS: JSON.stringify(this.settings(vpc.vpcId)) },
    }));
  }

  /** What tells that the Regions are cut off from each other, and that nobody looks. */
  public healthSignals(): HealthSignal[] {
    const { topology, own: { region } } = this.props;
    return peeringSignals({ region, namespace: metricNamespace(topology), network: this.network.node.id, schedule: this.schedule });
  }

  private settings(vpcId: string): PeeringSettings {
    const { topology, own, peer } = this.props;
    return {
      namespace: metricNamespace(topology),
      network: this.network.node.id,
      vpcId,
      end: own.region === topology.primary ? 'requester' : 'accepter',
      peerRegion: peer.region.name,
      peerBlocks: peer.cidrBlocks.filter(isLiteral),
    };
  }
}
