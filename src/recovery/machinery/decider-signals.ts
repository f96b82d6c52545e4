import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { DECISION_DIMENSION, DECISION_METRIC } from './decision-metrics';
import type { EveryMinute } from '../../lambda/every-minute';
import type { SignalOfMinute } from '../../lambda/every-minute-signals';
import { everyMinuteSignals } from '../../lambda/every-minute-signals';
import { AlertSeverity } from '../../monitoring/alert-severity';
import { anyOf, AT_ONCE, ONCE } from '../../monitoring/signal-terms';
import type { DrRegion, DrTopology } from '../../topology';
import { metricNamespace } from '../../topology/metric-namespace';
import { VERDICT_CODE } from '../decision/verdict';
import { TITLES } from '../renderings/runbook/titles';

/** Where a decider decides. */
export interface DeciderPlace {
  readonly topology: DrTopology;
  readonly region: DrRegion;
}

const SILENT_MINUTES = 3;
const MINUTE = Duration.minutes(1);

/** What tells that nobody decides, and that something was decided on which nobody acts. */
export function deciderSignals({ topology, region }: DeciderPlace, schedule: EveryMinute, eventRuleName: string): SignalOfMinute[] {
  const { name, peer } = region;
  const metric = (metricName: string, statistic: string) => new cloudwatch.Metric({
    namespace: metricNamespace(topology),
    metricName,
    dimensionsMap: { [DECISION_DIMENSION.name]: DECISION_DIMENSION.value },
    statistic,
    period: MINUTE,
    region: name,
  });
  return [
    {
      id: 'nobody-acts',
      description: `${name} should take over from ${peer.name} and automation may not or cannot, or ${name} is the active Region and does not serve. `
        + `The runbook says under "${TITLES.nobodyActs}" what to do, and by which command the log of ${schedule.functionName} says why, and which run it would be`,
      graph: 'Verdicts',
      axisLabel: Object.entries(VERDICT_CODE).map(([verdict, code]) => `${code} ${verdict}`).join(', '),
      metric: metric(DECISION_METRIC.verdict, cloudwatch.Stats.MAXIMUM),
      alarm: {
        threshold: VERDICT_CODE.page,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        ...ONCE,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
        severity: AlertSeverity.CRITICAL,
        // A lost Region sets off others before it.
        ownPage: true,
      },
    },
    {
      id: 'held-for-lost',
      description: `${name} holds ${peer.name} for lost, and is its standby`,
      graph: 'Regions held for lost',
      metric: metric(DECISION_METRIC.heldForLost, cloudwatch.Stats.MAXIMUM),
    },
    {
      id: 'decider-silent',
      description: `${name} has decided nothing for ${SILENT_MINUTES} minutes: it would not take over from ${peer.name}`,
      graph: 'Decisions',
      axisLabel: 'data points',
      metric: metric(DECISION_METRIC.verdict, cloudwatch.Stats.SAMPLE_COUNT),
      alarm: {
        threshold: 1,
        comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: SILENT_MINUTES,
        treatMissingData: cloudwatch.TreatMissingData.BREACHING,
        severity: AlertSeverity.CRITICAL,
        ownPage: true,
      },
    },
    ...everyMinuteSignals({ id: 'decider', undone: `${name} does not decide whether it takes over`, region, schedule }),
    {
      id: 'decision-event-not-delivered',
      description: `EventBridge cannot call ${schedule.functionName} by rule ${eventRuleName}: a decision waits up to a minute for the next call`,
      graph: 'Decider failures',
      metric: new cloudwatch.Metric({
        namespace: 'AWS/Events', metricName: 'FailedInvocations', dimensionsMap: { RuleName: eventRuleName }, statistic: cloudwatch.Stats.SUM, period: MINUTE, region: name,
      }),
      alarm: anyOf(AlertSeverity.WARNING, AT_ONCE),
    },
  ];
}
