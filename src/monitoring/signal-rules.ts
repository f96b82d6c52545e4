import { Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { validateAlarm } from './alarm-rules';
import { validateMetricFacts } from './metric-facts/metric-rules';
import { statsOf } from './metric-parts';
import type { WatchedSignal } from './watched-signal';
import { hasAlarm } from './watched-signal';
import { requireIdentifier } from '../recovery/plan/identifier-rules';
import type { DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';
import { inRegion } from '../topology/per-region';

/** Refuses signals that could not be watched in the Region that publishes them, or not be told from others. */
export function validateSignals(scope: IConstruct, topology: DrTopology, known: readonly WatchedSignal[], added: readonly WatchedSignal[]): void {
  added.forEach((watched, index) => {
    const { signal, prop } = watched;
    requireIdentifier(scope, `${prop}.id`, signal.id);
    inRegion(scope, new Map(topology.regions.map(region => [region, signal])), signal.publishedIn, `${prop}.publishedIn`);
    requireOneOfItsKind(scope, [...known, ...added.slice(0, index)], watched);
    requirePublished(scope, watched);
    requireSamePlace(scope, topology, watched);
    validateMetricFacts(scope, `${prop}.metric`, signal.metric, signal.publishedIn.name);
    if (hasAlarm(watched)) {
      validateAlarm(scope, watched);
    }
  });
}

/** Refuses a dimension that only one stack knows, for metrics that the dashboards of both Regions must name. */
export function requireLiteralDimensions(scope: IConstruct, { signal, prop }: WatchedSignal): void {
  for (const { name, value } of statsOf(signal.metric).flatMap(({ dimensions }) => dimensions ?? [])) {
    if (Token.isUnresolved(value)) {
      refuse(scope, {
        prop: `${prop}.metric.dimensions.${name}`,
        value: 'not known at synthesis',
        rule: 'the dashboards of both Regions name the metric, and what crosses a Region must be a name known at synthesis',
        remedy: 'Give the resource a physical name and use it as the dimension\'s value',
      });
    }
  }
}

function requireOneOfItsKind(scope: IConstruct, others: readonly WatchedSignal[], { sourceId, signal, prop }: WatchedSignal): void {
  const twin = others.find(other => other.sourceId === sourceId && other.signal.id === signal.id && other.signal.publishedIn === signal.publishedIn);
  if (twin) {
    refuse(scope, {
      prop: `${prop}.id`,
      value: `"${signal.id}"`,
      rule: `${twin.prop} of ${signal.publishedIn.name} has the same id`,
      remedy: 'Give one of the two another id',
    });
  }
}

function requirePublished(scope: IConstruct, { signal, prop }: WatchedSignal): void {
  if (statsOf(signal.metric).length === 0) {
    refuse(scope, {
      prop: `${prop}.metric`,
      value: String(signal.metric),
      rule: 'it names no metric: what a search finds is not known at synthesis and cannot be an alarm',
      remedy: 'Name the metrics, in an expression with "usingMetrics" where there are several',
    });
  }
}

function requireSamePlace(scope: IConstruct, topology: DrTopology, { signal, prop }: WatchedSignal): void {
  const expected = signal.publishedIn.name;
  const places = [...statsOf(signal.metric), ...searchesOf(signal.metric)];
  const foreignRegion = places.map(({ region }) => region).find(region => differs(region, expected));
  if (foreignRegion !== undefined) {
    refuse(scope, {
      prop: `${prop}.metric.region`,
      value: `"${foreignRegion}"`,
      rule: `an alarm in ${expected}, where the signal says that the metric is published, cannot see another Region's metrics`,
      remedy: 'Correct "publishedIn", or leave the Region out of the metric',
    });
  }
  const foreignAccount = places.map(({ account }) => account).find(account => differs(account, topology.account));
  if (foreignAccount !== undefined) {
    refuse(scope, {
      prop: `${prop}.metric.account`,
      value: `"${foreignAccount}"`,
      rule: `signals are of the account of the topology, ${topology.account}`,
      remedy: 'Watch the other account from an alarm of your own and add that with "addAlarm"',
    });
  }
}

/** Where the expressions of a metric are evaluated, if they say so. */
function searchesOf(metric: cloudwatch.IMetric): { readonly region?: string; readonly account?: string }[] {
  const { mathExpression } = metric.toMetricConfig();
  if (!mathExpression) {
    return [];
  }
  const { searchRegion: region, searchAccount: account, usingMetrics } = mathExpression;
  return [{ region, account }, ...Object.values(usingMetrics).flatMap(searchesOf)];
}
