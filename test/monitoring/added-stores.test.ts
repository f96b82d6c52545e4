import type { DrTopology } from '../../src';
import { StackLayer } from '../../src';
import { DrMonitoring } from '../../src/monitoring';
import type { ExampleStoreProps } from '../recovery/example-store';
import { exampleSignal, ExampleStore } from '../recovery/example-store';
import { createdTopology, templateOf, testApp } from '../support/environment';

/** What is watched in each Region: ids of alarms, and titles of the dashboard. */
function watchedIn(topology: DrTopology) {
  return topology.regions.map(region => {
    const template = templateOf(region.stack(StackLayer.RECOVERY));
    const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
    const { widgets } = JSON.parse(dashboard.Properties.DashboardBody) as { widgets: { properties: { title?: string; markdown?: string } }[] };
    return {
      alarms: template.findResources('AWS::CloudWatch::Alarm'),
      widgets: widgets.map(({ properties }) => properties.title ?? properties.markdown),
    };
  });
}

function monitored(given: string[], added: string[]): DrTopology {
  const topology = createdTopology();
  const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: given.map(id => new ExampleStore(topology, { id })) });
  added.forEach(id => monitoring.addRecoverable(new ExampleStore(topology, { id })));
  return topology;
}

test('law 4: a store that is added gets the alarms and graphs that it would have got at first', () => {
  const atFirst = watchedIn(monitored(['database-main', 'search-catalogue', 'cache-web'], []));
  expect(atFirst.map(({ alarms, widgets }) => [Object.keys(alarms).length, widgets.length])).toEqual([[3, 7], [3, 7]]);
  expect(watchedIn(monitored(['database-main'], ['search-catalogue', 'cache-web']))).toEqual(atFirst);
});

test('law 4: the header of a dashboard speaks of the stores that there are in the end', () => {
  expect(watchedIn(monitored([], []))[0].widgets[0]).toContain('No store reports replication.');
  expect(watchedIn(monitored([], ['search-catalogue']))[0].widgets[0]).not.toContain('No store reports replication.');
});

describe('law 6: a store that is added is refused', () => {
  const elsewhere = createdTopology(testApp(), { primary: { region: 'us-west-2' } });

  test.each<[string, ExampleStoreProps, RegExp]>([
    ['with the id of one given at first', { id: 'database-main' },
      /^\[Payments\/Monitoring\] store\.recoverableId = "database-main": another store has the same id\. Give one of the two another id/],
    ['with the id of one added before', { id: 'cache-web' }, /store\.recoverableId = "cache-web": another store has the same id/],
    ['with an id that cannot be part of a name', { id: 'my store' }, /store\.recoverableId = "my store": it names states, alarms/],
    ['with a signal of another topology', { id: 'a', replicationSignals: () => [exampleSignal(elsewhere.primary)] },
      /a\.replicationSignals\(\)\[0\]\.publishedIn = "us-west-2": it is not a Region of this construct's topology/],
  ])('%s', (_case, props, message) => {
    const topology = createdTopology();
    const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [new ExampleStore(topology)] });
    monitoring.addRecoverable(new ExampleStore(topology, { id: 'cache-web' }));
    expect(() => monitoring.addRecoverable(new ExampleStore(topology, props))).toThrow(message);
  });
});
