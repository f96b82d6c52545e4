import { Duration, Fn } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { AlertSeverity } from './alert-severity';
import { DashboardSection } from './dashboard-section';
import type { ResourceWatcher } from './resource-watcher';
import { literal } from './resource-watcher';
import { anyOf, ONCE } from './signal-terms';
import type { WatchRuleOptions } from './watch-options';

/**
 * Watches a rule: what it matched, what it handed on, and what it could not hand on.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export function watchRule(watcher: ResourceWatcher, rule: events.IRule, options: WatchRuleOptions): void {
  const { failedInvocationsThreshold: threshold = 0 } = options;
  watcher.requireNumber({ prop: 'failedInvocationsThreshold', value: threshold, atLeast: 0 });
  const dimensionsMap = dimensionsOf(rule);
  const signal = (id: string, metricName: string, description: string, graph: string) => ({
    id,
    description,
    graph,
    publishedIn: watcher.region,
    section: DashboardSection.WORKLOAD,
    metric: new cloudwatch.Metric({ namespace: 'AWS/Events', metricName, dimensionsMap, statistic: cloudwatch.Stats.SUM, period: Duration.minutes(1) }),
  });
  watcher.watch({
    kind: 'rule',
    prop: 'rule',
    resource: rule,
    options,
    signals: [
      { ...signal('matches', 'TriggeredRules', 'events that the rule matched', 'Events matched and handed on') },
      { ...signal('invocations', 'Invocations', 'targets that were invoked', 'Events matched and handed on') },
      {
        ...signal('failed-invocations', 'FailedInvocations', 'a target could not be invoked, and the event is lost to it', 'Events that could not be handed on'),
        alarm: { ...anyOf(AlertSeverity.CRITICAL, ONCE), threshold },
      },
    ],
  });
}

/** The name alone stands for a rule of the default event bus. */
function dimensionsOf(rule: events.IRule): cloudwatch.DimensionsMap {
  const { defaultChild } = rule.node;
  return defaultChild instanceof events.CfnRule ? dimensionsOfOwn(defaultChild) : dimensionsOfImported(rule.ruleName);
}

/**
 * Of a rule on another bus than the default one, CloudFormation makes a reference to "bus|rule".
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1131
 */
function dimensionsOfOwn({ eventBusName, name, ref }: events.CfnRule): cloudwatch.DimensionsMap {
  const given = literal(name);
  if (eventBusName === undefined) {
    return { RuleName: given ?? ref };
  }
  const bus = eventBusName.split('/').pop()!;
  return bus === 'default' ? { RuleName: given ?? ref } : { EventBusName: bus, RuleName: given ?? Fn.select(1, Fn.split('|', ref)) };
}

/** What an ARN ends with: "rule" on the default bus, "bus/rule" on another. */
function dimensionsOfImported(ruleName: string): cloudwatch.DimensionsMap {
  const [RuleName, EventBusName] = ruleName.split('/').reverse();
  return EventBusName === undefined ? { RuleName } : { EventBusName, RuleName };
}
