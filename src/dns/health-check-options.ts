import type { Duration } from 'aws-cdk-lib';

/**
 * How Route 53 checks the endpoint of each Region: HTTPS on port 443 of the Region's own name, with SNI, latency measured.
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
}
