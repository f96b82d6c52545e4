import { activeActiveStore, ExampleStore, exampleCheck } from './example-store';
import type { ExampleStoreProps } from './example-store';
import { shapeOf } from './plan-fixture';
import type { DrTopology } from '../../src';
import { FailoverOrchestrator, RunMode } from '../../src';
import { createdTopology, PRIMARY, SECONDARY } from '../support/environment';

function orchestrate(stores: (topology: DrTopology) => ExampleStore[]): { topology: DrTopology; orchestrator: FailoverOrchestrator } {
  const topology = createdTopology();
  return { topology, orchestrator: new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: stores(topology) }) };
}

test('law 9: an orchestrator has a plan of each kind for either Region', () => {
  const { topology, orchestrator } = orchestrate(t => [new ExampleStore(t)]);
  const { primary, secondary } = topology;
  const plans = [
    orchestrator.plan(secondary), orchestrator.plan(secondary, RunMode.SWITCHOVER), orchestrator.plan(secondary, RunMode.DRILL),
    orchestrator.plan(primary), orchestrator.plan(primary, RunMode.FAILBACK), orchestrator.plan(primary, RunMode.DRILL),
  ];
  expect(plans.map(({ mode, target }) => [mode, target.name])).toEqual([
    ['failover', SECONDARY], ['switchover', SECONDARY], ['drill', SECONDARY], ['failover', PRIMARY], ['failback', PRIMARY], ['drill', PRIMARY],
  ]);
});

describe('a store that is added', () => {
  test('law 4: joins the plans of both Regions, and a plan that was taken before stays as it was', () => {
    const { topology, orchestrator } = orchestrate(t => [new ExampleStore(t)]);
    const { orchestrator: atOnce, topology: other } = orchestrate(t => [new ExampleStore(t), new ExampleStore(t, { id: 'search-catalogue' })]);
    const before = orchestrator.plan(topology.secondary);
    orchestrator.addRecoverable(new ExampleStore(topology, { id: 'search-catalogue' }));

    expect(shapeOf(orchestrator.plan(topology.primary))).toEqual(shapeOf(atOnce.plan(other.primary)));
    expect(shapeOf(orchestrator.plan(topology.primary, RunMode.FAILBACK))).toEqual(shapeOf(atOnce.plan(other.primary, RunMode.FAILBACK)));
    expect(orchestrator.plan(topology.secondary).steps.map(step => step.id).filter(id => id.includes('search'))).toHaveLength(4);
    expect(before.steps.map(step => step.id).filter(id => id.includes('search'))).toEqual([]);
  });

  test.each<[string, ExampleStoreProps, RegExp]>([
    ['with the id of a store given at first', { id: 'database-main' }, /\] store\.recoverableId = "database-main": another store has the same id\. Give one/],
    ['with the id of a store added before', { id: 'cache-web' }, /\] store\.recoverableId = "cache-web": another store has the same id/],
    ['with an id that cannot be part of a name', { id: 'my store' }, /\] store\.recoverableId = "my store": it names states, alarms/],
    ['with the id of steps that are of no store', { id: 'recovery' }, /\] store\.recoverableId = "recovery": plans use it for steps that are of no store/],
    ['with the step of another', { id: 'a', readinessChecks: region => [exampleCheck('check-database-main', region)] },
      /a\.readinessChecks\(\)\[0\]\.id = "check-database-main": database-main\.readinessChecks\(\)\[0\]\.id has the same id/],
    ['with a check in the Region that may be lost', { id: 'a', readinessChecks: target => [exampleCheck('check', target.peer)] },
      /a\.readinessChecks\(\)\[0\]\.runsIn = "eu-central-1": a forced failover to eu-west-1 must need nothing/],
  ])('law 6: %s is refused', (_case, props, message) => {
    const { topology, orchestrator } = orchestrate(t => [new ExampleStore(t)]);
    orchestrator.addRecoverable(activeActiveStore(topology, 'cache-web'));
    expect(() => orchestrator.addRecoverable(new ExampleStore(topology, props))).toThrow(message);
  });
});

describe('law 6: stores that nobody could tell apart are refused', () => {
  test('an id that cannot be part of a name', () => {
    expect(() => orchestrate(t => [new ExampleStore(t, { id: 'main database' })]))
      .toThrow(/recoverables\[0\]\.recoverableId = "main database": it names states, alarms and lines of reports/);
  });

  test.each(['recovery', 'team'])('the id "%s"', id => {
    expect(() => orchestrate(t => [new ExampleStore(t, { id })]))
      .toThrow(new RegExp(`recoverables\\[0\\]\\.recoverableId = "${id}": plans use it for steps that are of no store\\. Write an id such as "database-main"`));
  });

  test('two stores with one id', () => {
    expect(() => orchestrate(topology => [new ExampleStore(topology), new ExampleStore(topology)]))
      .toThrow(/recoverables\[1\]\.recoverableId = "database-main": recoverables\[0\]\.recoverableId has the same id\. Give one of the two another id/);
  });
});
