import { Annotations, Token } from 'aws-cdk-lib';
import type { Dimension, IMetric, MetricStatConfig } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';
import { describeDimensions, factsOfMetric, factsOfNamespace, hasDimensions } from './metric-facts';
import { refuse } from '../../topology/configuration-error';
import { statsOf } from '../metric-parts';

/** Where other partitions publish what `aws` publishes in us-east-1 is not in the table. */
const OTHER_PARTITION = /^(cn|us-gov|us-iso[a-z]*|eu-isoe|eusc)-/;

/** What a team does that knows better than the table. */
const OR_BY_HAND = ', or create the alarm yourself and give it to "addAlarm" if AWS publishes it so by now';

/** What an alarm reads, whose dimensions may be none. */
interface Stat extends MetricStatConfig {
  readonly dimensions: Dimension[];
}

/**
 * Refuses a metric of a service that contradicts where and how the service publishes it: an alarm on it would be created without
 * complaint and never have data. A name that the table does not have is a warning only, since services gain metrics.
 *
 * @param regionName the Region that is said to publish it
 */
export function validateMetricFacts(scope: IConstruct, prop: string, metric: IMetric, regionName: string): void {
  statsOf(metric).forEach(({ dimensions = [], ...stat }) => validateStat(scope, prop, { ...stat, dimensions }, regionName));
}

function validateStat(scope: IConstruct, prop: string, stat: Stat, regionName: string): void {
  const { namespace, metricName, dimensions } = stat;
  const facts = factsOfMetric(namespace, metricName);
  if (facts.length === 0) {
    warnOfUnknown(scope, prop, stat);
    return;
  }
  const names = dimensions.map(({ name }) => name);
  const fact = facts.find(candidate => hasDimensions(candidate, names));
  if (fact) {
    validateForms(scope, prop, stat, fact);
    validateUnit(scope, prop, stat, fact);
    validatePlace(scope, prop, stat, fact, regionName);
  } else if (!facts.some(({ moreDimensionSets }) => moreDimensionSets)) {
    refuse(scope, {
      prop: `${prop}.dimensions`,
      value: describeDimensions(names),
      rule: `${namespace} publishes ${metricName} by ${facts.flatMap(({ dimensionSets }) => dimensionSets).map(describeDimensions).join(', or ')}`
        + ` and has no data under other dimensions (${facts[0].source})`,
      remedy: `Name the dimensions of one of these sets, all of them and no other${OR_BY_HAND}`,
    });
  }
}

function warnOfUnknown(scope: IConstruct, prop: string, { namespace, metricName }: MetricStatConfig): void {
  const [known] = factsOfNamespace(namespace);
  if (known && !Token.isUnresolved(metricName)) {
    Annotations.of(scope).addWarningV2('cdk-multi-region-dr:unknownMetric',
      `${prop}: "${metricName}" is none of the metrics of ${namespace} that are known here. If the service has no such metric, an alarm on it `
      + `is created without complaint and never has data. Compare with ${known.source}.`);
  }
}

function validateForms(scope: IConstruct, prop: string, { dimensions }: Stat, { forms = {}, source }: MetricFact): void {
  for (const { name, value } of dimensions) {
    const form = forms[name];
    if (form && !Token.isUnresolved(value) && !form.pattern.test(value)) {
      refuse(scope, {
        prop: `${prop}.dimensions.${name}`,
        value: `"${value}"`,
        rule: `the dimension is of the form "${form.example}", not an ARN or a name (${source})`,
        remedy: `Take it from ${form.from}`,
      });
    }
  }
}

function validateUnit(scope: IConstruct, prop: string, stat: MetricStatConfig, { metrics, source }: MetricFact): void {
  const { namespace, metricName, unitFilter } = stat;
  const unit = metrics[metricName];
  if (unitFilter && unit && unitFilter !== unit) {
    refuse(scope, {
      prop: `${prop}.unit`,
      value: `"${unitFilter}"`,
      rule: `${namespace} publishes ${metricName} in ${unit}, and a unit converts nothing: it hides the data of every other unit (${source})`,
      remedy: 'Leave the unit out',
    });
  }
}

function validatePlace(scope: IConstruct, prop: string, stat: Stat, { place, source }: MetricFact, regionName: string): void {
  const { namespace, metricName, dimensions } = stat;
  if (Token.isUnresolved(regionName)) {
    return;
  }
  if (place === PublishingPlace.US_EAST_1 && regionName !== 'us-east-1' && !OTHER_PARTITION.test(regionName)) {
    refuse(scope, {
      prop: `${prop}.region`,
      value: `"${regionName}"`,
      rule: `${namespace} publishes ${metricName} in us-east-1 only, whatever Region it is about (${source})`,
      remedy: 'Put the alarm into a stack of us-east-1 and show the metric with "region: \'us-east-1\'"',
    });
  }
  if (place === PublishingPlace.SOURCE && dimensions.some(({ name, value }) => name === 'ReceivingRegion' && value === regionName)) {
    refuse(scope, {
      prop: `${prop}.dimensions.ReceivingRegion`,
      value: `"${regionName}"`,
      rule: `${metricName} is published in the Region that sends, by the name of the Region that receives (${source})`,
      remedy: `Name the other Region of the table, or watch the metric in the Region that sends to ${regionName}`,
    });
  }
}
