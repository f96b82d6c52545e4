import { Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { IConstruct } from 'constructs';
import type { EndpointMetricOptions } from './endpoint-health';
import type { AlarmSettings } from './followed-alarm';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';

const DAY_IN_SECONDS = 86400;
const STATISTICS: string[] = [
  cloudwatch.Stats.AVERAGE, cloudwatch.Stats.MINIMUM, cloudwatch.Stats.MAXIMUM, cloudwatch.Stats.SUM, cloudwatch.Stats.SAMPLE_COUNT,
];
const OPERATORS = [
  cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
  cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
  cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
];

/**
 * The alarm by which the health of a Region's endpoint is known, or a refusal of what Route 53 cannot follow. What decides the alarm's
 * state decides its name, too, so all of it is known at synthesis.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html#health-checks-creating-values-cloudwatch
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_CloudWatchAlarmConfiguration.html
 */
export function endpointAlarmSettings(scope: IConstruct, region: DrRegion, options: EndpointMetricOptions): AlarmSettings {
  const rules = new MetricRules(scope, `endpointHealth.${region.role}`);
  const stat = rules.single(options.metric);
  rules.place(stat, region);
  rules.readable(stat);
  const { threshold, comparisonOperator, evaluationPeriods = 2 } = options;
  rules.alarm(stat, { threshold, comparisonOperator, evaluationPeriods });
  return {
    namespace: stat.namespace,
    metricName: stat.metricName,
    dimensions: Object.fromEntries((stat.dimensions ?? []).map(({ name, value }) => [name, `${value}`])),
    statistic: stat.statistic,
    period: stat.period,
    threshold,
    comparisonOperator,
    evaluationPeriods,
    treatMissingData: cloudwatch.TreatMissingData.MISSING,
  };
}

/** What a check that follows the alarm says without data. */
export function withoutData(scope: IConstruct, region: DrRegion, options: EndpointMetricOptions): route53.InsufficientDataHealthStatusEnum {
  const status = options.insufficientDataHealthStatus ?? route53.InsufficientDataHealthStatusEnum.LAST_KNOWN_STATUS;
  if (status === route53.InsufficientDataHealthStatusEnum.UNHEALTHY) {
    refuse(scope, {
      prop: `endpointHealth.${region.role}.insufficientDataHealthStatus`,
      value: 'UNHEALTHY',
      rule: `the metric has no data while ${region.peer.name} is lost, and traffic would leave the endpoint of ${region.name} for that Region`,
      remedy: 'Use LAST_KNOWN_STATUS or HEALTHY, and publish a value of its own while the endpoint is not healthy',
    });
  }
  return status;
}

type MetricStat = cloudwatch.MetricStatConfig;
type Judged = Pick<AlarmSettings, 'threshold' | 'comparisonOperator' | 'evaluationPeriods'>;

class MetricRules {
  constructor(private readonly scope: IConstruct, private readonly prop: string) {}

  public single(metric: cloudwatch.IMetric): MetricStat {
    return metric.toMetricConfig().metricStat ?? this.reject('metric', `${metric}`, {
      rule: 'Route 53 follows an alarm on one metric, not one on an expression',
      remedy: 'Publish the result of the expression as a metric of its own, and give that',
    });
  }

  public place({ account, region: published }: MetricStat, region: DrRegion): void {
    const { env: { account: own }, peer } = region;
    if (differs(account, own!)) {
      this.reject('metric.account', `"${account}"`, {
        rule: `Route 53 follows no alarm of another account, and the alarm is in account ${own}`,
        remedy: 'Publish the metric in that account',
      });
    }
    if (differs(published, peer.name)) {
      this.reject('metric.region', `"${published}"`, {
        rule: `the alarm is in ${peer.name}, which sees ${region.name} from outside and is there when it is lost, and reads metrics of its own Region only`,
        remedy: `Publish in ${peer.name} what it sees of the endpoint of ${region.name}`,
      });
    }
  }

  public readable({ namespace, metricName, dimensions = [], statistic, period, unitFilter }: MetricStat): void {
    const texts = { namespace, metricName, ...Object.fromEntries(dimensions.map(({ name, value }) => [`dimension "${name}"`, value])) };
    for (const [part, text] of Object.entries(texts)) {
      if (Token.isUnresolved(text)) {
        this.reject('metric', `${part} not known at synthesis`, {
          rule: 'the name of the alarm carries a digest of its settings, because Route 53 does not notice changed ones',
          remedy: 'Write it literally',
        });
      }
    }
    if (!STATISTICS.includes(statistic)) {
      this.reject('metric.statistic', `"${statistic}"`, {
        rule: `Route 53 follows alarms on ${STATISTICS.join(', ')}`,
        remedy: 'Use one of cloudwatch.Stats.AVERAGE, MINIMUM, MAXIMUM, SUM and SAMPLE_COUNT',
      });
    }
    if (period.isUnresolved() || period.toMilliseconds() % 60000 !== 0) {
      this.reject('metric.period', period.isUnresolved() ? 'not known at synthesis' : `${period.toMilliseconds() / 1000} seconds`, {
        rule: 'Route 53 follows metrics of standard resolution, minute by minute',
        remedy: 'Use Duration.minutes(1) or a multiple',
      });
    }
    if (unitFilter !== undefined) {
      this.reject('metric.unit', `"${unitFilter}"`, {
        rule: 'Route 53 does not filter by unit, so that alarm and check would see different data',
        remedy: 'Leave the unit out, and publish the metric with one unit only',
      });
    }
  }

  public alarm({ period }: MetricStat, { threshold, comparisonOperator, evaluationPeriods }: Judged): void {
    if (Token.isUnresolved(threshold) || !Number.isFinite(threshold)) {
      this.reject('threshold', Token.isUnresolved(threshold) ? 'not known at synthesis' : `${threshold}`, {
        rule: 'a metric is compared with a number, which the name of the alarm carries in its digest',
        remedy: 'Write a number',
      });
    }
    if (!OPERATORS.includes(comparisonOperator)) {
      this.reject('comparisonOperator', comparisonOperator, {
        rule: 'Route 53 follows no alarm on anomalies',
        remedy: 'Compare with a threshold: greater or less, or equal',
      });
    }
    if (!Number.isInteger(evaluationPeriods) || evaluationPeriods < 1 || evaluationPeriods * period.toSeconds() > DAY_IN_SECONDS) {
      this.reject('evaluationPeriods', `${evaluationPeriods}`, {
        rule: `an alarm looks at 1 period or more, and at a day at most, here ${DAY_IN_SECONDS / period.toSeconds()} periods`,
        remedy: 'Write a whole number: traffic waits until so many periods in a row are bad',
      });
    }
  }

  private reject(part: string, value: string, { rule, remedy }: { readonly rule: string; readonly remedy: string }): never {
    return refuse(this.scope, { prop: `${this.prop}.${part}`, value, rule, remedy });
  }
}
