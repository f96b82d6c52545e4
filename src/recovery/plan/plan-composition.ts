import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { RecoveryBranch } from './plan';
import { BranchPurpose, RecoveryPlan } from './plan';
import { ofTheRun, PlanBranches } from './plan-branches';
import type { PhaseId } from './plan-ids';
import { PHASE } from './plan-ids';
import type { PlanParts } from './plan-parts';
import { validateBranches, validateTimeLimit } from './plan-rules';
import { PlanSteps } from './plan-steps';
import { RunMode } from './run-mode';
import { RunPoint } from './run-point';
import type { DrRegion } from '../../topology';

const { CONTROL, FENCING, PROMOTION, READINESS } = BranchPurpose;

/** Nothing is changed before somebody approves it. */
const BEGINNING = [PHASE.start, PHASE.readiness, PHASE.record, PHASE.approval, PHASE.preparation];
const END = [PHASE.verification, PHASE.aftermath, PHASE.completion];

/** Traffic moves after the writer: until then the source, which is drained, refuses what the target could not take. */
const PLANNED = [...BEGINNING, PHASE.drain, PHASE.replication, PHASE.activation, PHASE.admission, PHASE.beforeTraffic, PHASE.traffic, ...END];

/** Which phases there are, in order. */
const PHASE_ORDER: Record<RunMode, PhaseId[]> = {
  // Traffic moves before the writer: names take as long to follow as the promotion does, and what a dying writer takes meanwhile is lost.
  [RunMode.FAILOVER]: [...BEGINNING, PHASE.beforeTraffic, PHASE.traffic, PHASE.activation, PHASE.admission, ...END],
  [RunMode.SWITCHOVER]: PLANNED,
  [RunMode.FAILBACK]: PLANNED,
  [RunMode.DRILL]: [PHASE.start, PHASE.readiness, PHASE.record, PHASE.roundTrip, PHASE.completion],
};

/**
 * Puts the steps of the run, of all stores and of the team together to the plan of a run. Stores do not wait for each other, and a forced
 * promotion does not wait for fencing: what could answer on the side that is left may be lost with it.
 *
 * @param scope named in errors
 * @param target the Region that takes over
 * @throws ConfigurationError when a store or the team contributes a step that breaks a rule of `RecoveryPlan`
 */
export function composePlan(scope: IConstruct, parts: PlanParts, target: DrRegion, mode: RunMode): RecoveryPlan {
  const branches = mode === RunMode.DRILL ? branchesOfDrill(parts, target) : branchesOfRun(parts, target, mode);
  const phases = PHASE_ORDER[mode].map(id => ({ id, branches: branches[id]! })).filter(phase => phase.branches.length > 0);
  validateBranches(scope, phases.flatMap(phase => phase.branches), target, mode);
  const plan = RecoveryPlan._of(mode, target, phases.map(phase => ({
    ...phase, description: descriptionOf(phase.id, target, mode), timeout: longest(phase.branches),
  })));
  validateTimeLimit(scope, plan, parts.timeLimit);
  return plan;
}

type Branches = { readonly [phase in PhaseId]?: RecoveryBranch[] };

