import { Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { AlertSeverity } from './alert-severity';
import type { AlertTopic } from './alert-topic';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';

type AlertTopics = Readonly<Record<AlertSeverity, AlertTopic>>;

/** The monitoring of one Region, for consumers in stacks of that Region. */
export class RegionalMonitoring {
  /** @internal */
  public static _of(owner: Construct, region: DrRegion, topics: AlertTopics, dashboard: cloudwatch.Dashboard): RegionalMonitoring {
    return new RegionalMonitoring(owner, region, topics, dashboard);
  }

  /** The Region. */
  public readonly region: DrRegion;
  /** The dashboard in this Region. Add the workload's widgets to it. */
  public readonly dashboard: cloudwatch.Dashboard;

  private constructor(private readonly owner: Construct, region: DrRegion, private readonly topics: AlertTopics, dashboard: cloudwatch.Dashboard) {
    this.region = region;
    this.dashboard = dashboard;
  }

  /** The topic of a severity in this Region. Subscribe whoever lives in this Region; send the Region's own events to it. */
  public topic(severity: AlertSeverity): sns.ITopic {
    return this.topics[severity].byName;
  }

  /**
   * Sends an alarm of this Region, and its return to normal, to the topic of a severity.
   *
   * @param alarm a metric alarm or composite alarm in a stack of this Region
   * @param severity how urgent the alarm is
   * @throws ConfigurationError when the alarm is in another Region: an alarm can only notify a topic of its own
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  public addAlarm(alarm: cloudwatch.AlarmBase, severity: AlertSeverity): void {
    const { account, region } = Stack.of(alarm);
    if (differs(region, this.region.name) || differs(account, this.region.env.account!)) {
      refuse(this.owner, {
        prop: 'alarm',
        value: `"${alarm.node.path}" in ${account}/${region}`,
        rule: `an alarm can only notify a topic of its own Region and account, and this is the monitoring of ${this.region.name}`,
        remedy: 'Use the monitoring of the alarm\'s Region: forRegion(region).addAlarm(...)',
      });
    }
    const { topic, byName } = this.topics[severity];
    const action = new SnsAction(alarm.stack === topic.stack ? topic : byName);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
