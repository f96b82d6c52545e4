import { templatesOf } from './published-metrics/app-templates';
import type { MetricUse } from './published-metrics/metric-use';
import { watchedApp } from './published-metrics/watched-app';
import { placedWidgets, widgetUses } from './published-metrics/widget-uses';
import { PRIMARY, SECONDARY } from '../support/environment';

const templates = templatesOf(watchedApp());

/** What the section on cost of the dashboard of a Region shows. */
function costSection(dashboardRegion: string): MetricUse[] {
  const widgets = placedWidgets(templates).filter(({ template }) => template.region === dashboardRegion);
  const first = widgets.findIndex(({ widget }) => widget.properties.markdown?.startsWith('## Cost'));
  const next = widgets.findIndex(({ widget }, index) => index > first && widget.properties.markdown?.startsWith('## '));
  const inSection = widgets.slice(first + 1, next === -1 ? undefined : next).map(({ where }) => where);
  expect(first).toBeGreaterThan(-1);
  return widgetUses(templates).filter(({ template, where }) => template.region === dashboardRegion && inSection.includes(where));
}

describe.each([PRIMARY, SECONDARY])('the section on cost of the dashboard in %s', dashboardRegion => {
  const shown = costSection(dashboardRegion);
  const regionsOf = (namespace: string, metricName: string) =>
    [...new Set(shown.filter(use => use.namespace === namespace && use.metricName === metricName).map(({ region }) => region))].sort();

  test.each([
    ['AWS/DynamoDB', 'ConsumedReadCapacityUnits'],
    ['AWS/DynamoDB', 'ConsumedWriteCapacityUnits'],
    ['AWS/RDS', 'ServerlessDatabaseCapacity'],
    ['AWS/RDS', 'AuroraGlobalDBDataTransferBytes'],
    ['AWS/RDS', 'AuroraGlobalDBReplicatedWriteIO'],
  ])('COST-07: %s %s of both Regions', (namespace, metricName) => {
    expect(regionsOf(namespace, metricName)).toEqual([PRIMARY, SECONDARY].sort());
  });

  test('COST-07: bytes through NAT gateways of its own Region, whose ids no other Region can name', () => {
    expect(regionsOf('AWS/NATGateway', 'BytesInFromSource')).toEqual([dashboardRegion]);
    expect(regionsOf('AWS/NATGateway', 'BytesInFromDestination')).toEqual([dashboardRegion]);
  });
});
