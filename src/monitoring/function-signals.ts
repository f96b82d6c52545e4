import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlertSeverity } from './alert-severity';
import { DashboardSection } from './dashboard-section';
import type { HealthSignal } from './health-signal';
import { anyOf, ONCE } from './signal-terms';
import type { DrRegion } from '../topology';

/** What the signals of a function rest on. */
export interface FunctionSignalProps {
  readonly dimensions: cloudwatch.DimensionsMap;
  readonly timeout: Duration;
  /** How much of the timeout a run may take. */
  readonly durationThresholdPercent: number;
  /** How many of 100 runs may fail. */
  readonly errorRateThreshold: number;
}

/** What is aimed at, in percent: drawn, while the alarm waits for what is worse. */
const ERROR_RATE_GOAL = 1;
const FIVE_MINUTES = Duration.minutes(5);

/**
 * The signals of a function of the workload.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function functionSignals(publishedIn: DrRegion, props: FunctionSignalProps): HealthSignal[] {
  const shared = { publishedIn, section: DashboardSection.WORKLOAD };
  const { dimensions, errorRateThreshold } = props;
  const [errors, invocations] = ['Errors', 'Invocations'].map(name => metricOf(dimensions, name, cloudwatch.Stats.SUM, FIVE_MINUTES));
  return [
    { ...shared, ...duration(props) },
    {
      ...shared,
      id: 'error-rate',
      description: `more than ${errorRateThreshold} % of its runs fail`,
      metric: new cloudwatch.MathExpression({
        // An idle function has neither errors nor invocations, and nothing is divided by nothing.
        expression: 'IF(invocations > 0, 100 * errors / invocations, 0)',
        usingMetrics: { errors, invocations },
        period: FIVE_MINUTES,
      }),
      graph: `Runs that fail (goal: below ${ERROR_RATE_GOAL} %)`,
      axisLabel: '%',
      goal: ERROR_RATE_GOAL,
      alarm: {
        threshold: errorRateThreshold,
        evaluationPeriods: 2,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
        severity: AlertSeverity.CRITICAL,
      },
    },
    { ...shared, ...throttles(dimensions) },
    ...concurrency(dimensions).map(signal => ({ ...shared, ...signal })),
  ];
}

type Part = Omit<HealthSignal, 'publishedIn' | 'section'>;

function duration({ dimensions, timeout, durationThresholdPercent }: FunctionSignalProps): Part {
  return {
    id: 'duration',
    description: `a run takes more than ${durationThresholdPercent} % of its timeout, which is ${timeout.toHumanString()}`,
    metric: metricOf(dimensions, 'Duration', cloudwatch.Stats.MAXIMUM, FIVE_MINUTES),
    graph: 'Longest run',
    axisLabel: 'ms',
    alarm: {
      threshold: timeout.toMilliseconds() * durationThresholdPercent / 100,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      severity: AlertSeverity.WARNING,
    },
  };
}

function throttles(dimensions: cloudwatch.DimensionsMap): Part {
  return {
    id: 'throttles',
    description: 'Lambda refuses to run it, for want of concurrency',
    metric: metricOf(dimensions, 'Throttles', cloudwatch.Stats.SUM),
    graph: 'Runs that Lambda refuses',
    alarm: anyOf(AlertSeverity.WARNING, ONCE),
  };
}

/** What the function uses, and what the whole account uses of its share in the Region. */
function concurrency(dimensions: cloudwatch.DimensionsMap): Part[] {
  return [
    { id: 'concurrency', description: 'runs at the same time', of: dimensions },
    { id: 'account-concurrency', description: 'runs of all functions of the account in this Region at the same time', of: {} },
  ].map(({ id, description, of }) => ({
    id, description, graph: 'Concurrent runs', metric: metricOf(of, 'ConcurrentExecutions', cloudwatch.Stats.MAXIMUM),
  }));
}

function metricOf(
  dimensionsMap: cloudwatch.DimensionsMap, metricName: string, statistic: string, period: Duration = Duration.minutes(1),
): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: 'AWS/Lambda', metricName, dimensionsMap, statistic, period });
}
