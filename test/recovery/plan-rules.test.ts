import { Duration, Lazy } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ExampleStoreProps } from './example-store';
import { ExampleStore, exampleCheck, exampleStep } from './example-store';
import { exampleTeamStep, planOf, planSet, TRAFFIC } from './plan-fixture';
import type { DrTopology, RecoveryStep } from '../../src';
import { BranchPurpose, MetricComparison, RecoveryAction, RunMode } from '../../src';

function refusal(props: ExampleStoreProps, mode = RunMode.FAILOVER): () => void {
  return () => planOf(mode, t => ({ recoverables: [new ExampleStore(t, props)] }));
}

describe('law 6: a store that no run could follow is refused', () => {
  test('a step in a Region that is neither of the two, even in a planned run', () => {
    const elsewhere = planOf(RunMode.FAILOVER, () => ({})).topology;
    const other = { ...elsewhere.primary, name: 'ap-south-1' } as typeof elsewhere.primary;
    expect(refusal({ readinessChecks: () => [exampleCheck('check', other)] }, RunMode.SWITCHOVER))
      .toThrow(/readinessChecks\(\)\[0\]\.runsIn = "ap-south-1": it is neither eu-central-1 nor eu-west-1\. Use target or source of the context/);
  });

  test('a promotion by a service of the Region that is left, in a planned run too', () => {
    expect(refusal({ promotionSteps: (target, { mode }) => [exampleStep('promote', mode === RunMode.FAILOVER ? target : target.peer)] }, RunMode.SWITCHOVER))
      .toThrow(/promotionSteps\(\)\[0\]\.runsIn = "eu-west-1": the run is in eu-central-1, and Step Functions calls/);
  });

  test('steps of two stores with one id', () => {
    expect(() => planOf(RunMode.FAILOVER, t => ({
      recoverables: ['a', 'b'].map(id => new ExampleStore(t, { id, readinessChecks: region => [exampleCheck('check', region)] })),
    }))).toThrow(/b\.readinessChecks\(\)\[0\]\.id = "check": a\.readinessChecks\(\)\[0\]\.id has the same id/);
  });

  test('whatever is wrong in the plan of one mode and one Region, without asking for it', () => {
    const wrong = { promotionSteps: (target: DrTopology['primary'], { mode }: { mode: RunMode }) => [exampleStep(mode === RunMode.FAILBACK ? 'a b' : 'ab', target)] };
    expect(() => planSet(t => ({ recoverables: [new ExampleStore(t, wrong)] }))).toThrow(/promotionSteps\(\)\[0\]\.id = "a b"/);
  });
});

describe('what a store may do', () => {
  test('check either Region in a planned run, and have a database hand over in the one that is left', () => {
    const { plan } = planOf(RunMode.SWITCHOVER, t => ({
      recoverables: [new ExampleStore(t, {
        readinessChecks: target => [exampleCheck('check', target), exampleCheck('check-source', target.peer)],
        promotionSteps: target => [exampleStep('promote', target.peer, {
          action: RecoveryAction.promoteAurora({ globalClusterIdentifier: 'a', targetClusterArn: 'b' }),
        })],
      })],
    }));
    expect(plan.steps.filter(step => step.runsIn.name !== plan.target.name).map(step => step.id))
      .toEqual(['check-source', 'fence-source', 'promote']);
  });

  test('name a check with as many characters as a report takes: it has no states of its own', () => {
    expect(() => planOf(RunMode.FAILOVER, t => ({ recoverables: [new ExampleStore(t, { readinessChecks: region => [exampleCheck('c'.repeat(80), region)] })] }))).not.toThrow();
  });

  test('leave fencing out', () => {
    const { plan } = planOf(RunMode.FAILOVER, t => ({ recoverables: [new ExampleStore(t, { fencingSteps: () => [] })] }));
    const fencing = plan.phases.flatMap(phase => phase.branches).filter(branch => branch.purpose === BranchPurpose.FENCING);
    expect(fencing.map(branch => branch.recoverableId)).toEqual(['recovery']);
  });
});

describe('law 6: a step of a team', () => {
  test.each([
    ['with the id of a step of the run', 'shift-traffic', /addStep\("shift-traffic"\)\.id = "shift-traffic": recovery\.shift-traffic\.id has the same id\. Give one of the two another id/],
    ['with the id of a step of a store', 'check-database-main', /addStep\("check-database-main"\)\.id = "check-database-main": database-main\.readinessChecks\(\)\[0\]\.id has the same id/],
  ])('%s is refused', (_, id, message) => {
    expect(() => planOf(RunMode.FAILOVER, t => ({ recoverables: [new ExampleStore(t)], teamSteps: [exampleTeamStep(t, { id })], traffic: TRAFFIC })))
      .toThrow(message);
  });

  test('may have the same id in both Regions', () => {
    const { plans, topology } = planSet(t => ({ teamSteps: t.regions.map(target => exampleTeamStep(t, { target })) }));
    for (const target of topology.regions) {
      expect(plans.get(target, RunMode.FAILOVER).steps.filter(step => step.id === 'warm-caches').map(step => step.runsIn.name)).toEqual([target.name]);
    }
  });
});

