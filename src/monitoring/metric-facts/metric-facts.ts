import { ACCOUNT_FACTS } from './account';
import { AURORA_FACTS } from './aurora';
import { BACKUP_FACTS } from './backup';
import { DYNAMODB_FACTS } from './dynamodb';
import { EVENTS_FACTS } from './events';
import { LAMBDA_FACTS } from './lambda';
import { LOAD_BALANCING_FACTS } from './load-balancing';
import { MESSAGING_FACTS } from './messaging';
import type { MetricFact } from './metric-fact';
import { METRIC_STREAM_FACTS } from './metric-streams';
import { NAT_GATEWAY_FACTS } from './nat-gateway';
import { OWN_FACTS } from './own-metrics';
import { RDS_PROXY_FACTS } from './rds-proxy';
import { ROUTE53_FACTS } from './route53';
import { S3_FACTS } from './s3';
import { STEP_FUNCTIONS_FACTS } from './step-functions';

/**
 * Which metrics exist, under which dimensions, and in which Region: what no schema of CloudFormation knows. An alarm that contradicts
 * it is created without complaint and never has data.
 */
export const METRIC_FACTS: readonly MetricFact[] = [
  ...AURORA_FACTS,
  ...RDS_PROXY_FACTS,
  ...DYNAMODB_FACTS,
  ...S3_FACTS,
  ...ROUTE53_FACTS,
  ...LAMBDA_FACTS,
  ...LOAD_BALANCING_FACTS,
  ...EVENTS_FACTS,
  ...MESSAGING_FACTS,
  ...STEP_FUNCTIONS_FACTS,
  ...NAT_GATEWAY_FACTS,
  ...BACKUP_FACTS,
  ...METRIC_STREAM_FACTS,
  ...ACCOUNT_FACTS,
  ...OWN_FACTS,
];

/** The facts of a namespace; none for one that the table does not know. */
export function factsOfNamespace(namespace: string): MetricFact[] {
  return METRIC_FACTS.filter(fact => typeof fact.namespace === 'string' ? fact.namespace === namespace : fact.namespace.test(namespace));
}

/** The facts of a metric: more than one where several kinds of things have a metric of one name. */
export function factsOfMetric(namespace: string, metricName: string): MetricFact[] {
  return factsOfNamespace(namespace).filter(({ metrics }) => Object.keys(metrics).includes(metricName));
}

/** Whether a fact is about a metric with exactly these dimensions. */
export function hasDimensions(fact: MetricFact, dimensions: readonly string[]): boolean {
  return fact.dimensionSets.some(set => set.length === dimensions.length && set.every(name => dimensions.includes(name)));
}

/** A set of dimensions in words. */
export function describeDimensions(dimensions: readonly string[]): string {
  return dimensions.length === 0 ? 'no dimension' : dimensions.join(' + ');
}
