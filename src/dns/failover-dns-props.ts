import type { Duration } from 'aws-cdk-lib';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { EndpointHealthOptions } from './endpoint-health';
import type { HealthCheckOptions } from './health-check-options';
import type { RoutingPolicy } from './routing-policy';
import type { TrafficShift } from './traffic-shift';
import type { DrTopology } from '../topology';

/** What failover by DNS is about, apart from where it is built. */
export interface FailoverDnsOptions {
  /**
   * The zone of the record. Its id and name must be known at synthesis, because records in several Regions use them: import it by
   * `HostedZone.fromHostedZoneAttributes` or `.fromLookup`. For a public zone of your own consider
   * `acceleratedRecoveryEnabled`: recovery here does not need it, but changing records while us-east-1 is lost does.
   *
   * A public zone, unless metrics tell the health of both endpoints: health checkers find no name of a private one, which cannot be told
   * from a public one when it is imported. Associate a private one with the VPCs of clients in both Regions.
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/accelerated-recovery.html
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-private-hosted-zones.html
   */
  readonly hostedZone: route53.IHostedZone;
  /**
   * What clients ask for: in full when it ends with the zone's name, otherwise relative to the zone, such as `api`. The zone's own
   * name makes a record at its apex. A name of another zone is taken for a relative one, with a warning when it looks like a full
   * name, unless it ends with a dot: then it is refused.
   */
  readonly recordName: string;
  /**
   * How Route 53's health checkers ask the endpoint of each Region.
   * @default - `/health` by HTTPS on port 443 every 10 seconds, 3 answers in a row change the status
   */
  readonly healthCheck?: HealthCheckOptions;
  /**
   * How Route 53 learns of each endpoint's health, for endpoints that its health checkers cannot reach or that need more than they see.
   * @default - health checkers ask the endpoints of both Regions
   */
  readonly endpointHealth?: EndpointHealthOptions;
  /**
   * How Route 53 chooses between the two Regions. Changing it later is refused by Route 53 while records of the other kind exist: remove
   * the construct in one deployment and add it in the next, or give the new one another record name.
   * @default RoutingPolicy.failover()
   */
  readonly routingPolicy?: RoutingPolicy;
  /**
   * For how long resolvers may keep an answer, 0 seconds or more; above 60 it is reported by a warning. For endpoints by
   * `RegionalEndpoint.hostName()` only: alias records have the TTL of what they lead to, 60 seconds for a load balancer, and it is refused.
   * @default Duration.seconds(60)
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover.html
   */
  readonly ttl?: Duration;
  /**
   * Who moves traffic to the other Region.
   * @default TrafficShift.byPlan()
   */
  readonly trafficShift?: TrafficShift;
}

/** Properties of `FailoverDns`. */
export interface FailoverDnsProps extends FailoverDnsOptions {
  /** The two Regions. Handed-over topologies need a `globalStack`. */
  readonly topology: DrTopology;
}
