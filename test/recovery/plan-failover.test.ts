import { Duration } from 'aws-cdk-lib';
import { activeActiveStore, ExampleStore, exampleCheck, exampleStep } from './example-store';
import { exampleTeamStep, planOf, planSet, shapeOf, stepOf, TRAFFIC } from './plan-fixture';
import { BranchPurpose, RunMode, RunPoint, StepFailure } from '../../src';
import { PRIMARY, SECONDARY } from '../support/environment';

const composed = () => planOf(RunMode.FAILOVER, t => ({
  recoverables: [new ExampleStore(t), activeActiveStore(t, 'sessions-web'), new ExampleStore(t, { id: 'database-audit' })],
  traffic: TRAFFIC,
  approval: { timeout: Duration.minutes(10) },
})).plan;

test('law 4: a forced failover checks, asks, moves traffic, promotes while it fences, admits writers, verifies and reports', () => {
  const plan = composed();
  expect(shapeOf(plan)).toEqual([
    ['start', [['control', 'recovery', ['begin-run']]]],
    ['readiness', [
      ['readiness', 'database-main', ['check-database-main']],
      ['readiness', 'sessions-web', ['check-sessions-web']],
      ['readiness', 'database-audit', ['check-database-audit']],
      ['readiness', 'recovery', ['check-endpoint']],
    ]],
    ['record', [['control', 'recovery', ['record-readiness']]]],
    ['approval', [['control', 'recovery', ['approve-run']]]],
    ['traffic', [['control', 'recovery', ['shift-traffic']]]],
    ['activation', [
      ['promotion', 'database-main', ['promote-database-main', 'warm-database-main']],
      ['promotion', 'database-audit', ['promote-database-audit', 'warm-database-audit']],
      ['fencing', 'recovery', ['fence-source']],
      ['fencing', 'database-main', ['fence-database-main']],
      ['fencing', 'database-audit', ['fence-database-audit']],
    ]],
    ['admission', [['control', 'recovery', ['activate-region']]]],
    ['verification', [['control', 'recovery', ['verify-traffic']]]],
    ['completion', [['control', 'recovery', ['finish-run', 'notify']]]],
  ]);
});

test('law 4: the steps are listed in the order of the phases', () => {
  const plan = composed();
  expect(plan.steps.map(step => step.id)).toEqual(shapeOf(plan).flatMap(([, branches]) => (branches as string[][][]).flatMap(branch => branch[2])));
});

test('law 1: every step runs in the Region that takes over, except the fencing of the other', () => {
  const { plans, topology } = planSet(t => ({ recoverables: [new ExampleStore(t)], traffic: TRAFFIC }));
  for (const target of topology.regions) {
    const steps = plans.get(target, RunMode.FAILOVER).steps;
    expect(steps.length).toBeGreaterThan(10);
    expect(steps.filter(step => step.runsIn.name !== target.name).map(step => [step.id, step.runsIn.name, step.onFailure]))
      .toEqual([['fence-source', target.peer.name, 'continue']]);
  }
});

test('law 1: no fencing can end a forced failover, and no promotion waits for it', () => {
  const plan = composed();
  const activation = plan.phases.find(phase => phase.id === 'activation')!;
  const fencing = activation.branches.filter(branch => branch.purpose === BranchPurpose.FENCING);
  expect(fencing.flatMap(branch => branch.steps).map(step => step.onFailure)).toEqual(['continue', 'continue', 'continue']);
  const others = plan.phases.filter(phase => phase !== activation).flatMap(phase => phase.branches);
  expect(others.map(branch => branch.purpose)).not.toContain(BranchPurpose.FENCING);
});

test('what a forced failover can do without does not end it', () => {
  const plan = composed();
  const optional = plan.steps.filter(step => step.onFailure === StepFailure.CONTINUE).map(step => step.id);
  expect(optional).toEqual(['check-endpoint', 'record-readiness', 'fence-source', 'fence-database-main', 'fence-database-audit', 'notify']);
});

test('law 5: a phase may take as long as its longest branch, checks as long as the longest check, the run as long as its phases', () => {
  const plan = composed();
  expect(plan.phases.map(phase => [phase.id, phase.timeout.toSeconds()])).toEqual([
    ['start', 30], ['readiness', 30], ['record', 30], ['approval', 600], ['traffic', 30], ['activation', 16 * 60],
    ['admission', 30], ['verification', 300], ['completion', 60],
  ]);
  expect(plan.timeout.toSeconds()).toBe(30 + 30 + 30 + 600 + 30 + 960 + 30 + 300 + 60);
});

test('law 5: checks of one store are taken side by side, too', () => {
  const { plan: several } = planOf(RunMode.FAILOVER, t => ({
    recoverables: [new ExampleStore(t, {
      readinessChecks: region => [7, 9, 8].map(seconds => exampleCheck(`check-${seconds}`, region, { timeout: Duration.seconds(seconds) })),
    })],
  }));
  expect(several.phases[1].timeout.toSeconds()).toBe(9);
});

test('an approval is asked for only when nobody asked for the run', () => {
  const plan = composed();
  const { onlyWhen, action, timeout, onFailure } = stepOf(plan, 'approve-run');
  expect([onlyWhen, action.kind, timeout.toMinutes(), onFailure]).toEqual(['automatic', 'approval', 10, 'stop']);
  expect(action.parameters.question).toBe(`May ${SECONDARY} take over from ${PRIMARY} (failover)?`);
  expect(plan.steps.filter(step => step.onlyWhen !== undefined).map(step => step.id)).toEqual(['approve-run']);
});

