import { Duration } from 'aws-cdk-lib';
import type { BudgetSettings, PlannedPhases } from '../../../src/recovery/budget/budget-parts';
import { budgetParts } from '../../../src/recovery/budget/budget-parts';
import type { AssumedDuration } from '../../../src/recovery/budget/recovery-assumptions';
import { BranchPurpose } from '../../../src/recovery/plan/plan';
import type { RecoveryBranch, RecoveryPhase } from '../../../src/recovery/plan/plan';
import type { RecoveryStep } from '../../../src/recovery/plan/recovery-step';
import { RunCondition } from '../../../src/recovery/plan/recovery-step';
import { RunMode } from '../../../src/recovery/plan/run-mode';

const OF_KIND = { best: 1, typical: 2, worst: 3, source: 'the kind' };

/** What a budget reads of a step, by its id, which is its kind as well. */
function step(id: string, changes: Partial<RecoveryStep> = {}): RecoveryStep {
  return { id, description: `does ${id}`, action: { kind: id }, timeout: Duration.seconds(600), ...changes } as RecoveryStep;
}

function branch(purpose: BranchPurpose, ...steps: RecoveryStep[]): RecoveryBranch {
  return { purpose, recoverableId: 'recovery', steps };
}

function phase(id: string, ...branches: RecoveryBranch[]): RecoveryPhase {
  return { id, description: id, branches, timeout: Duration.seconds(600) };
}

const { CONTROL, READINESS, PROMOTION, TEAM } = BranchPurpose;

/** Every kind of phase that a budget treats in a way of its own. */
const PHASES = [
  phase('start', branch(CONTROL, step('begin'))),
  phase('readiness', branch(READINESS, step('check-a'), step('check-b')), branch(TEAM, step('warm'), step('scale'))),
  phase('approval', branch(CONTROL, step('approve', { onlyWhen: RunCondition.AUTOMATIC }))),
  phase('traffic', branch(CONTROL, step('shift-traffic'))),
  phase('round-trip', branch(CONTROL, step('go-there', { onlyWhen: RunCondition.ROUND_TRIP }))),
  phase('activation', branch(PROMOTION, step('promote-aurora')), branch(TEAM)),
  phase('verification', branch(CONTROL, step('verify'))),
  phase('aftermath', branch(CONTROL, step('tidy'))),
  phase('completion', branch(CONTROL, step('finish'))),
];

function partsOf(mode: RunMode, changes: Partial<BudgetSettings> = {}, phases: readonly RecoveryPhase[] = PHASES) {
  const plan = { target: { name: 'standby' }, source: { name: 'home' }, phases } as unknown as PlannedPhases;
  return budgetParts(plan, mode, {
    startedBy: 'automation', datapointsToAlarm: 5, recordTtl: 60, assumptions: {}, durationOf: () => OF_KIND, ...changes,
  });
}

/** What each part waits for. */
function order(...given: Parameters<typeof partsOf>) {
  return partsOf(...given).map(({ id, after }) => `${id} < ${after.join()}`);
}

function durationsOf(...given: Parameters<typeof partsOf>) {
  return Object.fromEntries(partsOf(...given).map(({ id, duration: { best, typical, worst } }) => [id, [best, typical, worst]]));
}

const assumed = (seconds: number): AssumedDuration => ({ typical: Duration.seconds(seconds), worst: Duration.seconds(2 * seconds), source: 'a drill' });

const FORCED = [
  'detection < ', 'decision < detection', 'begin < decision',
  'check-a < begin', 'check-b < begin', 'warm < begin', 'scale < warm',
  'approve < check-a,check-b,scale', 'shift-traffic < approve',
  'latch-reading < shift-traffic', 'record-cache < latch-reading',
  'promote-aurora < shift-traffic',
  'reconnection < promote-aurora,record-cache', 'verify < promote-aurora,record-cache',
];

describe('what waits for what', () => {
  test('in a forced run that nobody asked for: the traffic moves beside the promotion, and both come before what is verified', () => {
    expect(order(RunMode.FAILOVER)).toEqual(FORCED);
  });

  test('in one that somebody starts, who has approved it', () => {
    expect(order(RunMode.FAILOVER, { startedBy: 'operator' })).toEqual(FORCED
      .filter(each => !each.startsWith('approve'))
      .map(each => each.replace('decision', 'operator').replace('< approve', '< check-a,check-b,scale')));
  });

  test.each([RunMode.SWITCHOVER, RunMode.FAILBACK])('in a %s, which begins with its first step, whoever starts it', mode => {
    expect(order(mode).slice(0, 2)).toEqual(['begin < ', 'check-a < begin']);
    expect(order(mode)).toEqual(order(mode, { startedBy: 'operator' }));
    expect(order(mode).join()).not.toMatch(/detection|approve|tidy|finish/);
  });

  test('in a drill, which is measured to its end', () => {
    expect(order(RunMode.DRILL).slice(-2)).toEqual(['tidy < verify', 'finish < tidy']);
  });

  test('where no traffic is moved, nobody waits for a record', () => {
    expect(order(RunMode.FAILOVER, {}, PHASES.filter(({ id }) => id !== 'traffic')).slice(-2)).toEqual(['reconnection < promote-aurora', 'verify < promote-aurora']);
  });
});

