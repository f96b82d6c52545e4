import type { Alarm, Configuration, HealthCheck } from './configuration';
import type { DataStream, Observed } from './observed';
import { refuseBy, unknown } from './rules';

const SECONDS_PER_MINUTE = 60;

const STATISTICS: { [name: string]: (values: readonly number[]) => number } = {
  Average: values => sum(values) / values.length,
  Maximum: values => Math.max(...values),
  Minimum: values => Math.min(...values),
  SampleCount: values => values.length,
  Sum: sum,
};

const COMPARISONS: { [operator: string]: (value: number, threshold: number) => boolean } = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

/** Whether the data of the alarm's metric leaves the check healthy, before any inversion; undefined before the first data. */
export function alarmHealthy({ id, config }: HealthCheck, { alarms }: Configuration, observed: Observed): boolean | undefined {
  const { Name, Region } = config.AlarmIdentifier;
  const alarm = alarms.find(({ region, properties }) => region === Region && properties.AlarmName === Name);
  if (alarm === undefined) {
    refuseBy('alarm-region', `health check "${id}", alarm "${Name}" in ${Region}`);
  }
  const { minutes } = streamOf(alarm, observed) ?? { minutes: [] };
  const now = breaching(alarm, minutes);
  if (now !== undefined) {
    return !now;
  }
  switch (config.InsufficientDataHealthStatus) {
    case 'Healthy': return true;
    case 'Unhealthy': return false;
    case 'LastKnownStatus': return lastKnown(alarm, minutes);
    default: return unknown(`health check "${id}" with InsufficientDataHealthStatus ${config.InsufficientDataHealthStatus}`);
  }
}

function lastKnown(alarm: Alarm, minutes: DataStream['minutes']): boolean | undefined {
  for (let end = minutes.length - 1; end > 0; end--) {
    const then = breaching(alarm, minutes.slice(0, end));
    if (then !== undefined) {
      return !then;
    }
  }
  return undefined;
}

/** Whether the newest data breaches the alarm's threshold; undefined when there is not enough. */
function breaching({ properties }: Alarm, minutes: DataStream['minutes']): boolean | undefined {
  const { statistic, compare } = supported(properties);
  const perPeriod = properties.Period / SECONDS_PER_MINUTE;
  const periods = Array.from({ length: properties.EvaluationPeriods }, (_, index) => {
    const end = minutes.length - index * perPeriod;
    return minutes.slice(Math.max(0, end - perPeriod), Math.max(0, end)).flat();
  });
  return periods.some(values => values.length === 0) ? undefined : periods.every(values => compare(statistic(values), properties.Threshold));
}

function supported(alarm: Alarm['properties']) {
  const what = `alarm "${alarm.AlarmName}"`;
  if (alarm.Metrics !== undefined) {
    refuseBy('alarm-math', what);
  }
  if (alarm.Period % SECONDS_PER_MINUTE !== 0) {
    refuseBy('alarm-resolution', what);
  }
  if ((alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods) !== alarm.EvaluationPeriods) {
    refuseBy('alarm-m-of-n', what);
  }
  if ((alarm.TreatMissingData ?? 'missing') !== 'missing') {
    refuseBy('alarm-treat-missing', what);
  }
  return {
    statistic: STATISTICS[alarm.Statistic] ?? refuseBy('alarm-statistic', what),
    compare: COMPARISONS[alarm.ComparisonOperator] ?? unknown(`${what} with ${alarm.ComparisonOperator}`),
  };
}

/** The alarm reads the metric of its own Region, with exactly its dimensions. */
function streamOf({ region, properties }: Alarm, { streams }: Observed): DataStream | undefined {
  const dimensions = (properties.Dimensions ?? []).map(({ Name, Value }: { Name: string; Value: string }) => `${Name}=${Value}`);
  return streams.find(stream => stream.region === region
    && stream.namespace === properties.Namespace
    && stream.metricName === properties.MetricName
    && Object.entries(stream.dimensions).map(([name, value]) => `${name}=${value}`).sort().join() === dimensions.sort().join());
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
