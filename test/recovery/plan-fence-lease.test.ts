import { Duration } from 'aws-cdk-lib';
import { ExampleStore, exampleStep } from './example-store';
import { auroraStore, machinesOf, statesOf } from './machine/machines';
import { exampleTeamStep, planOf, TRAFFIC } from './plan-fixture';
import type { DrRegion, RecoveryPlan } from '../../src';
import { Automation, FailoverOrchestrator, RecoveryAction, RunMode, RunPoint, StackLayer } from '../../src';
import { fenceLease } from '../../src/recovery/plan/fence-lease';
import { createdDetection } from '../detection/fixture';
import { templateOf } from '../support/environment';

const MODES = [RunMode.FAILOVER, RunMode.SWITCHOVER, RunMode.FAILBACK];

/** All that may pass while the fence is needed, added up without the code under test. */
function neededSeconds({ phases, mode }: RecoveryPlan): number {
  const ids = mode === RunMode.FAILOVER
    ? ['activation', 'admission', 'verification', 'aftermath', 'completion']
    : ['drain', 'activation', 'admission'];
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

test('by default: 17 minutes by plan; by force, where the other Region is told at the end, 22 and a half', () => {
  expect(fenceLease(withPromotion(15, RunMode.SWITCHOVER)).toMinutes()).toBe(17);
  expect(fenceLease(withPromotion(15, RunMode.FAILOVER)).toSeconds()).toBe(1350);
});

describe('as it is rendered', () => {
  const { app, topology, dns, detection } = createdDetection();
  const orchestrator = new FailoverOrchestrator(app, 'Recovery', {
    topology, recoverables: [auroraStore(topology)], dns, detection, automation: Automation.automatic(), timeout: Duration.hours(2),
  });
  // A store of the team that comes later and takes longer than any of the library's.
  orchestrator.addRecoverable(new ExampleStore(topology, {
    id: 'search',
    promotionSteps: target => [exampleStep('promote-search', target, {
      timeout: Duration.minutes(50), action: RecoveryAction.invokeFunction({ functionName: 'search' }),
    })],
    readinessChecks: () => [],
    fencingSteps: () => [],
  }));

  function settingsOf(region: DrRegion) {
    const functions = Object.values(templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::Lambda::Function'));
    const [told] = functions.flatMap(({ Properties }) => Properties.Environment?.Variables?.KEEPER_SETTINGS ?? []);
    return JSON.parse(told);
  }

  test.each([0, 1])('the keeper is told of a lease that is longer than the longest step of the machines that it serves: Region %i', index => {
    const region = topology.regions[index];
    const { fenceSeconds } = settingsOf(region);
    const machines = machinesOf({ app, topology, orchestrator }, region);
    const limits = (machine: typeof machines.failover) => statesOf(machine)
      .flatMap(([, { Output }]) => /\$millis\(\) \+ (\d+)/.exec(JSON.stringify(Output ?? ''))?.[1] ?? []).map(text => Number(text) / 1000);
    expect(fenceSeconds.planned).toBeGreaterThan(Math.max(...limits(machines.planned), 50 * 60));
    expect(fenceSeconds.forced).toBeGreaterThan(Math.max(...limits(machines.failover), 50 * 60));
    expect(limits(machines.planned)).toContain(600);
  });
});
