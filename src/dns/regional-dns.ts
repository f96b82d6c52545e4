import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { RegionChecks } from './failover-checks';
import type { FailoverLatch } from './failover-latch';
import type { DrRegion } from '../topology';

/** A latch and the alarm on it. */
interface AlarmedLatch {
  readonly latch: FailoverLatch;
  readonly alarm: cloudwatch.Alarm;
}

/** The failover record as one Region sees it. */
export class RegionalDns {
  /** @internal */
  public static _of(region: DrRegion, domainName: string, latch: AlarmedLatch, checks: RegionChecks): RegionalDns {
    return new RegionalDns(region, domainName, latch, checks);
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

  private constructor(region: DrRegion, domainName: string, { latch, alarm }: AlarmedLatch, checks: RegionChecks) {
    this.region = region;
    this.domainName = domainName;
    this.latch = latch;
    this.latchAlarm = alarm;
    this.endpointHealthCheck = checks.endpoint;
    this.recordHealthCheck = checks.answer;
  }
}
