import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { CheckMetric, checkMetrics } from './check-metrics';
import type { RegionChecks } from './failover-checks';
import type { FailoverLatch } from './failover-latch';
import { allowHealthCheckers } from './health-checker-access';
import type { HealthCheckerAccessOptions } from './health-checker-access-options';
import { ROUTE53_METRICS_REGION, ROUTE53_NAMESPACE } from './route53-metrics';
import type { DrRegion, DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';

/** @internal */
export interface RegionalDnsProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly domainName: string;
  readonly latch: FailoverLatch;
  readonly latchAlarm: cloudwatch.Alarm;
  /** The alarm that tells the health of the endpoint, where one does. */
  readonly endpointAlarm?: cloudwatch.Alarm;
  readonly checks: RegionChecks;
}

/** The failover record as one Region sees it. */
export class RegionalDns {
  /** @internal */
  public static _of(owner: Construct, props: RegionalDnsProps): RegionalDns {
    return new RegionalDns(owner, props);
  }

  /** The Region. */
  public readonly region: DrRegion;
  /**
   * The Region's own name, for example `api-us-east-1.example.com`: it leads to this Region whichever one is active, for probes
   * and for tests before traffic moves. The endpoint's certificate must cover it.
   */
  public readonly domainName: string;
  /** The latch that gives this Region the traffic. */
  public readonly latch: FailoverLatch;
  /**
   * The alarm of that latch, in the Region's `recovery` stack. It notifies nobody by itself: give it to
   * `DrMonitoring.addAlarm()` to have people told that the Region has taken over, by whatever means, and that it has given back.
   */
  public readonly latchAlarm: cloudwatch.Alarm;
  /**
   * The health check of this Region's endpoint. Its id is random: use it in `DrTopology.globalStack` only, where its metrics are
   * published, too.
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
   */
  public readonly endpointHealthCheck: route53.IHealthCheck;
  /** The health check of this Region's failover record: healthy while the record may answer. Use it in `DrTopology.globalStack` only. */
  public readonly recordHealthCheck: route53.IHealthCheck;

  /**
   * The alarm that tells the health of this Region's endpoint, in the *other* Region's `recovery` stack. Absent where health checkers ask
   * the endpoint. It notifies nobody by itself: give it to `DrMonitoring.addAlarm()`, with the other Region.
   */
  public readonly endpointAlarm?: cloudwatch.Alarm;

  private readonly topology: DrTopology;

  private admitsCheckersOnly = false;

  private constructor(private readonly owner: Construct, props: RegionalDnsProps) {
    this.topology = props.topology;
    this.region = props.region;
    this.domainName = props.domainName;
    this.latch = props.latch;
    this.latchAlarm = props.latchAlarm;
    this.endpointHealthCheck = props.checks.endpoint;
    this.recordHealthCheck = props.checks.answer;
    this.endpointAlarm = props.endpointAlarm;
  }

  /**
   * The names of the metrics that Route 53 publishes of the endpoint's health check, `HealthCheckStatus` always among them. The others
   * depend on how the endpoint is checked: only checkers measure times, and only HTTPS has a handshake. Ask when both endpoints are known.
   */
  public get healthCheckMetrics(): string[] {
    return checkMetrics(this.endpointHealthCheck);
  }

  /**
   * Whether the endpoint was opened to health checkers, which says that it is closed to others.
   * @internal
   */
  public get _admitsCheckersOnly(): boolean {
    return this.admitsCheckersOnly;
  }

