import { Duration, Lazy } from 'aws-cdk-lib';
import type { ExampleStoreProps } from './example-store';
import { ExampleStore, exampleCheck, exampleStep } from './example-store';
import { exampleTeamStep, planOf, planSet, TRAFFIC } from './plan-fixture';
import type { DrTopology } from '../../src';
import { BranchPurpose, RecoveryAction, RunMode, StepFailure, StepRetry } from '../../src';

const CONTINUE = { onFailure: StepFailure.CONTINUE };

function refusal(props: ExampleStoreProps, mode = RunMode.FAILOVER): () => void {
  return () => planOf(mode, t => ({ recoverables: [new ExampleStore(t, props)] }));
}

describe('law 6: a store that no run could follow is refused', () => {
  type Case = [why: string, props: ExampleStoreProps, message: RegExp];
  const refused: Case[] = [
    ['a readiness check in the Region that may be lost',
      { readinessChecks: region => [exampleCheck('check', region.peer)] },
      /\[Payments\] database-main\.readinessChecks\(\)\[0\]\.runsIn = "eu-west-1": a forced failover to eu-central-1 must need nothing from eu-west-1/],
    ['a promotion in the Region that may be lost',
      { promotionSteps: target => [exampleStep('promote', target), exampleStep('detach', target.peer)] },
      /database-main\.promotionSteps\(\)\[1\]\.runsIn = "eu-west-1": a forced .* Make the call in the Region that takes over/],
    ['fencing that ends the run',
      { fencingSteps: (_, { target }) => [exampleStep('fence', target)] },
      /database-main\.fencingSteps\(\)\[0\]\.onFailure = "stop": fencing is best effort: .* Set onFailure to StepFailure\.CONTINUE in a failover/],
    ['fencing by a service of a Region that the run is not in',
      { fencingSteps: source => [exampleStep('fence', source, CONTINUE)] },
      /fencingSteps\(\)\[0\]\.runsIn = "eu-west-1": the run is in eu-central-1, and Step Functions calls services of its own Region only\. Use context\.target: what acts on eu-west-1 is a function in eu-central-1 that calls there/],
    ['a check that changes something',
      { readinessChecks: region => [exampleStep('check', region)] },
      /readinessChecks\(\)\[0\]\.action = "invoke-function": readiness is checked, and nothing is changed by it\. Use one of check-aurora, check-table, check-bucket, check-metric, check-alarms, check-endpoint/],
    ['a promotion that changes nothing',
      { promotionSteps: region => [exampleCheck('promote', region)] },
      /promotionSteps\(\)\[0\]\.action = "check-table": promotionSteps\(\) acts, and waits for nobody\. Use one of promote-aurora, invoke-function, scale-ecs-service, scale-auto-scaling-group, start-state-machine, wait\./],
    ['a promotion that waits for people',
      { promotionSteps: region => [exampleStep('promote', region, { action: RecoveryAction.approval('May it?') })] },
      /promotionSteps\(\)\[0\]\.action = "approval": promotionSteps\(\) acts, and waits for nobody/],
    ['fencing that promotes',
      {
        fencingSteps: (_, { target }) => [exampleStep('fence', target, {
          ...CONTINUE, action: RecoveryAction.promoteAurora({ globalClusterIdentifier: 'a', targetClusterArn: 'b' }),
        })],
      },
      /fencingSteps\(\)\[0\]\.action = "promote-aurora": fencingSteps\(\) acts, and waits for nobody\. Use one of invoke-function, .*, start-state-machine, wait\./],
    ['fencing that waits for people',
      { fencingSteps: (_, { target }) => [exampleStep('fence', target, { ...CONTINUE, action: RecoveryAction.approval('May it?') })] },
      /fencingSteps\(\)\[0\]\.action = "approval"/],
    ['one id for two steps of a branch',
      { promotionSteps: target => [exampleStep('promote', target), exampleStep('promote', target)] },
      /database-main\.promotionSteps\(\)\[1\]\.id = "promote": database-main\.promotionSteps\(\)\[0\]\.id has the same id/],
    ['one id for steps of two branches',
      { readinessChecks: region => [exampleCheck('step', region)], promotionSteps: target => [exampleStep('step', target)] },
      /database-main\.promotionSteps\(\)\[0\]\.id = "step": database-main\.readinessChecks\(\)\[0\]\.id has the same id/],
    ['the id of a step that comes after it and is of the run itself',
      { promotionSteps: target => [exampleStep('finish-run', target)] },
      /database-main\.promotionSteps\(\)\[0\]\.id = "finish-run": recovery\.finish-run\.id has the same id/],
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
      { fencingSteps: (_, { target }) => [exampleStep('fence', target, { ...CONTINUE, timeout: Duration.seconds(Lazy.number({ produce: () => 5 })) })] },
      /fencingSteps\(\)\[0\]\.timeout = not known at synthesis: .* Write a duration such as Duration\.seconds\(30\)/],
    ['a retry that Step Functions does not take',
      { promotionSteps: target => [exampleStep('promote', target, { retry: StepRetry.backoff({ maxAttempts: 11 }) })] },
      /promotionSteps\(\)\[0\]\.retry\.maxAttempts = 11: it must be a whole number/],
    ['an action that cannot be called',
      { promotionSteps: target => [exampleStep('promote', target, { action: RecoveryAction.invokeFunction({ functionName: 'my function' }) })] },
      /promotionSteps\(\)\[0\]\.action\.functionName = "my function"/],
  ];

  test.each(refused)('%s', (_, props, message) => {
    expect(refusal(props)).toThrow(message);
  });

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
      + `the steps of a switchover to eu-central-1 may take ${STEPS + 30} seconds together, .* Write at least Duration\\.seconds\\(${STEPS + 30}\\)`));
  });

  test('is taken when they do not', () => {
    expect(limited(Duration.seconds(STEPS + 30))().plan.timeout.toSeconds()).toBe(STEPS + 30);
  });

  test('must be known', () => {
    expect(limited(Duration.seconds(Lazy.number({ produce: () => 5 })))).toThrow(/timeout = not known at synthesis/);
  });
});
