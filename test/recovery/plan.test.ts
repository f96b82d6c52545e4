import { Duration, Lazy } from 'aws-cdk-lib';
import { activeActiveStore, ExampleStore, exampleStep } from './example-store';
import type { ExampleStoreProps } from './example-store';
import type { DrTopology, RecoveryPlan } from '../../src';
import { BranchPurpose, FailoverOrchestrator, StepFailure } from '../../src';
import { createdTopology, PRIMARY, SECONDARY } from '../support/environment';

function orchestrate(stores: (topology: DrTopology) => ExampleStore[]): { topology: DrTopology; orchestrator: FailoverOrchestrator } {
  const topology = createdTopology();
  return { topology, orchestrator: new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: stores(topology) }) };
}

/** Phases as `[id, [[purpose, store, step ids]]]`. */
function shapeOf(plan: RecoveryPlan) {
  return plan.phases.map(phase => [phase.id, phase.branches.map(b => [b.purpose, b.recoverableId, b.steps.map(step => step.id)])]);
}

describe('the plan of a forced failover', () => {
  const { topology, orchestrator } = orchestrate(t => [
    new ExampleStore(t),
    activeActiveStore(t, 'sessions-web'),
    new ExampleStore(t, { id: 'database-audit' }),
  ]);
  const plan = orchestrator.plan(topology.secondary);

  test('law 4: is composed of the steps of all stores, readiness first', () => {
    expect(shapeOf(plan)).toEqual([
      ['readiness', [
        ['readiness', 'database-main', ['check-database-main']],
        ['readiness', 'sessions-web', ['check-sessions-web']],
        ['readiness', 'database-audit', ['check-database-audit']],
      ]],
      ['activation', [
        ['promotion', 'database-main', ['promote-database-main', 'warm-database-main']],
        ['promotion', 'database-audit', ['promote-database-audit', 'warm-database-audit']],
        ['fencing', 'database-main', ['fence-database-main']],
        ['fencing', 'database-audit', ['fence-database-audit']],
      ]],
    ]);
  });

  test('law 4: lists the steps in the order of the phases', () => {
    expect(plan.steps.map(step => step.id)).toEqual([
      'check-database-main', 'check-sessions-web', 'check-database-audit',
      'promote-database-main', 'warm-database-main', 'promote-database-audit', 'warm-database-audit',
      'fence-database-main', 'fence-database-audit',
    ]);
  });

  test('law 1: every step runs in the Region that takes over, except fencing', () => {
    for (const target of [topology.primary, topology.secondary]) {
      const branches = orchestrator.plan(target).phases.flatMap(phase => phase.branches);
      expect(branches.length).toBeGreaterThan(0);
      for (const branch of branches) {
        const expected = branch.purpose === BranchPurpose.FENCING ? target.peer : target;
        expect(branch.steps.map(step => step.runsIn)).toEqual(branch.steps.map(() => expected));
      }
    }
  });

  test('law 1: promotion and fencing are side by side, and nothing but promotion is in a branch of promotion', () => {
    const activation = plan.phases[1];
    expect(activation.branches.map(branch => branch.purpose)).toEqual(['promotion', 'promotion', 'fencing', 'fencing']);
    for (const branch of activation.branches.filter(b => b.purpose === BranchPurpose.PROMOTION)) {
      expect(branch.steps.map(step => step.id).filter(id => id.startsWith('fence'))).toEqual([]);
    }
  });

  test('law 9: there is a plan for either Region, with the Regions\' parts exchanged', () => {
    const back = orchestrator.plan(topology.primary);
    expect(shapeOf(back)).toEqual(shapeOf(plan));
    expect([plan.source.name, plan.target.name]).toEqual([PRIMARY, SECONDARY]);
    expect([back.source.name, back.target.name]).toEqual([SECONDARY, PRIMARY]);
  });

  test('law 5: a phase may take as long as its longest branch', () => {
    expect(plan.phases.map(phase => phase.timeout.toSeconds())).toEqual([10, 16 * 60]);
  });

  test('law 4: is written down in words, each step with its Region, limit and what a failure means', () => {
    const { topology: own, orchestrator: small } = orchestrate(t => [new ExampleStore(t)]);
    expect(small.plan(own.secondary).summary()).toBe([
      `Forced failover from ${PRIMARY} to ${SECONDARY}`,
      `1. readiness: check that every store could take over in ${SECONDARY} (at most 10 seconds)`,
      '  readiness of database-main',
      `    check-database-main: do check-database-main (in ${SECONDARY}, at most 10 seconds, a failure ends the run)`,
      `2. activation: make every store writable in ${SECONDARY}, and stop writes in ${PRIMARY} as far as it answers (at most 16 minutes)`,
      '  promotion of database-main',
      `    promote-database-main: do promote-database-main (in ${SECONDARY}, at most 15 minutes, a failure ends the run)`,
      `    warm-database-main: do warm-database-main (in ${SECONDARY}, at most 1 minute, a failure ends the run)`,
      '  fencing of database-main',
      `    fence-database-main: do fence-database-main (in ${PRIMARY}, at most 30 seconds, a failure is recorded)`,
    ].join('\n'));
  });

  test('law 4: without stores there is nothing to do', () => {
    const { topology: own, orchestrator: empty } = orchestrate(() => []);
    const nothing = empty.plan(own.secondary);
    expect(shapeOf(nothing)).toEqual([['readiness', []], ['activation', []]]);
    expect(nothing.steps).toEqual([]);
    expect(nothing.summary()).toMatch(/activation: .* \(nothing to do\)$/);
  });
});

