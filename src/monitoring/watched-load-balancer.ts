import { Arn, ArnFormat, Duration, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AlertSeverity } from './alert-severity';
import { DashboardSection } from './dashboard-section';
import type { HealthSignal } from './health-signal';
import type { ResourceWatcher } from './resource-watcher';
import type { WatchLoadBalancerOptions } from './watch-options';
import { refuse } from '../topology/configuration-error';

/** What differs between the kinds of load balancer. */
interface Kind {
  readonly namespace: string;
  /** How the full name of one begins. */
  readonly prefix: string;
  /** What is shown of the load balancer itself. */
  readonly shown: readonly Shown[];
}

interface Shown {
  readonly id: string;
  readonly description: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly graph: string;
  readonly axisLabel?: string;
}

const ERRORS = { statistic: cloudwatch.Stats.SUM, graph: 'Answers with an error' };

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
const APPLICATION: Kind = {
  namespace: 'AWS/ApplicationELB',
  prefix: 'app',
  shown: [
    { ...ERRORS, id: 'errors', description: 'answers 5xx of the load balancer itself', metricName: 'HTTPCode_ELB_5XX_Count' },
    { ...ERRORS, id: 'target-errors', description: 'answers 5xx of its targets', metricName: 'HTTPCode_Target_5XX_Count' },
    {
      id: 'response-time',
      description: 'time until a target answers, which 99 of 100 requests stay below',
      metricName: 'TargetResponseTime',
      statistic: cloudwatch.Stats.p(99),
      graph: 'Response time of targets',
      axisLabel: 'seconds',
    },
  ],
};

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html */
const NETWORK: Kind = {
  namespace: 'AWS/NetworkELB',
  prefix: 'net',
  shown: [
    { id: 'flows', description: 'open connections', metricName: 'ActiveFlowCount', statistic: cloudwatch.Stats.AVERAGE, graph: 'Open connections' },
    {
      id: 'resets',
      description: 'connections that the load balancer resets',
      metricName: 'TCP_ELB_Reset_Count',
      statistic: cloudwatch.Stats.SUM,
      graph: 'Connections reset',
    },
  ],
};

type LoadBalancer = elbv2.IApplicationLoadBalancer | elbv2.INetworkLoadBalancer;

/** Watches an Application Load Balancer and target groups of it. */
export function watchApplicationLoadBalancer(
  watcher: ResourceWatcher,
  loadBalancer: elbv2.IApplicationLoadBalancer,
  targetGroups: elbv2.IApplicationTargetGroup[],
  options: WatchLoadBalancerOptions,
): void {
  watchLoadBalancer(watcher, APPLICATION, loadBalancer, targetGroups, options);
}

/** Watches a Network Load Balancer and target groups of it. */
export function watchNetworkLoadBalancer(
  watcher: ResourceWatcher, loadBalancer: elbv2.INetworkLoadBalancer, targetGroups: elbv2.INetworkTargetGroup[], options: WatchLoadBalancerOptions,
): void {
  watchLoadBalancer(watcher, NETWORK, loadBalancer, targetGroups, options);
}

function watchLoadBalancer(
  watcher: ResourceWatcher, kind: Kind, loadBalancer: LoadBalancer, targetGroups: elbv2.ITargetGroup[], options: WatchLoadBalancerOptions,
): void {
  const { unhealthyHosts = 1, healthyHosts = 1 } = options;
  watcher.requireNumber({ prop: 'unhealthyHosts', value: unhealthyHosts, atLeast: 1 });
  watcher.requireNumber({ prop: 'healthyHosts', value: healthyHosts, atLeast: 1 });
  requireTargets(watcher, targetGroups);
  const LoadBalancer = fullNameOf(watcher, kind, loadBalancer);
  watcher.watch({
    kind: 'load-balancer', prop: 'loadBalancer', resource: loadBalancer, options, signals: loadBalancerSignals(watcher, kind, { LoadBalancer }),
  });
  targetGroups.forEach((targetGroup, index) => {
    const prop = `targetGroups[${index}]`;
    const TargetGroup = targetGroupName(watcher, prop, targetGroup);
    targetGroup.node.addValidation({ validate: () => uncheckedTargets(targetGroup) });
    watcher.watch({
      kind: 'target-group',
      prop,
      resource: targetGroup,
      options: { id: options.id && (targetGroups.length > 1 ? `${options.id}-${index + 1}` : options.id) },
      signals: targetSignals(watcher, kind.namespace, { LoadBalancer, TargetGroup }, { unhealthyHosts, healthyHosts }),
    });
  });
}

