import { Annotations, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';

/** In rules of security groups, the sources that are every address. */
const EVERYONE: unknown[] = ['0.0.0.0/0', '::/0'];
const INSTEAD = 'Admit the security groups of its clients instead, and those in the other Region by crossRegionClients.';

/**
 * Puts the rules of both sides into the client's stack, whichever side is asked. CDK would put one of them here when asked on
 * this side, and this stack would wait for the client's, which waits for this one's endpoint.
 */
export class ClientSideConnections extends ec2.Connections {
  private clientWasAsked = false;

  constructor(private readonly region: DrRegion, props: ec2.ConnectionsProps & { readonly defaultPort: ec2.Port }) {
    super(props);
  }

  public allowFrom(other: ec2.IConnectable, portRange: ec2.Port, description?: string): void {
    this.refuseOtherRegion(other);
    if (!this.clientWasAsked) {
      this.warnOfAddresses(other);
      this.warnOfPorts(portRange);
      this.askClient(other, portRange, description);
    }
    if (this.clientWasAsked) {
      this.clientWasAsked = false;
      super.allowFrom(other, portRange, description);
    }
  }

  /** Adds the client's rule and asks here again, unless it was the client that asked first. */
  private askClient(other: ec2.IConnectable, portRange: ec2.Port, description?: string): void {
    this.clientWasAsked = true;
    try {
      other.connections.allowTo(this, portRange, description);
    } catch (error) {
      this.clientWasAsked = false;
      throw error;
    }
  }

  /** A peer without security groups is a source in itself. The id of a security group is one too, and a good one. */
  private warnOfAddresses(other: ec2.IConnectable): void {
    const source = other.connections.securityGroups.length === 0 ? sourceOf(other) : undefined;
    if (EVERYONE.includes(source)) {
      this.warn('databaseOpenToEveryone', `The database in ${this.region.name} admits every address that can route to it. ${INSTEAD}`);
    } else if (source !== undefined) {
      this.warn('databaseOpenByAddress', `The database in ${this.region.name} admits ${source}, whoever is there. ${INSTEAD}`);
    }
  }

  private warnOfPorts(portRange: ec2.Port): void {
    const asked: unknown[] = Object.values(portRange.toRuleJson());
    const own: unknown[] = Object.values(this.defaultPort!.toRuleJson());
    if (asked.some((part, index) => part !== own[index] && !Token.isUnresolved(part) && !Token.isUnresolved(own[index]))) {
      this.warn('databaseOpenOnOtherPorts', `Clients of the database in ${this.region.name} are admitted to port ${portRange}. It listens on `
        + `${this.defaultPort}, and on nothing else: use allowDefaultPortFrom, or allowToDefaultPort of the client.`);
    }
  }

  private warn(id: string, text: string): void {
    Annotations.of(this.securityGroups[0]).addWarningV2(`cdk-multi-region-dr:${id}`, text);
  }

  private refuseOtherRegion(other: ec2.IConnectable): void {
    const foreign = other.connections.securityGroups.find(group => differs(group.stack.region, this.region.name));
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

/** The addresses that a peer stands for, as far as it tells. */
function sourceOf(peer: ec2.IConnectable & Partial<ec2.IPeer>): string | undefined {
  const { cidrIp, cidrIpv6, sourcePrefixListId, sourceSecurityGroupId } = peer.toIngressRuleConfig?.() ?? {};
  const source = cidrIp ?? cidrIpv6 ?? sourcePrefixListId;
  if (source === undefined) {
    return sourceSecurityGroupId === undefined ? 'addresses' : undefined;
  }
  return Token.isUnresolved(source) ? 'addresses that are known after deployment' : source;
}
