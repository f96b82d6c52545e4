import { Aws, Duration, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { InsufficientDataHealthStatusEnum } from 'aws-cdk-lib/aws-route53';
import { seenFromOutside, seenMetric } from './fixture';
import type { EndpointMetricOptions, FailoverDnsOptions } from '../../src/dns';
import type { BadInput } from '../support/bad-inputs';
import { ACCOUNT, PRIMARY, SECONDARY } from '../support/environment';

type Row = BadInput<Partial<FailoverDnsOptions>>;

const OTHER_ACCOUNT = '222222222222';

/** A check of the home Region's endpoint by a metric of the standby Region. */
export const seen = (options: Partial<EndpointMetricOptions>) => ({ endpointHealth: { primary: seenFromOutside(options) } });
const METRIC = 'endpointHealth.primary.metric';
const LITERAL = {
  prop: METRIC,
  rule: 'the name of the alarm carries a digest of its settings, because Route 53 does not notice changed ones',
  remedy: 'Write it literally',
};
const PERIOD = {
  prop: `${METRIC}.period`,
  rule: 'Route 53 follows metrics of standard resolution, minute by minute',
  remedy: 'Use Duration.minutes(1) or a multiple',
};
const STATISTIC = {
  prop: `${METRIC}.statistic`,
  rule: 'Route 53 follows alarms on Average, Minimum, Maximum, Sum, SampleCount',
  remedy: 'Use one of cloudwatch.Stats.AVERAGE, MINIMUM, MAXIMUM, SUM and SAMPLE_COUNT',
};
const placed = (own: string, observer: string) => ({
  rule: `the alarm is in ${observer}, which sees ${own} from outside and is there when it is lost, and reads metrics of its own Region only`,
  remedy: `Publish in ${observer} what it sees of the endpoint of ${own}`,
});
const THRESHOLD = {
  prop: 'endpointHealth.primary.threshold',
  rule: 'a metric is compared with a number, which the name of the alarm carries in its digest',
  remedy: 'Write a number',
};
const periods = (atMost: number) => ({
  prop: 'endpointHealth.primary.evaluationPeriods',
  rule: `an alarm looks at 1 period or more, and at a day at most, here ${atMost} periods`,
  remedy: 'Write a whole number: traffic waits until so many periods in a row are bad',
});

/** Metrics that Route 53 cannot follow, or that would be silent when they are needed. */
export const BAD_METRICS: Row[] = [
  {
    title: 'a metric that the checked Region publishes itself',
    options: seen({ metric: seenMetric({ region: PRIMARY }) }),
    prop: `${METRIC}.region`,
    value: `"${PRIMARY}"`,
    ...placed(PRIMARY, SECONDARY),
  },
  {
    title: 'a metric of a third Region about the standby',
    options: { endpointHealth: { secondary: seenFromOutside({ metric: seenMetric({ region: 'eu-west-3' }) }) } },
    prop: 'endpointHealth.secondary.metric.region',
    value: '"eu-west-3"',
    ...placed(SECONDARY, PRIMARY),
  },
  {
    title: 'a metric of another account',
    options: seen({ metric: seenMetric({ account: OTHER_ACCOUNT }) }),
    prop: `${METRIC}.account`,
    value: `"${OTHER_ACCOUNT}"`,
    rule: `Route 53 follows no alarm of another account, and the alarm is in account ${ACCOUNT}`,
    remedy: 'Publish the metric in that account',
  },
  {
    title: 'a math expression',
    options: seen({ metric: new cloudwatch.MathExpression({ expression: 'errors / 100', usingMetrics: { errors: seenMetric() } }) }),
    prop: METRIC,
    value: 'errors / 100',
    rule: 'Route 53 follows an alarm on one metric, not one on an expression',
    remedy: 'Publish the result of the expression as a metric of its own, and give that',
  },
  { title: 'a namespace of another stack', options: seen({ metric: seenMetric({ namespace: Aws.STACK_NAME }) }), value: 'namespace not known at synthesis', ...LITERAL },
  { title: 'a metric name of another stack', options: seen({ metric: seenMetric({ metricName: Aws.STACK_NAME }) }), value: 'metricName not known at synthesis', ...LITERAL },
  {
    title: 'a dimension of another stack',
    options: seen({ metric: seenMetric({ dimensionsMap: { Canary: Aws.STACK_NAME } }) }),
    value: 'dimension "Canary" not known at synthesis',
    ...LITERAL,
  },
  { title: 'a percentile', options: seen({ metric: seenMetric({ statistic: cloudwatch.Stats.p(99) }) }), value: '"p99"', ...STATISTIC },
  { title: 'high resolution', options: seen({ metric: seenMetric({ period: Duration.seconds(10) }) }), value: '10 seconds', ...PERIOD },
  { title: 'half a minute', options: seen({ metric: seenMetric({ period: Duration.seconds(30) }) }), value: '30 seconds', ...PERIOD },
  {
    title: 'a period known only at deployment',
    options: seen({ metric: unresolvedPeriod() }),
    value: 'not known at synthesis',
    ...PERIOD,
  },
  {
    title: 'a filter by unit',
    options: seen({ metric: seenMetric({ unit: cloudwatch.Unit.COUNT }) }),
    prop: `${METRIC}.unit`,
    value: '"Count"',
    rule: 'Route 53 does not filter by unit, so that alarm and check would see different data',
    remedy: 'Leave the unit out, and publish the metric with one unit only',
  },
  { title: 'no number as threshold', options: seen({ threshold: NaN }), value: 'NaN', ...THRESHOLD },
  {
    title: 'a threshold known only at deployment',
    options: seen({ threshold: Token.asNumber({ Ref: 'Threshold' }) }),
    value: 'not known at synthesis',
    ...THRESHOLD,
  },
  {
    title: 'anomaly detection',
    options: seen({ comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD }),
    prop: 'endpointHealth.primary.comparisonOperator',
    value: 'GreaterThanUpperThreshold',
    rule: 'Route 53 follows no alarm on anomalies',
    remedy: 'Compare with a threshold: greater or less, or equal',
  },
  { title: 'no period', options: seen({ evaluationPeriods: 0 }), value: '0', ...periods(1440) },
  { title: 'half a period', options: seen({ evaluationPeriods: 1.5 }), value: '1.5', ...periods(1440) },
  {
    title: 'more than a day',
    options: seen({ evaluationPeriods: 289, metric: seenMetric({ period: Duration.minutes(5) }) }),
    value: '289',
    ...periods(288),
  },
  {
    title: 'an endpoint that is unhealthy when its observer is lost',
    options: seen({ insufficientDataHealthStatus: InsufficientDataHealthStatusEnum.UNHEALTHY }),
    prop: 'endpointHealth.primary.insufficientDataHealthStatus',
    value: 'UNHEALTHY',
    rule: `the metric has no data while ${SECONDARY} is lost, and traffic would leave the endpoint of ${PRIMARY} for that Region`,
    remedy: 'Use LAST_KNOWN_STATUS or HEALTHY, and publish a value of its own while the endpoint is not healthy',
  },
  {
    title: 'settings of health checkers that nobody would use',
    options: { endpointHealth: { primary: seenFromOutside(), secondary: seenFromOutside() }, healthCheck: {} },
    prop: 'healthCheck',
    rule: 'metrics tell the health of both endpoints, so no health checker would ask as it says',
    remedy: 'Leave it out, or leave one of endpointHealth.primary and endpointHealth.secondary to health checkers',
  },
];

function unresolvedPeriod(): cloudwatch.IMetric {
  const metricStat = { ...seenMetric().toMetricConfig().metricStat!, period: Duration.seconds(Token.asNumber({ Ref: 'Period' })) };
  return { toMetricConfig: () => ({ metricStat }) };
}