describe('how long a store may take to have what was written last', () => {
  const withCheck = (overrides: Partial<RecoveryStep>, mode = RunMode.SWITCHOVER) => () => planOf(mode, t => ({
    recoverables: [new ExampleStore(t, {
      readinessChecks: region => [exampleCheck('check', region, {
        action: RecoveryAction.checkMetric({
          metric: new Metric({ namespace: 'Orders', metricName: 'Behind', period: Duration.minutes(2) }), publishedIn: region, comparison: MetricComparison.AT_MOST, threshold: 0,
        }),
        ...overrides,
      })],
    })],
  })).plan;

  test('is two periods of its metric and a minute at least', () => {
    expect(withCheck({ drainedWithin: Duration.minutes(5) })().steps.find(({ id }) => id === 'await-check')!.timeout.toMinutes()).toBe(5);
    expect(withCheck({ drainedWithin: Duration.seconds(299) })).toThrow('database-main.readinessChecks()[0].drainedWithin = Duration.seconds(299): two periods of the metric '
      + 'and the delay of its publication are 300 seconds, and a run would end before it could know. Write at least Duration.seconds(300).');
  });

  test('is measured by a metric, whatever the run', () => {
    const action = RecoveryAction.checkTable('orders');
    for (const mode of [RunMode.SWITCHOVER, RunMode.FAILOVER, RunMode.DRILL]) {
      expect(withCheck({ action, drainedWithin: Duration.minutes(5) }, mode)).toThrow('database-main.readinessChecks()[0].drainedWithin = on a "check-table": that everything has '
        + 'arrived is measured by a metric, which is asked until it says so. Set it on a step with RecoveryAction.checkMetric, or leave it out.');
    }
  });

  test('must be known', () => {
    expect(withCheck({ drainedWithin: Duration.seconds(Lazy.number({ produce: () => 500 })) })).toThrow('database-main.readinessChecks()[0].drainedWithin = not known at synthesis');
  });

  test('makes a step, which has an id of its own, short enough for states', () => {
    const drainedWithin = Duration.minutes(5);
    expect(withCheck({ id: 'c'.repeat(67), drainedWithin })).toThrow(/database-main\.readinessChecks\(\), again as a step\.id = "await-c{67}"/);
    expect(withCheck({ id: 'c'.repeat(66), drainedWithin })).not.toThrow();
  });
});

describe('law 6: a limit of the whole run', () => {
  const STEPS = 30 + 10 + 30 + 30 + 960 + 30 + 300 + 60;
  const limited = (timeLimit: Duration) => () => planOf(RunMode.SWITCHOVER, t => ({
    recoverables: [new ExampleStore(t)],
    traffic: {
      ...TRAFFIC!, endpointCheck: () => undefined,
    },
    timeLimit,
  }));

  test('is refused when the steps may take longer', () => {
    expect(limited(Duration.seconds(STEPS + 29))).toThrow(new RegExp(`\\[Payments\\] timeout = Duration\\.seconds\\(${STEPS + 29}\\): `
      + `the steps of a switchover to eu-central-1 may take ${STEPS + 30} seconds together, and a run that is cut off leaves what it began\\. `
      + `Write at least Duration\\.seconds\\(${STEPS + 30}\\), or give the steps shorter time limits`));
  });

  test('is told in whole seconds, enough for steps that take parts of one', () => {
    const timeout = Duration.millis(1500);
    expect(() => planOf(RunMode.FAILOVER, t => ({
      recoverables: [new ExampleStore(t, { promotionSteps: () => [], fencingSteps: () => [], readinessChecks: region => [exampleCheck('check', region, { timeout })] })],
      timeLimit: Duration.seconds(1),
    }))).toThrow(/may take 182 seconds together, .* Write at least Duration\.seconds\(182\)/);
  });

  test('is taken when they do not', () => {
    expect(limited(Duration.seconds(STEPS + 30))().plan.timeout.toSeconds()).toBe(STEPS + 30);
  });

  test('must be known', () => {
    expect(limited(Duration.seconds(Lazy.number({ produce: () => 5 })))).toThrow(/timeout = not known at synthesis/);
  });
});