  /**
   * Lets Route 53's health checkers in where this Region's endpoint is closed to the Internet otherwise: adds a rule to each security
   * group, for the list of checkers that AWS keeps in the Region and the port that the check asks.
   *
   * The list counts as 25 rules of the 60 that a security group takes by default. Its id is looked up when the Region's `data` stack is
   * created, so that the stack of the security group is deployed after that one.
   *
   * @param target what the endpoint stands behind, such as its load balancer or a security group
   * @throws ConfigurationError where a metric tells the endpoint's health, so that nobody asks it, and for a security group of another Region
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
   */
  public allowHealthCheckersTo(target: ec2.IConnectable, options: HealthCheckerAccessOptions = {}): void {
    if (this.endpointAlarm) {
      refuse(this.owner, {
        prop: `allowHealthCheckersTo of ${this.region.name}`,
        rule: 'a metric tells the health of this endpoint: no health checker asks it',
        remedy: `Leave the call out, or leave endpointHealth.${this.region.role} to health checkers`,
      });
    }
    this.admitsCheckersOnly = true;
    const { topology, region, endpointHealthCheck: check } = this;
    allowHealthCheckers(this.owner, { ...options, topology, region, check, target });
  }

  /**
   * Whether the endpoint is healthy: 1, or 0 when it is not. Published in us-east-1, wherever the Region is; its dimension is a random
   * id, so alarms on it are in `DrTopology.globalStack`. They tell people: recovery must not wait for them.
   * @default - minimum over 1 minute
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
   */
  public metricHealthCheckStatus(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(CheckMetric.STATUS, { statistic: cloudwatch.Stats.MINIMUM, ...options });
  }

  /**
   * Whether this Region's record may answer: 1, or 0 when it may not. Where it is published, see `metricHealthCheckStatus`.
   * @default - minimum over 1 minute
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
   */
  public metricRecordHealthCheckStatus(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    const dimensionsMap = { HealthCheckId: this.recordHealthCheck.healthCheckId };
    return this.metric(CheckMetric.STATUS, { statistic: cloudwatch.Stats.MINIMUM, dimensionsMap, ...options });
  }

  /**
   * How many of the health checkers, in percent, find the endpoint healthy. Above 18 the check is healthy. Where it is published, see
   * `metricHealthCheckStatus`.
   * @throws ConfigurationError where no checker looks: the endpoint's health is told by a metric
   * @default - average over 1 minute
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
   */
  public metricHealthCheckPercentageHealthy(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(CheckMetric.PERCENTAGE_HEALTHY, options);
  }

  /**
   * The time, in milliseconds, that health checkers take to connect to the endpoint by TCP. Where it is published, see
   * `metricHealthCheckStatus`.
   * @throws ConfigurationError where it is not measured: see `healthCheckMetrics`
   * @default - average over 1 minute
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-check-latency.html
   */
  public metricConnectionTime(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(CheckMetric.CONNECTION_TIME, options);
  }

  /**
   * The time, in milliseconds, that health checkers take for the TLS handshake. Where it is published, see `metricHealthCheckStatus`.
   * @throws ConfigurationError where it is not measured: see `healthCheckMetrics`
   * @default - average over 1 minute
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-check-latency.html
   */
  public metricSSLHandshakeTime(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(CheckMetric.SSL_HANDSHAKE_TIME, options);
  }

  /**
   * The time, in milliseconds, until health checkers have the first byte of the answer. Where it is published, see
   * `metricHealthCheckStatus`.
   * @throws ConfigurationError where it is not measured: see `healthCheckMetrics`
   * @default - average over 1 minute
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-check-latency.html
   */
  public metricTimeToFirstByte(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(CheckMetric.TIME_TO_FIRST_BYTE, options);
  }

  private metric(metricName: CheckMetric, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    const published = this.healthCheckMetrics;
    if (!published.includes(metricName)) {
      refuse(this.owner, {
        prop: `metric "${metricName}" of ${this.region.name}`,
        rule: `Route 53 publishes no such metric of this endpoint's health check, only ${published.join(', ')}`,
        remedy: 'Ask healthCheckMetrics first, or change how the endpoint is checked',
      });
    }
    return new cloudwatch.Metric({
      namespace: ROUTE53_NAMESPACE,
      metricName,
      dimensionsMap: { HealthCheckId: this.endpointHealthCheck.healthCheckId },
      statistic: cloudwatch.Stats.AVERAGE,
      period: Duration.minutes(1),
      region: ROUTE53_METRICS_REGION,
      ...options,
    });
  }
}
