import { Duration } from 'aws-cdk-lib';
import { ExampleStore, exampleStep } from './example-store';
import { exampleTeamStep, planOf, TRAFFIC } from './plan-fixture';
import type { RecoveryPlan } from '../../src';
import { RunMode, RunPoint } from '../../src';
import { fenceLease } from '../../src/recovery/plan/fence-lease';

const MODES = [RunMode.FAILOVER, RunMode.SWITCHOVER, RunMode.FAILBACK];

/** All that may pass while the fence is needed, added up without the code under test. */
function neededSeconds({ phases, mode }: RecoveryPlan): number {
  const ids = mode === RunMode.FAILOVER
    ? ['activation', 'admission', 'verification', 'aftermath', 'completion']
    : ['drain', 'replication', 'activation', 'admission'];
  return ids.map(id => phases.find(phase => phase.id === id)).reduce((sum, phase) => sum + (phase?.timeout.toSeconds() ?? 0), 0);
}

function withPromotion(minutes: number, mode: RunMode, teamMinutes = 1): RecoveryPlan {
  return planOf(mode, topology => ({
    traffic: TRAFFIC,
    recoverables: [new ExampleStore(topology, {
      promotionSteps: target => [exampleStep('promote', target, { timeout: Duration.minutes(minutes) })],
      readinessChecks: () => [],
      fencingSteps: () => [],
    })],
    teamSteps: topology.regions.map(target => exampleTeamStep(topology, {
      target, point: RunPoint.BESIDE_PROMOTION, timeout: Duration.minutes(teamMinutes),
    })),
  })).plan;
}

describe.each(MODES)('the fence of a run: %s', mode => {
  test.each([[15, 1], [45, 1], [15, 50]])('lasts longer than everything that it protects, with a promotion of %i minutes and a step of the team of %i', (promotion, team) => {
    const plan = withPromotion(promotion, mode, team);
    const lease = fenceLease(plan).toSeconds();
    expect(lease).toBe(neededSeconds(plan) + 60);
    expect(lease).toBeGreaterThan(Math.max(promotion, team) * 60);
    for (const step of plan.steps.filter(({ id }) => ['fence-source', 'promote', 'activate-region'].includes(id))) {
      expect(lease).toBeGreaterThan(step.timeout.toSeconds());
    }
  });

  test('has an end, a minute behind the run that it is for at most', () => {
    const plan = withPromotion(15, mode);
    expect(fenceLease(plan).toSeconds()).toBeLessThanOrEqual(plan.timeout.toSeconds() + 60);
  });
});

test('ends with what the run takes beside the fence, and behind it: the fence is found among other steps', () => {
  const phase = (id: string, minutes: number, ...steps: string[]) =>
    ({ id, timeout: Duration.minutes(minutes), branches: steps.map(step => ({ steps: [{ id: 'another' }, { id: step }] })) });
  const phases = [phase('start', 1, 'begin-run'), phase('drain', 2, 'drain', 'fence-source'), phase('admission', 4, 'activate-region'), phase('completion', 8, 'finish-run')];
  const leaseOf = (mode: RunMode) => fenceLease({ mode, phases } as unknown as RecoveryPlan).toMinutes();
  expect(leaseOf(RunMode.SWITCHOVER)).toBe(1 + 2 + 4);
  expect(leaseOf(RunMode.FAILOVER)).toBe(1 + 2 + 4 + 8);
});

test('by default: 17 minutes by plan; by force, where the other Region is told at the end, 22 and a half', () => {
  expect(fenceLease(withPromotion(15, RunMode.SWITCHOVER)).toMinutes()).toBe(17);
  expect(fenceLease(withPromotion(15, RunMode.FAILOVER)).toSeconds()).toBe(1350);
});