function branchesOfRun(parts: PlanParts, target: DrRegion, mode: RunMode): Branches {
  const steps = new PlanSteps(parts, target, mode);
  const contributed = new PlanBranches(parts, { mode, target, source: target.peer });
  const promotion = contributed.ofStores(PROMOTION);
  const replication = contributed.ofReplication();
  // Where nothing is measured behind it, the wait is beside the promotion, which takes as long: the database has one writer by itself.
  const drain = steps.drainSource();
  const [drainFirst, drainBeside] = replication.length > 0 ? [drain, []] : [[], drain];
  const fencing = [...ofTheRun(FENCING, [steps.fenceSource(), ...drainFirst]), ...contributed.ofStores(FENCING)];
  const isForced = mode === RunMode.FAILOVER;
  return {
    [PHASE.start]: ofTheRun(CONTROL, [steps.beginRun()]),
    [PHASE.readiness]: [...contributed.ofStores(READINESS), ...ofTheRun(READINESS, steps.checkEndpoint())],
    [PHASE.record]: ofTheRun(CONTROL, [steps.recordReadiness()]),
    [PHASE.preparation]: contributed.ofTeam(RunPoint.BEFORE_PROMOTION),
    [PHASE.approval]: ofTheRun(CONTROL, steps.approveRun()),
    [PHASE.drain]: fencing,
    [PHASE.replication]: replication,
    [PHASE.beforeTraffic]: contributed.ofTeam(RunPoint.BEFORE_TRAFFIC),
    [PHASE.traffic]: ofTheRun(CONTROL, steps.shiftTraffic()),
    [PHASE.activation]: [
      ...promotion, ...isForced ? fencing : ofTheRun(FENCING, drainBeside), ...contributed.ofTeam(RunPoint.BESIDE_PROMOTION),
    ],
    [PHASE.admission]: ofTheRun(CONTROL, [steps.activateRegion([...promotion.flatMap(branch => branch.steps), ...drain].map(step => step.id))]),
    // Beside each other: what works needs not wait for names, which take minutes to follow.
    [PHASE.verification]: [...ofTheRun(CONTROL, steps.verifyTraffic()), ...ofTheRun(CONTROL, steps.verifyService())],
    [PHASE.aftermath]: contributed.ofTeam(RunPoint.AFTER_TRAFFIC),
    [PHASE.completion]: ofTheRun(CONTROL, [steps.finishRun(), steps.notify()]),
  };
}

function branchesOfDrill(parts: PlanParts, target: DrRegion): Branches {
  const steps = new PlanSteps(parts, target, RunMode.DRILL);
  const contributed = new PlanBranches(parts, { mode: RunMode.DRILL, target, source: target.peer });
  return {
    [PHASE.start]: ofTheRun(CONTROL, [steps.beginDrill()]),
    [PHASE.readiness]: [...contributed.ofStores(READINESS), ...ofTheRun(READINESS, steps.checkEndpoint())],
    [PHASE.record]: ofTheRun(CONTROL, [steps.recordReadiness()]),
    [PHASE.roundTrip]: ofTheRun(CONTROL, steps.roundTrip()),
    [PHASE.completion]: ofTheRun(CONTROL, [steps.endDrill(), steps.notify()]),
  };
}

/** In words that an operator on call understands. */
function descriptionOf(id: PhaseId, target: DrRegion, mode: RunMode): string {
  const { name } = target;
  const source = target.peer.name;
  const descriptions: Record<PhaseId, string> = {
    [PHASE.start]: mode === RunMode.DRILL ? 'announce the drill' : 'begin the run, alone',
    [PHASE.readiness]: `check that ${name} could take over`,
    [PHASE.record]: 'keep what the checks found',
    [PHASE.preparation]: `prepare ${name}`,
    [PHASE.approval]: 'ask, where nobody asked for the run',
    [PHASE.drain]: `stop writes in ${source}`,
    [PHASE.replication]: `wait until ${name} has what was written in ${source}`,
    [PHASE.beforeTraffic]: `prepare ${name} for its traffic`,
    [PHASE.traffic]: `move traffic to ${name}`,
    [PHASE.activation]: mode === RunMode.FAILOVER
      ? `make every store writable in ${name}, and stop writes in ${source} as far as it answers`
      : `make every store writable in ${name}, while writes in ${source} end`,
    [PHASE.admission]: `let applications write in ${name}`,
    [PHASE.verification]: `see that clients reach ${name} and are served there`,
    [PHASE.aftermath]: 'do what can wait until clients are served',
    [PHASE.roundTrip]: `move production to ${name} and back, where the drill asks for it`,
    [PHASE.completion]: mode === RunMode.DRILL ? 'end the drill and report' : 'end the run and report',
  };
  return descriptions[id];
}

/** Checks are taken side by side even within a branch, and end together: a chain of them is not longer than its longest. */
function longest(branches: RecoveryBranch[]): Duration {
  return Duration.millis(Math.max(...branches.map(millisecondsOf)));
}

function millisecondsOf(branch: RecoveryBranch): number {
  const times = branch.steps.map(step => step.timeout.toMilliseconds());
  return branch.purpose === READINESS ? Math.max(...times) : times.reduce((sum, time) => sum + time, 0);
}
