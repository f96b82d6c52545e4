import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { DecisionSignal } from './decision-signal';
import type { ProbeDepth } from './probe-depth';
import type { AlarmTerm } from '../monitoring/alarm-term';
import type { DrRegion } from '../topology';

/** @internal */
export interface RegionalDetectionProps {
  readonly region: DrRegion;
  readonly decisionAlarm: cloudwatch.CompositeAlarm;
  readonly decisionAlarmName: string;
  readonly endpointAlarms: cloudwatch.Alarm[];
  readonly addSignal: (alarm: cloudwatch.IAlarm, meaning: DecisionSignal) => void;
  readonly alarmNames: () => string[];
  readonly ownAlarmNames: () => string[];
  readonly bothFail: () => AlarmTerm | undefined;
  readonly metric: (probed: DrRegion, depth: ProbeDepth, options?: cloudwatch.MetricOptions) => cloudwatch.Metric;
}

/** What one Region sees of both, and what it concludes about the other. */
export class RegionalDetection {
  /** @internal */
  public static _of(props: RegionalDetectionProps): RegionalDetection {
    return new RegionalDetection(props);
  }

  /** The Region that looks. */
  public readonly region: DrRegion;
  /**
   * In ALARM while this Region holds the other one for lost and itself for fit to take over. It says nothing of whether anybody may act on
   * it: which Region is active, and whether recovery is armed, is in the recovery state. Never silent: a drill must see it.
   */
  public readonly decisionAlarm: cloudwatch.CompositeAlarm;
  /** The name of `decisionAlarm`, known at synthesis. */
  public readonly decisionAlarmName: string;
  /**
   * The alarms on the probes of both Regions, of high resolution: six periods of 10 seconds. Empty where nothing is probed.
   */
  public readonly endpointAlarms: cloudwatch.Alarm[];

  private constructor(private readonly props: RegionalDetectionProps) {
    this.region = props.region;
    this.decisionAlarm = props.decisionAlarm;
    this.decisionAlarmName = props.decisionAlarmName;
    this.endpointAlarms = props.endpointAlarms;
  }

  /**
   * Lets an alarm of yours join this Region's decision to leave the other one. Add one like it in the other Region.
   *
   * @param alarm an alarm in this Region, known to be healthy when nothing is wrong: one that has no data never confirms anything. Give it a
   * name (`alarmName`): recovery is then not armed before the alarm is `OK`
   * @param meaning what the alarm means to the decision
   * @throws ConfigurationError when the alarm is in another Region or account, joins twice, or is in a stack that cannot be deployed first
   */
  public addSignal(alarm: cloudwatch.IAlarm, meaning: DecisionSignal): void {
    this.props.addSignal(alarm, meaning);
  }

  /**
   * What must be `OK` for this Region to be armed, by name, asked at synthesis: the decision alarm, the alarms on probes, and the alarms that
   * joined, as far as their names are literal.
   *
   * @internal
   */
  public _alarmNames(): string[] {
    return this.props.alarmNames();
  }

  /**
   * The alarms on probes of this Region's own endpoint, by name. Empty where it is not probed.
   *
   * @internal
   */
  public _ownAlarmNames(): string[] {
    return this.props.ownAlarmNames();
  }

  /**
   * True while the other Region fails and this one is not fit to take over, so that `decisionAlarm` says nothing. Absent where that can never
   * be told. Asked at synthesis: signals may join.
   *
   * @internal
   */
  public _bothFail(): AlarmTerm | undefined {
    return this.props.bothFail();
  }

  /**
   * Whether a probe from this Region fails: 1, or 0 while the endpoint works. No data means that nobody probes, not 0.
   *
   * @param probed the Region that is asked
   * @param depth how far the probe looks
   * @default - maximum over 10 seconds
   * @throws ConfigurationError where that probe is not made
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html#high-resolution-metrics
   */
  public metricEndpointFailed(probed: DrRegion, depth: ProbeDepth, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.props.metric(probed, depth, options);
  }
}
