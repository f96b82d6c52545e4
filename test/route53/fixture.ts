import type { Answer } from './answers';
import { answersTo } from './answers';
import type { Alarm, Configuration, HealthCheck, RecordSet } from './configuration';
import { healthCheckHealthy } from './health-checks';
import type { DataStream, Endpoint, HttpAnswer, Observed } from './observed';
import { answering } from './observed';
import type { RuleId } from './rules';
import { RULES } from './rules';

export const ZONE = 'ZONE';
export const NOTHING: Observed = { endpoints: {}, streams: [] };

/** A test of one rule; `rules.test.ts` sees that none is left out. */
export function proves(rule: RuleId, prove: () => void): void {
  test(`Route 53: ${RULES[rule].says}`, prove);
}

/** A record `www.example.com` unless it says otherwise. */
export function record(properties: Partial<RecordSet> = {}): RecordSet {
  return { zoneId: ZONE, name: 'www.example.com', type: 'A', values: ['192.0.2.1'], ...properties };
}

export function aliasTo(target: string, evaluated: boolean, zoneId = ZONE): Partial<RecordSet> {
  return { values: [], alias: { zoneId, target, evaluated } };
}

/** A check of `<id>.example.com` that looks for a page, unless it says otherwise. */
export function check(id: string, config: HealthCheck['config'] = {}): HealthCheck {
  return { id, config: { Type: 'HTTPS', FullyQualifiedDomainName: `${id}.example.com`, ...config } };
}

export function configuration(parts: { records?: RecordSet[]; checks?: HealthCheck[]; alarms?: Alarm[] }): Configuration {
  const { records = [], checks = [], alarms = [] } = parts;
  return { records, healthChecks: new Map(checks.map(each => [each.id, each])), alarms };
}

/** Endpoints that work, by the ids of their checks. */
export function up(...ids: string[]): Observed {
  return { endpoints: Object.fromEntries(ids.map(id => [`${id}.example.com`, answering(['/'])])), streams: [] };
}

/** Whether a check named `endpoint` is healthy. */
export function endpointCheck(config: HealthCheck['config'], endpoint: Endpoint | undefined): boolean {
  const observed: Observed = { endpoints: endpoint === undefined ? {} : { 'endpoint.example.com': endpoint }, streams: [] };
  return healthCheckHealthy('endpoint', configuration({ checks: [check('endpoint', config)] }), observed);
}

/** Whether such a check is healthy where the endpoint gives this answer. */
export function endpointThatAnswers(answer: Partial<HttpAnswer>, config: HealthCheck['config'] = {}): boolean {
  return endpointCheck(config, answering(['/'], answer));
}

/** Whether a check of an alarm is healthy. The alarm says that the maximum of a minute reached 1, unless its properties say otherwise. */
export function alarmCheck(
  minutes: DataStream['minutes'],
  alarm: Alarm['properties'] = {},
  config: HealthCheck['config'] = {},
  stream: Partial<DataStream> = {},
): boolean {
  const alarms: Alarm[] = [{
    region: 'eu-west-1',
    properties: {
      AlarmName: 'switch',
      Namespace: 'App',
      MetricName: 'Switch',
      Dimensions: [{ Name: 'A', Value: '1' }, { Name: 'B', Value: '2' }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      ...alarm,
    },
  }];
  const streams = [{ region: 'eu-west-1', namespace: 'App', metricName: 'Switch', dimensions: { B: '2', A: '1' }, minutes, ...stream }];
  const checks = [check('alarm', {
    Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: 'switch', Region: 'eu-west-1' }, InsufficientDataHealthStatus: 'LastKnownStatus', ...config,
  })];
  return healthCheckHealthy('alarm', configuration({ checks, alarms }), { endpoints: {}, streams });
}

/** What clients get who ask for an A record of `www.example.com`: probabilities by the last thing on the way. */
export function answered(parts: { records: RecordSet[]; checks?: HealthCheck[] }, observed: Observed = NOTHING, type = 'A'): { [last: string]: number } {
  const lastOf = ({ path }: Answer) => path[path.length - 1];
  return Object.fromEntries(answersTo('WWW.example.com.', type, configuration(parts), observed).map(answer => [lastOf(answer), answer.probability]));
}
