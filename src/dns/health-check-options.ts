import type { Duration } from 'aws-cdk-lib';
import type { HealthCheckProtocol } from './health-check-protocol';

/**
 * How Route 53's health checkers ask the endpoint of each Region, by the Region's own name.
 *
 * Neither `disabled` nor `inverted` is offered. Route 53 takes a disabled check for healthy, so that nothing fails over, and
 * CloudFormation cannot disable one. An inverted check calls a working endpoint dead. To move traffic by hand, close a latch.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
 */
export interface HealthCheckOptions {
  /**
   * The path to request, beginning with `/`, at most 255 characters. The answer must come within 2 seconds; 200 to 399 is healthy,
   * a redirect too. Choose a shallow one that needs neither database nor other services: a dependency that both Regions share
   * would make both look dead. Include the stage when it is part of the URL.
   * @default '/health'
   */
  readonly path?: string;
  /**
   * How often each health checker asks: 10 or 30 seconds. Changing it later replaces the health check.
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;
  /**
   * How many answers in a row must differ before the status changes, 1 to 10.
   * @default 3
   */
  readonly failureThreshold?: number;
  /**
   * Text that the body must have to be healthy, 1 to 255 characters, upper and lower case as written. It is looked for in the first
   * 5,120 bytes, which must come within 2 seconds after the status. Adding or removing it later replaces the health check.
   * @default - the status of the answer alone decides
   */
  readonly searchString?: string;
  /**
   * The Regions from which health checkers ask, at least three of us-east-1, us-west-1, us-west-2, eu-west-1, ap-southeast-1,
   * ap-southeast-2, ap-northeast-1 and sa-east-1. Fewer see less: an endpoint is healthy while more than 18 % of the checkers say so.
   * They have nothing to do with the two Regions of the topology.
   * @default - all of them
   */
  readonly regions?: string[];
  /**
   * Whether checkers measure the times that `RegionalDns.metricConnectionTime` and its like show. AWS bills it as an optional feature of
   * the check. Changing it later replaces the health check.
   * @default true
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-check-latency.html
   */
  readonly measureLatency?: boolean;
  /**
   * How checkers ask. HTTP is reported by a warning: nothing is encrypted, and a redirect to HTTPS looks healthy whatever is behind it.
   * Changing it later replaces the health check.
   * @default - what the endpoint's `listener` speaks when one is given, otherwise HTTPS
   */
  readonly protocol?: HealthCheckProtocol;
  /**
   * The port that checkers connect to, 1 to 65535. 80 is refused for HTTPS, 443 for HTTP, and the port of a database for both. With
   * another port than the protocol's own, the `Host` header carries it.
   * @default - the port of the endpoint's `listener` when one is given, otherwise 443 for HTTPS and 80 for HTTP
   */
  readonly port?: number;
}
