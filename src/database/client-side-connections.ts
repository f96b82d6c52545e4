import { Annotations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';

/**
 * Puts the rules of both sides into the client's stack, whichever side is asked. CDK would put one of them here when asked on
 * this side, and this stack would wait for the client's, which waits for this one's endpoint.
 */
export class ClientSideConnections extends ec2.Connections {
  private clientWasAsked = false;

  constructor(private readonly region: DrRegion, props: ec2.ConnectionsProps) {
    super(props);
  }

  public allowFrom(other: ec2.IConnectable, portRange: ec2.Port, description?: string): void {
    this.refuseOtherRegion(other);
    this.warnOfEveryone(other);
    if (!this.clientWasAsked) {
      this.clientWasAsked = true;
      // Adds the client's rule and asks here again, unless it was the client that asked first.
      other.connections.allowTo(this, portRange, description);
    }
    if (this.clientWasAsked) {
      this.clientWasAsked = false;
      super.allowFrom(other, portRange, description);
    }
  }

  /** Security groups are asked for no addresses: only a peer without them names some. */
  private warnOfEveryone(other: ec2.IConnectable): void {
    if ([ec2.Peer.anyIpv4(), ec2.Peer.anyIpv6()].some(({ uniqueId }) => uniqueId === (other as Partial<ec2.IPeer>).uniqueId)) {
      Annotations.of(this.securityGroups[0]).addWarningV2('cdk-multi-region-dr:databaseOpenToEveryone',
        `The database in ${this.region.name} admits every address that can route to it. Admit the security groups of its clients instead, and `
        + 'those in the other Region by crossRegionClients.');
    }
  }

  private refuseOtherRegion(other: ec2.IConnectable): void {
    const foreign = other.connections.securityGroups.find(group => group.stack.region !== this.region.name);
    if (foreign) {
      refuse(foreign, {
        prop: 'connections',
        value: `a client in ${foreign.stack.region}`,
        rule: `a security group of another Region cannot be referenced, and this database listens in ${this.region.name}`,
        remedy: 'Let the clients of each Region use the handle of their own Region: forRegion(region)',
      });
    }
  }
}