describe('how long a part takes', () => {
  test('is what is known of it', () => {
    expect(durationsOf(RunMode.FAILOVER)).toMatchObject({
      'detection': [42, 65, 116],
      'decision': [2, 16, 90],
      'latch-reading': [15, 75, 120],
      'record-cache': [0, 60, 60],
      'reconnection': [1, 5, 30],
      'promote-aurora': [1, 2, 3],
      'begin': [1, 2, 3],
    });
    expect(durationsOf(RunMode.FAILOVER, { startedBy: 'operator', datapointsToAlarm: undefined, recordTtl: 300 })).toMatchObject({
      'detection': [60, 150, 300], 'operator': [120, 600, 1800], 'record-cache': [0, 300, 300],
    });
    expect(durationsOf(RunMode.SWITCHOVER)).toMatchObject({ 'promote-aurora': [60, 120, 480] });
  });

  test('is what a team says, of a step before that of its kind', () => {
    const assumptions = {
      detection: assumed(1),
      operatorResponse: assumed(2),
      latchReading: assumed(3),
      recordCache: assumed(4),
      reconnection: assumed(5),
      promotion: assumed(6),
      switchover: assumed(7),
      steps: { begin: assumed(8) },
    };
    expect(durationsOf(RunMode.FAILOVER, { assumptions, startedBy: 'operator' })).toMatchObject({
      'detection': [1, 1, 2],
      'operator': [2, 2, 4],
      'latch-reading': [3, 3, 6],
      'record-cache': [4, 4, 8],
      'reconnection': [5, 5, 10],
      'promote-aurora': [6, 6, 12],
      'begin': [8, 8, 16],
      'verify': [1, 2, 3],
    });
    expect(durationsOf(RunMode.FAILBACK, { assumptions })).toMatchObject({ 'promote-aurora': [7, 7, 14] });
    expect(durationsOf(RunMode.FAILBACK, { assumptions: { steps: { 'promote-aurora': assumed(9) } } })).toMatchObject({ 'promote-aurora': [9, 9, 18] });
  });

  test('is never longer than the step may take, in fractions of a second, too', () => {
    const limited = [phase('start', branch(CONTROL, step('begin', { timeout: Duration.millis(1500) })), branch(CONTROL, step('other')))];
    expect(durationsOf(RunMode.SWITCHOVER, {}, limited)).toEqual({ begin: [1, 1.5, 1.5], other: [1, 2, 3] });
    const best = { ...assumed(0.5), best: Duration.millis(250), typical: Duration.millis(500), worst: Duration.millis(1250) };
    expect(durationsOf(RunMode.SWITCHOVER, { assumptions: { steps: { begin: best, other: assumed(700) } } }, limited))
      .toEqual({ begin: [0.25, 0.5, 1.25], other: [600, 600, 600] });
  });
});

test('every part says in words what takes the time, and what the figures rest on', () => {
  const words = Object.fromEntries([...partsOf(RunMode.FAILOVER), ...partsOf(RunMode.FAILOVER, { startedBy: 'operator', datapointsToAlarm: undefined }), ...partsOf(RunMode.SWITCHOVER)]
    .map(({ id, description, duration: { source } }) => [`${id}: ${description}`, source]));
  expect(words).toEqual({
    'detection: standby notices that home is lost': expect.stringMatching(/^assumption: alarms of the team/),
    'decision: standby looks at the databases, and decides': expect.stringMatching(/^assumption: three looks .*eb-what-is\.html$/),
    'operator: somebody is paged, and starts the run': expect.stringMatching(/^assumption: somebody is paged/),
    'latch-reading: Route 53 reads the latch, and answers with the Region that takes over': expect.stringMatching(/^assumption: Route 53 .*health-checks-types\.html$/),
    'record-cache: resolvers and clients drop the answer of before': expect.stringMatching(/^setting: TTL of 60 seconds: https:/),
    'reconnection: clients connect to the Region that takes over': expect.stringMatching(/^assumption: connections that broke/),
    'promote-aurora: does promote-aurora': expect.stringMatching(/^assumption; documented .*disaster-recovery\.html$/),
    ...Object.fromEntries(['begin', 'check-a', 'check-b', 'warm', 'scale', 'approve', 'shift-traffic', 'verify'].map(id => [`${id}: does ${id}`, 'the kind'])),
  });
  expect(partsOf(RunMode.FAILOVER, { assumptions: { detection: assumed(1) } })[0].duration.source).toBe('a drill');
});