function loadBalancerSignals({ region }: ResourceWatcher, { namespace, shown }: Kind, dimensionsMap: cloudwatch.DimensionsMap): HealthSignal[] {
  return shown.map(({ metricName, statistic, ...signal }) => ({
    ...signal,
    publishedIn: region,
    section: DashboardSection.WORKLOAD,
    metric: new cloudwatch.Metric({ namespace, metricName, dimensionsMap, statistic, period: Duration.minutes(1) }),
  }));
}

/** Each is published for a load balancer and a target group together, and for neither alone. */
function targetSignals(
  { region: publishedIn }: ResourceWatcher, namespace: string, dimensionsMap: cloudwatch.DimensionsMap, limits: Required<Omit<WatchLoadBalancerOptions, 'id'>>,
): HealthSignal[] {
  const shared = { publishedIn, section: DashboardSection.WORKLOAD, graph: 'Targets' };
  // The maximum in both: a node of the load balancer may know nothing of the targets of another Availability Zone.
  const hosts = (metricName: string) =>
    new cloudwatch.Metric({ namespace, metricName, dimensionsMap, statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(1) });
  return [{
    ...shared,
    id: 'unhealthy-hosts',
    description: 'targets do not pass their health check',
    metric: hosts('UnHealthyHostCount'),
    alarm: {
      threshold: limits.unhealthyHosts,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      severity: AlertSeverity.WARNING,
    },
  }, {
    ...shared,
    id: 'healthy-hosts',
    description: limits.healthyHosts === 1 ? 'no target passes its health check' : `fewer than ${limits.healthyHosts} targets pass their health check`,
    metric: hosts('HealthyHostCount'),
    alarm: {
      threshold: limits.healthyHosts,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 2,
      // A load balancer that nobody asks anything reports little: silence is no proof of trouble.
      treatMissingData: cloudwatch.TreatMissingData.MISSING,
      severity: AlertSeverity.CRITICAL,
    },
  }];
}

function requireTargets({ owner }: ResourceWatcher, targetGroups: elbv2.ITargetGroup[]): void {
  if (targetGroups.length === 0) {
    refuse(owner, {
      prop: 'targetGroups',
      value: '[]',
      rule: 'the health of targets is published for a load balancer and a target group together, so that there is none to watch',
      remedy: 'Give the target groups that the listeners forward to',
    });
  }
}

/** By a metric, since only that has the full name whether the load balancer is created here or elsewhere. */
function fullNameOf(watcher: ResourceWatcher, { prefix }: Kind, loadBalancer: LoadBalancer): string {
  const name: string = loadBalancer.metrics.custom('RequestCount').dimensions!.LoadBalancer as string;
  return requireFullName(watcher, 'loadBalancer', name, prefix);
}

/** The whole last part of the ARN, of which CDK has no attribute for a target group that was created elsewhere. */
function targetGroupName(watcher: ResourceWatcher, prop: string, targetGroup: elbv2.ITargetGroup): string {
  if (targetGroup instanceof elbv2.TargetGroupBase) {
    return targetGroup.targetGroupFullName;
  }
  const { account, region, resource } = Arn.split(targetGroup.targetGroupArn, ArnFormat.NO_RESOURCE_NAME);
  watcher.requireHere(prop, targetGroup, { account: account!, region: region! });
  return requireFullName(watcher, prop, resource, 'targetgroup');
}

/** CloudWatch knows neither the ARN nor what follows its last colon: an alarm on one of those never has data. */
function requireFullName({ owner }: ResourceWatcher, prop: string, name: string, prefix: string): string {
  if (!Token.isUnresolved(name) && !new RegExp(`^${prefix}/[^/]+/[0-9a-f]+$`).test(name)) {
    refuse(owner, {
      prop,
      value: `"${name}"`,
      rule: `its metrics are published under its full name, which has the form ${prefix}/<name>/<id>`,
      remedy: `Import it by its ARN, which ends in ${prefix === 'targetgroup' ? '' : 'loadbalancer/'}${prefix}/<name>/<id>`,
    });
  }
  return name;
}

/**
 * Without health checks no health is published. Those of a Lambda function are off unless they are switched on, which is known when all
 * targets are there.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#enable-health-checks-lambda
 */
function uncheckedTargets({ node: { defaultChild } }: elbv2.ITargetGroup): string[] {
  if (!(defaultChild instanceof elbv2.CfnTargetGroup)) {
    return [];
  }
  const { targetType, healthCheckEnabled } = Stack.of(defaultChild).resolve({
    targetType: defaultChild.targetType, healthCheckEnabled: defaultChild.healthCheckEnabled,
  }) as { targetType?: string; healthCheckEnabled?: boolean };
  return healthCheckEnabled ?? targetType !== elbv2.TargetType.LAMBDA
    ? []
    : ['The health of these targets is watched, and it is published only where health checks are enabled: set healthCheck: { enabled: true }'];
}
