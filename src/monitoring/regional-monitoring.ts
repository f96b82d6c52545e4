import { Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { AlertTopics } from './alert-actions';
import { alertAction } from './alert-actions';
import type { AlertSeverity } from './alert-severity';
import type { SignalTaker } from './resource-watcher';
import { ResourceWatcher } from './resource-watcher';
import type {
  WatchFunctionOptions, WatchLoadBalancerOptions, WatchQueueOptions, WatchRuleOptions, WatchStateMachineOptions,
} from './watch-options';
import { watchFunction } from './watched-function';
import { watchApplicationLoadBalancer, watchNetworkLoadBalancer } from './watched-load-balancer';
import { watchQueue } from './watched-queue';
import { watchRule } from './watched-rule';
import { watchStateMachine } from './watched-state-machine';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';

/** The monitoring of one Region, for consumers in stacks of that Region. */
export class RegionalMonitoring {
  /** @internal */
  public static _of(
    owner: Construct, region: DrRegion, topics: AlertTopics, dashboard: cloudwatch.Dashboard, takeSignals: SignalTaker,
  ): RegionalMonitoring {
    return new RegionalMonitoring(owner, region, topics, dashboard, takeSignals);
  }

  /** The Region. */
  public readonly region: DrRegion;
  /** The dashboard in this Region. Add the workload's widgets to it. */
  public readonly dashboard: cloudwatch.Dashboard;

  private readonly watcher: ResourceWatcher;

  private constructor(
    private readonly owner: Construct,
    region: DrRegion,
    private readonly topics: AlertTopics,
    dashboard: cloudwatch.Dashboard,
    takeSignals: SignalTaker,
  ) {
    this.region = region;
    this.dashboard = dashboard;
    this.watcher = new ResourceWatcher(owner, region, takeSignals);
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
    const action = alertAction(this.topics, severity, alarm);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }

  /**
   * Watches a function of the workload: alarms on the share of its timeout that a run takes, on the share of its runs that fail, and on
   * runs that Lambda refuses; graphs of these and of its concurrency beside the account's.
   *
   * A function whose name is given is known by it in both Regions and to every stack; the alarms of any other are put into its own stack.
   *
   * @param fn a function, version or alias of this Region
   * @param options what to change of its limits
   * @throws ConfigurationError when it is in another Region or account, when its timeout is not known, when a limit cannot be one, and
   * when something else of the same kind has its id
   */
  public watchFunction(fn: lambda.IFunction, options: WatchFunctionOptions = {}): void {
    watchFunction(this.watcher, fn, options);
  }

  /**
   * Watches an Application Load Balancer: alarms on targets that do not pass their health check, and on none that does, for each target
   * group; graphs of these, of its errors and of the response time.
   *
   * @param loadBalancer a load balancer of this Region
   * @param targetGroups target groups that its listeners forward to, with health checks: those of a Lambda function are off by default
   * @param options what to change of its limits
   * @throws ConfigurationError when one is in another Region or account, when there is no target group, when a limit cannot be one, when
   * an imported one has another form than its ARN has, and when something else of the same kind has its id
   */
  public watchApplicationLoadBalancer(
    loadBalancer: elbv2.IApplicationLoadBalancer, targetGroups: elbv2.IApplicationTargetGroup[], options: WatchLoadBalancerOptions = {},
  ): void {
    watchApplicationLoadBalancer(this.watcher, loadBalancer, targetGroups, options);
  }

  /**
   * Watches a Network Load Balancer, as `watchApplicationLoadBalancer`, with graphs of its connections.
   *
   * @param loadBalancer a load balancer of this Region
   * @param targetGroups target groups that its listeners forward to
   * @param options what to change of its limits
   * @throws ConfigurationError as `watchApplicationLoadBalancer`
   */
  public watchNetworkLoadBalancer(
    loadBalancer: elbv2.INetworkLoadBalancer, targetGroups: elbv2.INetworkTargetGroup[], options: WatchLoadBalancerOptions = {},
  ): void {
    watchNetworkLoadBalancer(this.watcher, loadBalancer, targetGroups, options);
  }

  /**
   * Watches an EventBridge rule: an alarm on invocations of targets that failed for good; graphs of what it matched and handed on.
   *
   * @param rule a rule of this Region, on any event bus
   * @param options what to change of its limit
   * @throws ConfigurationError when it is in another Region or account, when a limit cannot be one, and when something else of the same
   * kind has its id
   */
  public watchRule(rule: events.IRule, options: WatchRuleOptions = {}): void {
    watchRule(this.watcher, rule, options);
  }

  /**
   * Watches a queue: graphs of what waits in it and for how long, with an alarm on each that has a limit; in a dead-letter queue any
   * message is one too many.
   *
   * @param queue a queue of this Region
   * @param options what is too much
   * @throws ConfigurationError when it is in another Region or account, when a limit cannot be one, and when something else of the same
   * kind has its id
   */
  public watchQueue(queue: sqs.IQueue, options: WatchQueueOptions = {}): void {
    watchQueue(this.watcher, queue, options);
  }

  /**
   * Watches a state machine: alarms on executions that failed, took too long or were aborted; graphs of these and of those begun.
   *
   * @param stateMachine a state machine of this Region
   * @param options what to change of its limit
   * @throws ConfigurationError when it is in another Region or account, when a limit cannot be one, and when something else of the same
   * kind has its id
   */
  public watchStateMachine(stateMachine: sfn.IStateMachine, options: WatchStateMachineOptions = {}): void {
    watchStateMachine(this.watcher, stateMachine, options);
  }
}
