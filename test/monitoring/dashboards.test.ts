import { Duration } from 'aws-cdk-lib';
import type { DrRegion, DrTopology, IRecoverable } from '../../src';
import { StackLayer } from '../../src';
import { DrMonitoring } from '../../src/monitoring';
import { exampleSignal, ExampleStore } from '../recovery/example-store';
import { createdTopology, PRIMARY, SECONDARY, templateOf } from '../support/environment';

interface Widget {
  readonly type: string;
  readonly width: number;
  readonly properties: { readonly [name: string]: unknown };
}

function monitored(recoverables: (topology: DrTopology) => IRecoverable[]): DrTopology {
  const topology = createdTopology();
  new DrMonitoring(topology, 'Monitoring', { topology, recoverables: recoverables(topology) });
  return topology;
}

function dashboardOf(region: DrRegion): { name: string; widgets: Widget[] } {
  const [dashboard, ...more] = Object.values(templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::CloudWatch::Dashboard'));
  expect(more).toEqual([]);
  return { name: dashboard.Properties.DashboardName, widgets: JSON.parse(dashboard.Properties.DashboardBody).widgets };
}

test('law 9: the dashboard of each Region shows the signals of both, each metric with the Region that publishes it', () => {
  const topology = monitored(t => [
    new ExampleStore(t),
    new ExampleStore(t, {
      id: 'bucket-documents',
      replicationSignals: () => [exampleSignal(t.secondary, { id: 'objects', unit: Duration.seconds(1), threshold: Duration.minutes(15) })],
    }),
  ]);
  for (const region of [topology.primary, topology.secondary]) {
    const graphs = dashboardOf(region).widgets.filter(widget => widget.type === 'metric');
    expect(graphs.map(graph => [graph.properties.title, graph.properties.region])).toEqual([
      [`database-main: replication lag in ${PRIMARY}`, PRIMARY],
      [`database-main: replication lag in ${SECONDARY}`, SECONDARY],
      [`bucket-documents: replication lag in ${SECONDARY}`, SECONDARY],
    ]);
    expect(graphs.map(graph => graph.properties.metrics)).toEqual([
      [['AWS/RDS', 'AuroraGlobalDBRPOLag', 'DBClusterIdentifier', `orders-${PRIMARY}`,
        { label: `lag-in-${PRIMARY}, published in ${PRIMARY}`, period: 60, region: PRIMARY, stat: 'Maximum' }]],
      [['AWS/RDS', 'AuroraGlobalDBRPOLag', 'DBClusterIdentifier', `orders-${SECONDARY}`,
        { label: `lag-in-${SECONDARY}, published in ${SECONDARY}`, period: 60, region: SECONDARY, stat: 'Maximum' }]],
      [['AWS/RDS', 'AuroraGlobalDBRPOLag', 'DBClusterIdentifier', `orders-${SECONDARY}`,
        { label: `objects, published in ${SECONDARY}`, period: 60, region: SECONDARY, stat: 'Maximum' }]],
    ]);
  }
});

test('law 5: a graph marks the limit that its alarm uses', () => {
  const topology = monitored(t => [new ExampleStore(t)]);
  const [graph] = dashboardOf(topology.primary).widgets.filter(widget => widget.type === 'metric');
  expect(graph.properties.annotations).toEqual({ horizontal: [expect.objectContaining({ value: 5000, label: 'limit 5 seconds' })] });
});

test('law 2: the header says which Region is home and from where one looks, never which one is active', () => {
  const topology = monitored(t => [new ExampleStore(t)]);
  for (const region of [topology.primary, topology.secondary]) {
    const [header] = dashboardOf(region).widgets;
    expect(header).toMatchObject({ type: 'text', width: 24 });
    expect(header.properties.markdown).toMatch(new RegExp(`^# Payments test: replication, seen from ${region.name}\n`));
    expect(header.properties.markdown).toContain(`Home Region ${PRIMARY}, standby Region ${SECONDARY}.`);
    expect(header.properties.markdown).toContain('has no data while that Region is lost');
    expect(header.properties.markdown).not.toMatch(/active/i);
  }
});

test('law 3: the names differ between the Regions, since an account has each name of a dashboard once', () => {
  const topology = monitored(() => []);
  expect(dashboardOf(topology.primary).name).toMatch(new RegExp(`^payments-test-monitoring-${PRIMARY}-[0-9a-f]{8}$`));
  expect(dashboardOf(topology.secondary).name).toMatch(new RegExp(`^payments-test-monitoring-${SECONDARY}-[0-9a-f]{8}$`));
});

test('law 9: without stores there is a dashboard that says so', () => {
  const topology = monitored(() => []);
  for (const region of [topology.primary, topology.secondary]) {
    const { widgets } = dashboardOf(region);
    expect(widgets.map(widget => widget.type)).toEqual(['text']);
    expect(widgets[0].properties.markdown).toContain('No store reports replication.');
  }
});
