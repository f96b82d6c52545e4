import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IListener, ILoadBalancerV2 } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnLoadBalancer, IpAddressType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import type { EndpointFacts } from './endpoint-facts';

/** Options of an endpoint that an alias record can point at. */
export interface AliasEndpointOptions {
  /**
   * Whether the endpoint also answers over IPv6: it then gets AAAA records beside the A records. Both Regions must agree.
   * @default - what the load balancer is known to be configured for; for any other target `false`
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover-alias.html
   */
  readonly ipv6?: boolean;
}

/** Options of a load balancer as endpoint. */
export interface LoadBalancerEndpointOptions extends AliasEndpointOptions {
  /**
   * The listener that clients use, created by this app: health checkers ask by its protocol and port. One of protocol TCP hands both
   * HTTPS and HTTP through to the targets: then `healthCheck.protocol` decides. Not needed where a metric tells the health.
   * @default - what `healthCheck` says: HTTPS on port 443
   */
  readonly listener?: IListener;
}

/**
 * Where one Region's traffic goes. It must answer HTTPS on port 443, unless `healthCheck` or a listener says otherwise, for the record's
 * name and for the Region's own name alike. Route 53 checks it from the Internet, its health checkers being outside of any VPC, unless
 * `endpointHealth` has a metric for it.
 */
export class RegionalEndpoint {
  /**
   * An Application or Network Load Balancer of that Region and of the topology's account, reached by alias records. Internet-facing, unless
   * a metric tells its health.
   *
   * One that this app creates must have a listener that answers the checks when the app is synthesised: on port 443 HTTPS, or TLS or
   * TCP. Import it where another app adds the listeners.
   *
   * @param loadBalancer the load balancer, created or imported
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-router-firewall-rules.html
   */
  public static loadBalancer(loadBalancer: ILoadBalancerV2, options: LoadBalancerEndpointOptions = {}): RegionalEndpoint {
    // Application and Network Load Balancers have these properties, the interface that they share has not.
    const { ipAddressType, vpc } = loadBalancer as ILoadBalancerV2 & { readonly ipAddressType?: IpAddressType; readonly vpc?: IVpc };
    const resource = loadBalancer.node.defaultChild;
    return new RegionalEndpoint({
      kind: 'alias',
      target: new targets.LoadBalancerTarget(loadBalancer),
      ipv4: ipAddressType !== IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4,
      ipv6: options.ipv6 ?? ipAddressType === IpAddressType.DUAL_STACK,
      region: loadBalancer.env.region,
      account: loadBalancer.env.account,
      stack: loadBalancer.stack,
      vpcStack: vpc?.stack,
      ownLoadBalancer: CfnLoadBalancer.isCfnLoadBalancer(resource) ? resource : undefined,
      listener: options.listener,
    });
  }

  /**
   * Anything of that Region that an alias record can point at, such as a Regional custom domain name of API Gateway
   * (see `aws-cdk-lib/aws-route53-targets`). Its own health is not evaluated.
   *
   * @param target the alias target
   */
  public static alias(target: route53.IAliasRecordTarget, options: AliasEndpointOptions = {}): RegionalEndpoint {
    return new RegionalEndpoint({ kind: 'alias', target, ipv4: true, ipv6: options.ipv6 ?? false });
  }

  /**
   * A host name of that Region, reached by CNAME records. Not for a record at the zone's apex, where DNS allows no CNAME.
   *
   * @param hostName the fully qualified name, for example `ingress.us-east-1.example.net`
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat
   */
  public static hostName(hostName: string): RegionalEndpoint {
    return new RegionalEndpoint({ kind: 'host name', hostName });
  }

  /** @internal */
  public readonly _facts: EndpointFacts;

  private constructor(facts: EndpointFacts) {
    this._facts = facts;
  }
}
