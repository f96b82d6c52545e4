import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSettings } from './followed-alarm';
import { metricOf, settingsDigest } from './followed-alarm';
import { LATCH_CLOSED, LATCH_OPEN } from './latch-settings';
import type { DrRegion, DrTopology } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';

/**
 * The switch by which a Region takes the traffic: a metric in that Region, an alarm on it, and health checks that follow the
 * alarm. Closing it needs nothing of the other Region and no control plane: one `PutMetricData` a minute in the Region that takes over.
 *
 * Route 53 follows the metric's data, not the alarm's state: `SetAlarmState` moves nothing.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export class FailoverLatch {
  /** @internal */
  public static _of(topology: DrTopology, component: string, region: DrRegion, settings: AlarmSettings): FailoverLatch {
    const alarmName = topology._name(NAME_KINDS.alarm, `${component}-latch-${settingsDigest(settings)}`, region);
    return new FailoverLatch(region, alarmName, settings);
  }

  /** The Region that takes the traffic with this latch. Metric and alarm are in it. */
  public readonly region: DrRegion;
  /** The alarm's name, known in every Region. It carries a digest of the alarm's settings. */
  public readonly alarmName: string;
  /** The metric's namespace, one per application and environment: permission to publish can be limited to it. */
  public readonly metricNamespace: string;
  /** The metric's name. */
  public readonly metricName: string;
  /** The metric's dimensions: all of them must be given with each data point. */
  public readonly dimensions: { [name: string]: string };
  /** The value that says: this Region answers. */
  public readonly closedValue: number = LATCH_CLOSED;
  /** The value that says: this Region has not taken over. */
  public readonly openValue: number = LATCH_OPEN;

  /** @internal */
  public readonly _settings: AlarmSettings;

  private constructor(region: DrRegion, alarmName: string, settings: AlarmSettings) {
    this.region = region;
    this.alarmName = alarmName;
    this.metricNamespace = settings.namespace;
    this.metricName = settings.metricName;
    this.dimensions = settings.dimensions;
    this._settings = settings;
  }

  /**
   * The metric as the alarm reads it: 1 while closed, 0 while open, no data while nobody publishes. Published in the latch's Region.
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html#health-checks-creating-values-cloudwatch
   */
  public metric(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return metricOf(this._settings, this.region.name).with(options);
  }
}
