import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { DECISION_DIMENSION, DECISION_METRIC } from './decision-metrics';
import type { RecoveryNames } from './recovery-names';
import type { SignalOfMinute } from '../../lambda/every-minute-signals';
import { AlertSeverity } from '../../monitoring/alert-severity';
import { anyOf, ONCE } from '../../monitoring/signal-terms';
import { metricNamespace } from '../../topology/metric-namespace';
import { STATUS_DIMENSION, STATUS_METRIC } from '../regional-state/status-metric';

const MINUTE = Duration.minutes(1);

const QUARTER = Duration.minutes(15);
const QUARTERS_OFF = 16;

/** A run that does not end tells nothing by itself until its time limit is over: whoever looks each minute tells of it. */
export function runUnderWaySignal({ topology, region: { name } }: RecoveryNames, longest: Duration): SignalOfMinute {
  return {
    id: 'run-under-way-too-long',
    description: `A run of ${name} has been under way for more than ${longest.toHumanString()}: its execution shows the step that it is in`,
    graph: 'Age of the run under way',
    axisLabel: 's',
    metric: new cloudwatch.Metric({
      namespace: metricNamespace(topology),
      metricName: DECISION_METRIC.runAge,
      dimensionsMap: { [DECISION_DIMENSION.name]: DECISION_DIMENSION.value },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: MINUTE,
      region: name,
    }),
    // What the run itself disturbs keeps the page busy.
    alarm: { ...anyOf(AlertSeverity.CRITICAL, ONCE), threshold: longest.toSeconds(), ownPage: true },
  };
}

/** After a run nothing begins by itself until somebody acknowledges it, in either Region; what is forgotten shows in the next loss. */
export function automationOffSignal({ topology, region: { name } }: RecoveryNames): SignalOfMinute {
  const metric = (metricName: string, statistic: string) => new cloudwatch.Metric({
    namespace: metricNamespace(topology),
    metricName,
    dimensionsMap: { [STATUS_DIMENSION.name]: STATUS_DIMENSION.value },
    statistic,
    period: QUARTER,
    region: name,
  });
  return {
    id: 'automation-off',
    description: `${name} has been disarmed, or blocked by a run that nobody acknowledged, for ${QUARTER.toMinutes() * QUARTERS_OFF / 60} hours: `
      + 'it would not take over by itself',
    graph: 'Automation off',
    axisLabel: '1 off',
    metric: new cloudwatch.MathExpression({
      label: 'automation off',
      expression: 'IF(armed < 1 OR blocked > 0, 1, 0)',
      usingMetrics: {
        armed: metric(STATUS_METRIC.armed, cloudwatch.Stats.MAXIMUM),
        blocked: metric(STATUS_METRIC.blocked, cloudwatch.Stats.MINIMUM),
      },
      period: QUARTER,
    }),
    // It stays until somebody comes: the page must not stay with it.
    alarm: { ...anyOf(AlertSeverity.WARNING, { evaluationPeriods: QUARTERS_OFF }), ownPage: true },
  };
}