test('writers are admitted when every store was promoted', () => {
  const plan = composed();
  expect(stepOf(plan, 'activate-region').needs)
    .toEqual(['promote-database-main', 'warm-database-main', 'promote-database-audit', 'warm-database-audit']);
  expect(stepOf(plan, 'verify-traffic').needs).toEqual(['shift-traffic', 'activate-region']);
});

test('what the steps of the run itself are called with is known at synthesis', () => {
  const plan = composed();
  const control = plan.phases.flatMap(phase => phase.branches).filter(branch => branch.recoverableId === 'recovery').flatMap(branch => branch.steps);
  expect(Object.fromEntries(control.map(({ action: { kind, parameters } }) => [kind, parameters]))).toEqual({
    'begin-run': { mode: 'failover' },
    'check-endpoint': { url: `https://api-${SECONDARY}.example.com/health` },
    'record-readiness': {},
    'approval': { question: expect.any(String) },
    'shift-traffic': { domainName: 'api.example.com' },
    'fence-source': {},
    'activate-region': {},
    'verify-traffic': { domainName: 'api.example.com' },
    'finish-run': {},
    'notify': {},
  });
});

test('a workload without stores, public name and approval has nothing of them in its plan', () => {
  const { plan: bare } = planOf(RunMode.FAILOVER);
  expect(bare.steps.map(step => step.id)).toEqual(['begin-run', 'record-readiness', 'fence-source', 'activate-region', 'finish-run', 'notify']);
  expect(bare.phases.map(phase => phase.branches.length)).toEqual([1, 1, 1, 1, 1]);
});

test('an endpoint that cannot be probed is not checked, and how long a name may take is an option', () => {
  const { plan: unprobed } = planOf(RunMode.FAILOVER, () => ({
    traffic: { ...TRAFFIC!, endpointCheck: () => undefined, verificationTimeout: Duration.minutes(7) },
  }));
  expect(unprobed.steps.map(step => step.id)).not.toContain('check-endpoint');
  expect(stepOf(unprobed, 'verify-traffic').timeout.toMinutes()).toBe(7);
});

test('a step of a store is taken in the modes that it names, and stores know the mode', () => {
  const shape = (mode: RunMode) => planOf(mode, t => ({
    recoverables: [new ExampleStore(t, {
      promotionSteps: (target, context) => [
        exampleStep(`for-${context.mode}-of-${context.source.name}`, target),
        exampleStep('failover-only', target, { modes: [RunMode.FAILOVER] }),
      ],
      fencingSteps: target => [exampleStep('planned-only', target.peer, { modes: [RunMode.SWITCHOVER, RunMode.FAILBACK] })],
    })],
  })).plan.steps.map(step => step.id).filter(id => /only|^for-/.test(id));
  expect(shape(RunMode.FAILOVER)).toEqual([`for-failover-of-${PRIMARY}`, 'failover-only']);
  expect(shape(RunMode.SWITCHOVER)).toEqual(['planned-only', `for-switchover-of-${PRIMARY}`]);
  expect(shape(RunMode.FAILBACK)).toEqual(['planned-only', `for-failback-of-${SECONDARY}`]);
  expect(shape(RunMode.DRILL)).toEqual([]);
});

test('a step of a team beside a forced promotion does not keep the writer from being admitted, unless the team wants it to', () => {
  const failureOf = (mode: RunMode, onFailure?: StepFailure) => planOf(mode, t => ({
    recoverables: [new ExampleStore(t, { fencingSteps: () => [] })],
    teamSteps: [exampleTeamStep(t, { id: 'scale', point: RunPoint.BESIDE_PROMOTION, onFailure })],
  })).plan.steps.find(({ id }) => id === 'scale')!.onFailure;
  expect(failureOf(RunMode.FAILOVER)).toBe(StepFailure.CONTINUE);
  expect(failureOf(RunMode.FAILOVER, StepFailure.STOP)).toBe(StepFailure.STOP);
  expect(failureOf(RunMode.SWITCHOVER)).toBe(StepFailure.STOP);
});

test('steps of a team stand at their points: before and after one after the other, beside the promotion side by side', () => {
  const points = [RunPoint.AFTER_TRAFFIC, RunPoint.BEFORE_TRAFFIC, RunPoint.BESIDE_PROMOTION, RunPoint.BEFORE_PROMOTION];
  const { plan: withTeam } = planOf(RunMode.FAILOVER, t => ({
    recoverables: [new ExampleStore(t, { fencingSteps: () => [] })],
    traffic: TRAFFIC,
    approval: { timeout: Duration.minutes(1) },
    teamSteps: points.flatMap(point => [1, 2].map(number => exampleTeamStep(t, { id: `${point}-${number}`, point }))),
  }));
  expect(shapeOf(withTeam).slice(3, 8)).toEqual([
    ['approval', [['control', 'recovery', ['approve-run']]]],
    ['preparation', [['team', 'team', ['before-promotion-1', 'before-promotion-2']]]],
    ['before-traffic', [['team', 'team', ['before-traffic-1', 'before-traffic-2']]]],
    ['traffic', [['control', 'recovery', ['shift-traffic']]]],
    ['activation', [
      ['promotion', 'database-main', ['promote-database-main', 'warm-database-main']],
      ['fencing', 'recovery', ['fence-source']],
      ['team', 'team', ['beside-promotion-1']],
      ['team', 'team', ['beside-promotion-2']],
    ]],
  ]);
  expect(shapeOf(withTeam).slice(-3)).toEqual([
    ['verification', [['control', 'recovery', ['verify-traffic']]]],
    ['aftermath', [['team', 'team', ['after-traffic-1', 'after-traffic-2']]]],
    ['completion', [['control', 'recovery', ['finish-run', 'notify']]]],
  ]);
});