describe('law 6: a store that no failover could follow is refused', () => {
  type Case = [why: string, props: ExampleStoreProps, message: RegExp];
  const refused: Case[] = [
    ['a readiness check in the Region that may be lost',
      { readinessChecks: region => [exampleStep('check', region.peer)] },
      /\[Payments\/Recovery\] database-main\.readinessChecks\(\)\[0\]\.runsIn = "eu-central-1": a forced failover to eu-west-1 must need nothing from eu-central-1/],
    ['a promotion in the Region that may be lost',
      { promotionSteps: target => [exampleStep('promote', target), exampleStep('detach', target.peer)] },
      /database-main\.promotionSteps\(\)\[1\]\.runsIn = "eu-central-1": .* Make the call in the Region that takes over/],
    ['fencing that ends the run',
      { fencingSteps: source => [exampleStep('fence', source)] },
      /database-main\.fencingSteps\(\)\[0\]\.onFailure = "stop": fencing is best effort: .* Set onFailure to StepFailure\.CONTINUE/],
    ['one id for two steps of a branch',
      { promotionSteps: target => [exampleStep('promote', target), exampleStep('promote', target)] },
      /database-main\.promotionSteps\(\)\[1\]\.id = "promote": database-main\.promotionSteps\(\)\[0\]\.id has the same id/],
    ['one id for steps of two branches',
      { readinessChecks: region => [exampleStep('step', region)], promotionSteps: target => [exampleStep('step', target)] },
      /database-main\.promotionSteps\(\)\[0\]\.id = "step": database-main\.readinessChecks\(\)\[0\]\.id has the same id/],
    ['an id that cannot name a state',
      { promotionSteps: target => [exampleStep('promote the database', target)] },
      /promotionSteps\(\)\[0\]\.id = "promote the database": it names states, .* 1 to 80 letters, digits, hyphens or underscores/],
    ['an id that is too long',
      { promotionSteps: target => [exampleStep('p'.repeat(81), target)] },
      /promotionSteps\(\)\[0\]\.id = "p{81}": it names states/],
    ['no time at all',
      { promotionSteps: target => [exampleStep('promote', target, { timeout: Duration.seconds(0) })] },
      /promotionSteps\(\)\[0\]\.timeout = Duration\.seconds\(0\): .* must be known and longer than zero/],
    ['a time that is not known',
      { fencingSteps: source => [exampleStep('fence', source, { onFailure: StepFailure.CONTINUE, timeout: Duration.seconds(Lazy.number({ produce: () => 5 })) })] },
      /fencingSteps\(\)\[0\]\.timeout = not known at synthesis: .* Write a duration such as Duration\.seconds\(30\)/],
    ['an id of its own that cannot be part of a name', { id: 'main database' },
      /recoverables\[0\]\.recoverableId = "main database": it names states, alarms and lines of reports/],
  ];

  test.each(refused)('%s', (_, props, message) => {
    expect(() => orchestrate(topology => [new ExampleStore(topology, props)])).toThrow(message);
  });

  test('two stores with one id', () => {
    expect(() => orchestrate(topology => [new ExampleStore(topology), new ExampleStore(topology)]))
      .toThrow(/recoverables\[1\]\.recoverableId = "database-main": recoverables\[0\]\.recoverableId has the same id\. Give one of the two another id/);
  });

  test('steps of two stores with one id', () => {
    expect(() => orchestrate(topology => ['a', 'b'].map(id => new ExampleStore(topology, { id, readinessChecks: region => [exampleStep('check', region)] }))))
      .toThrow(/b\.readinessChecks\(\)\[0\]\.id = "check": a\.readinessChecks\(\)\[0\]\.id has the same id/);
  });

  test('fencing is allowed in either Region, and may be left out', () => {
    const { topology, orchestrator } = orchestrate(t => [
      new ExampleStore(t, { id: 'a', fencingSteps: source => [exampleStep('fence', source.peer, { onFailure: StepFailure.CONTINUE })] }),
      new ExampleStore(t, { id: 'b', fencingSteps: () => [] }),
    ]);
    const fencing = orchestrator.plan(topology.secondary).phases[1].branches.filter(b => b.purpose === BranchPurpose.FENCING);
    expect(fencing.map(branch => branch.steps[0].runsIn)).toEqual([topology.secondary]);
  });
});

