import type { Finding, MetricUse } from './metric-use';
import { thingNamed } from './named-resources';
import { textOf } from './template-values';
import type { Located, Template } from './templates';
import { nameOf, resourcesOfType } from './templates';
import { PublishingPlace } from '../../../src/monitoring/metric-facts/metric-fact';
import { factsOfMetric } from '../../../src/monitoring/metric-facts/metric-facts';

/**
 * Alarms on what only the follower of a global database publishes. On one cluster alone such an alarm is dead from the beginning or
 * after the first change of roles: it takes one on each member, in that member's Region.
 */
export function followerFindings(alarms: readonly MetricUse[], templates: readonly Template[]): Finding[] {
  const members = [...resourcesOfType(templates, 'AWS::RDS::DBCluster')].filter(({ properties }) => properties.GlobalClusterIdentifier !== undefined);
  const watched = alarms.filter(isAboutFollower).map(use => ({ ...use, cluster: clusterOf(use, templates) }));
  const isWatched = (member: Located, metricName: string) =>
    watched.some(use => use.metricName === metricName && use.cluster && nameOf(use.cluster) === nameOf(member));
  return watched.flatMap(({ where, metricName, cluster }) => cluster?.properties.GlobalClusterIdentifier === undefined ? [] : members
    .filter(member => globalNameOf(member) === globalNameOf(cluster) && !isWatched(member, metricName))
    .map(member => ({
      where,
      fault: `${metricName} is published for the member that follows: ${nameOf(member)} is not watched, and ${nameOf(cluster)} may be the writer`,
    })));
}

function isAboutFollower({ namespace, metricName }: MetricUse): boolean {
  return factsOfMetric(namespace, metricName).some(({ place }) => place === PublishingPlace.FOLLOWER);
}

function clusterOf({ dimensions, template }: MetricUse, templates: readonly Template[]): Located | undefined {
  return thingNamed('DBClusterIdentifier', dimensions.DBClusterIdentifier ?? '', template, templates, {})?.resource;
}

/** The name of the global cluster: a literal in one template may be a reference to the cluster itself in another. */
function globalNameOf({ template, properties }: Located): string {
  const text = textOf(properties.GlobalClusterIdentifier, template.region);
  const owner = Object.entries(template.resources).find(([logicalId, { Type }]) => Type === 'AWS::RDS::GlobalCluster' && text === `\${${logicalId}}`);
  return owner ? String(owner[1].Properties?.GlobalClusterIdentifier ?? text) : text;
}
