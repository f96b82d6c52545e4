import { alarmsOf, dashboardOf } from './monitored';
import type { DrTopology } from '../../src';
import { DrMonitoring } from '../../src/monitoring';
import type { ExampleStoreProps } from '../recovery/example-store';
import { exampleSignal, ExampleStore } from '../recovery/example-store';
import { createdTopology, testApp } from '../support/environment';

/** What is watched in each Region: alarms and rules, and titles of the dashboard. */
function watchedIn(topology: DrTopology) {
  return topology.regions.map(region => ({
    alarms: alarmsOf(region),
    titles: dashboardOf(region).widgets.map(({ properties }) => properties.title ?? properties.markdown),
  }));
}

function monitored(given: string[], added: string[]): DrTopology {
  const topology = createdTopology();
  const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: given.map(id => new ExampleStore(topology, { id })) });
  added.forEach(id => monitoring.addRecoverable(new ExampleStore(topology, { id })));
  return topology;
}

test('law 4: a store that is added gets the alarms and graphs that it would have got at first', () => {
  const stores = ['database-main', 'search-catalogue', 'cache-web'];
  const atFirst = watchedIn(monitored(stores, []));
  for (const { alarms, titles } of atFirst) {
    expect(stores.map(store => alarms.filter(({ Properties }) => Properties.AlarmDescription.startsWith(`${store}: `)).length)).toEqual([1, 1, 1]);
    expect(stores.map(store => titles.filter(title => title!.startsWith(`${store}, `)).length)).toEqual([2, 2, 2]);
  }
  expect(watchedIn(monitored(['database-main'], ['search-catalogue', 'cache-web']))).toEqual(atFirst);
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