describe('a store that is added', () => {
  test('law 4: joins the plans of both Regions, and a plan that was taken before stays as it was', () => {
    const { topology, orchestrator } = orchestrate(t => [new ExampleStore(t)]);
    const { orchestrator: atOnce, topology: other } = orchestrate(t => [new ExampleStore(t), new ExampleStore(t, { id: 'search-catalogue' })]);
    const before = orchestrator.plan(topology.secondary);
    orchestrator.addRecoverable(new ExampleStore(topology, { id: 'search-catalogue' }));

    expect(shapeOf(orchestrator.plan(topology.primary))).toEqual(shapeOf(atOnce.plan(other.primary)));
    expect(shapeOf(orchestrator.plan(topology.secondary))).toEqual(shapeOf(atOnce.plan(other.secondary)));
    expect(before.steps.map(step => step.id).filter(id => id.includes('search'))).toEqual([]);
  });

  test.each<[string, ExampleStoreProps, RegExp]>([
    ['with the id of a store given at first', { id: 'database-main' }, /\] store\.recoverableId = "database-main": another store has the same id\. Give one/],
    ['with the id of a store added before', { id: 'cache-web' }, /\] store\.recoverableId = "cache-web": another store has the same id/],
    ['with an id that cannot be part of a name', { id: 'my store' }, /\] store\.recoverableId = "my store": it names states, alarms/],
    ['with the step of another', { id: 'a', readinessChecks: region => [exampleStep('check-database-main', region)] },
      /a\.readinessChecks\(\)\[0\]\.id = "check-database-main": database-main\.readinessChecks\(\)\[0\]\.id has the same id/],
    ['with a promotion in the Region that may be lost', { id: 'a', promotionSteps: target => [exampleStep('promote', target.peer)] },
      /a\.promotionSteps\(\)\[0\]\.runsIn = "eu-central-1": a forced failover to eu-west-1 must need nothing/],
  ])('law 6: %s is refused', (_case, props, message) => {
    const { topology, orchestrator } = orchestrate(t => [new ExampleStore(t)]);
    orchestrator.addRecoverable(activeActiveStore(topology, 'cache-web'));
    expect(() => orchestrator.addRecoverable(new ExampleStore(topology, props))).toThrow(message);
  });
});
