import type { MetricUse } from './metric-use';
import type { Existing, NamedThing } from './named-resources';
import { namesThing, thingNamed } from './named-resources';
import type { Template } from './templates';
import type { MetricFact } from '../../../src/monitoring/metric-facts/metric-fact';
import { PublishingPlace } from '../../../src/monitoring/metric-facts/metric-fact';
import { describeDimensions, factsOfMetric, factsOfNamespace, hasDimensions } from '../../../src/monitoring/metric-facts/metric-facts';

/** Dimensions that name what a metric is about, where there are several of them, by the place of publication. */
const END_AT: Partial<Record<PublishingPlace, string>> = {
  [PublishingPlace.SOURCE]: 'SourceBucket',
  [PublishingPlace.DESTINATION]: 'DestinationBucket',
};

/** How a use of a metric contradicts the facts: whether the metric exists, under these dimensions, in this Region. */
export function publicationFaults(use: MetricUse, templates: readonly Template[], existing: Existing): string[] {
  const { namespace, metricName, dimensions, region } = use;
  if (factsOfNamespace(namespace).length === 0) {
    return [`no fact is known of the namespace ${namespace}`];
  }
  const facts = factsOfMetric(namespace, metricName);
  if (facts.length === 0) {
    return [`${namespace} has no metric ${metricName}`];
  }
  const fact = facts.find(candidate => hasDimensions(candidate, Object.keys(dimensions)));
  if (!fact) {
    return [`${namespace} does not publish ${metricName} by ${describeDimensions(Object.keys(dimensions))}`];
  }
  const things = new Map(Object.entries(dimensions).filter(([name]) => namesThing(name))
    .map(([name, value]): [string, NamedThing | undefined] => [name, thingNamed(name, value, use.template, templates, existing)]));
  return [
    ...Object.entries(dimensions).filter(([name, value]) => things.has(name) && !things.get(name) && !hasForeignForm(fact, name, value))
      .map(([name, value]) => `nothing has the ${name} ${value}`),
    ...Object.entries(dimensions).filter(([name, value]) => hasForeignForm(fact, name, value))
      .map(([name, value]) => `${value} is no ${name} but another form of its name`),
    ...use.unit !== undefined && fact.metrics[metricName] !== undefined && use.unit !== fact.metrics[metricName]
      ? [`${metricName} is published in ${fact.metrics[metricName]}, not in ${use.unit}`] : [],
    ...fact.notInGlobalDatabase && things.get('DBClusterIdentifier')?.resource?.properties.GlobalClusterIdentifier !== undefined
      ? [`${metricName} is not published for a member of a global database`] : [],
    ...placeFaults(fact, things, use).map(place => `${metricName} is published in ${place}, not in ${region}`),
  ];
}

/** A value that the deployment alone knows is judged by the attribute that it comes from. */
function hasForeignForm({ forms = {} }: MetricFact, dimension: string, value: string): boolean {
  const form = forms[dimension];
  return form !== undefined && (value.startsWith('${') ? !value.endsWith(`.${dimension}FullName}`) : !form.pattern.test(value));
}

/** Where the metric is published, if that is not where it is looked for. */
function placeFaults({ place }: MetricFact, things: ReadonlyMap<string, NamedThing | undefined>, { region, dimensions }: MetricUse): string[] {
  if (place === PublishingPlace.US_EAST_1) {
    return region === 'us-east-1' ? [] : ['us-east-1'];
  }
  const table = things.get('TableName');
  if (table && place === PublishingPlace.SOURCE) {
    const senders = table.regions.includes(dimensions.ReceivingRegion) ? table.regions.filter(each => each !== dimensions.ReceivingRegion) : [];
    return senders.includes(region) ? [] : [senders.join(' or ') || 'no Region'];
  }
  const vault = things.get('BackupVaultName');
  if (vault && place === PublishingPlace.SOURCE) {
    return vault.regions.includes(region) ? ['the Region that copies'] : [];
  }
  const end = END_AT[place];
  const relevant = end === undefined ? [...things.values()] : [things.get(end)];
  return relevant.flatMap(thing => thing && !thing.regions.includes(region) ? [thing.regions.join(' or ')] : []);
}
