import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as route53 from 'aws-cdk-lib/aws-route53';

/** Options of `EndpointHealth.metric()`. */
export interface EndpointMetricOptions {
  /**
   * What the other Region sees of the endpoint: one metric, published there at least every minute, with literal dimensions. Route 53
   * follows neither expressions nor high resolution: the period is a multiple of a minute, the statistic average, minimum, maximum, sum
   * or sample count, without a filter by unit.
   */
  readonly metric: cloudwatch.IMetric;
  /** The value that is compared with, in the unit of the metric. */
  readonly threshold: number;
  /** How the value compares with the threshold while the endpoint is NOT healthy. No anomaly detection. */
  readonly comparisonOperator: cloudwatch.ComparisonOperator;
  /**
   * How many periods in a row must compare so, each of them: Route 53 knows no "M out of N". All of them together span a day at most.
   * @default 2
   */
  readonly evaluationPeriods?: number;
  /**
   * What the endpoint is taken for while the metric has no data, as when the Region that publishes it is lost. `LAST_KNOWN_STATUS` is
   * meant for hours at most; `HEALTHY` leaves the decision to the latch for as long as it takes. `UNHEALTHY` is refused: the loss of the
   * Region that looks would then count as the loss of the one that it looks at.
   * @default InsufficientDataHealthStatusEnum.LAST_KNOWN_STATUS
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html#health-checks-creating-values-cloudwatch
   */
  readonly insufficientDataHealthStatus?: route53.InsufficientDataHealthStatusEnum;
}

/** How Route 53 learns whether a Region's endpoint is healthy. */
export class EndpointHealth {
  /** Route 53's health checkers ask it over the Internet, as `healthCheck` says. */
  public static healthCheckers(): EndpointHealth {
    return new EndpointHealth();
  }

  /**
   * A metric says it, for endpoints that no health checker can reach and for signals of several parts. The team publishes it in the
   * *other* Region, where the endpoint is seen from outside and the loss of its Region is noticed. The library makes the alarm
   * there, in the `recovery` stack, and the health check that follows it.
   *
   * Publish a value while the endpoint is healthy and another while it is not, never silence: missing data moves nothing.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-private-hosted-zones.html
   */
  public static metric(options: EndpointMetricOptions): EndpointHealth {
    return new EndpointHealth(options);
  }

  /**
   * The metric, none when health checkers ask.
   * @internal
   */
  public readonly _metric?: EndpointMetricOptions;

  private constructor(metric?: EndpointMetricOptions) {
    this._metric = metric;
  }
}

/** How Route 53 learns of each Region's endpoint. */
export interface EndpointHealthOptions {
  /**
   * The home Region's endpoint. A metric about it is published in the standby Region.
   * @default EndpointHealth.healthCheckers()
   */
  readonly primary?: EndpointHealth;
  /**
   * The standby Region's endpoint. A metric about it is published in the home Region.
   * @default EndpointHealth.healthCheckers()
   */
  readonly secondary?: EndpointHealth;
}
