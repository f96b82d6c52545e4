import { Duration } from 'aws-cdk-lib';
import type { DrTopology, RecoveryPlan, TeamStep } from '../../src';
import { RecoveryAction, RunMode, RunPoint } from '../../src';
import { composePlan } from '../../src/recovery/plan/plan-composition';
import type { PlanParts } from '../../src/recovery/plan/plan-parts';
import { PlanSet } from '../../src/recovery/plan/plan-set';
import { createdTopology } from '../support/environment';

/** A public name whose endpoints can be probed. */
export const TRAFFIC: PlanParts['traffic'] = {
  domainName: 'api.example.com',
  endpointCheck: ({ name }) => ({ url: `https://api-${name}.example.com/health` }),
};

export interface Planned {
  readonly topology: DrTopology;
  /** The plan to a Region: the standby, and the home Region for a failback. */
  readonly plan: RecoveryPlan;
}

/** What the parts of a plan are when a test says nothing: neither stores nor a public name. */
export function partsOf(parts: Partial<PlanParts> = {}): PlanParts {
  return { recoverables: [], teamSteps: [], environmentName: 'prod', ...parts };
}

/** Composes the plan of one mode. */
export function planOf(mode: RunMode, parts: (topology: DrTopology) => Partial<PlanParts> = () => ({})): Planned {
  const topology = createdTopology();
  const target = mode === RunMode.FAILBACK ? topology.primary : topology.secondary;
  return { topology, plan: composePlan(topology, partsOf(parts(topology)), target, mode) };
}

export function planSet(parts: (topology: DrTopology) => Partial<PlanParts> = () => ({})): { topology: DrTopology; plans: PlanSet } {
  const topology = createdTopology();
  return { topology, plans: new PlanSet(topology, topology, partsOf(parts(topology))).composed() };
}

/** A step of a team that is right, unless `overrides` says otherwise. */
export function exampleTeamStep(topology: DrTopology, overrides: Partial<TeamStep> = {}): TeamStep {
  return {
    id: 'warm-caches',
    description: 'warm the caches',
    point: RunPoint.BEFORE_PROMOTION,
    target: topology.secondary,
    action: RecoveryAction.invokeFunction({ functionName: 'warm-caches' }),
    timeout: Duration.minutes(1),
    ...overrides,
  };
}

/** Phases as `[id, [[purpose, whose, step ids]]]`. */
export function shapeOf(plan: RecoveryPlan) {
  return plan.phases.map(phase => [phase.id, phase.branches.map(b => [b.purpose, b.recoverableId, b.steps.map(step => step.id)])]);
}

/** Where a step stands, for comparisons of order. Fails for one that is not there. */
export function stepOf(plan: RecoveryPlan, id: string) {
  const step = plan.steps.find(each => each.id === id);
  expect(step?.id).toBe(id);
  return step!;
}
