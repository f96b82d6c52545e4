import type { Duration } from 'aws-cdk-lib';
import { detectionFigures } from './detection-figures';
import type { AssumedDuration, RecoveryAssumptions } from './recovery-assumptions';
import { recordCacheFigures, SURROUNDING_FIGURES } from './surrounding-figures';
import type { StepDuration } from '../actions/action-kind';
import type { RecoveryBranch, RecoveryPhase, RecoveryPlan } from '../plan/plan';
import { BranchPurpose } from '../plan/plan';
import { PHASE } from '../plan/plan-ids';
import { isPlanned } from '../plan/plan-modes';
import type { RecoveryStep } from '../plan/recovery-step';
import { RunCondition } from '../plan/recovery-step';
import { RunMode } from '../plan/run-mode';

/** What a budget needs of a plan. */
export type PlannedPhases = Pick<RecoveryPlan, 'target' | 'source' | 'phases'>;

/** What a budget is made of beside the plan. */
export interface BudgetSettings {
  /** Whether runs are started by automation, or by a person who is paged. */
  readonly startedBy: 'automation' | 'operator';
  /** How many of six probes must fail. Nothing where no endpoint is probed, and signals of the team tell. */
  readonly datapointsToAlarm?: number;
  /** Of the record that clients ask for, in seconds. Alias records of load balancers have 60. */
  readonly recordTtl: number;
  readonly assumptions: RecoveryAssumptions;
  /** Of a kind of action. */
  readonly durationOf: (step: RecoveryStep) => StepDuration;
}

/** Something that takes time, and what it waits for. */
export interface BudgetPart {
  readonly id: string;
  readonly description: string;
  readonly duration: StepDuration;
  /** Parts that must be over before this one begins; all of them stand before it. */
  readonly after: readonly string[];
}

/** Clients are served without them. */
const BEHIND: readonly string[] = [PHASE.aftermath, PHASE.completion];
const SHIFT = 'shift-traffic';
/** What ends when nobody is led to the Region any longer that was left. */
export const RECORD_CACHE = 'record-cache';

/** The parts of a run, each behind those that it waits for. */
export function budgetParts(plan: PlannedPhases, mode: RunMode, settings: BudgetSettings): BudgetPart[] {
  const parts = leadIn(plan, mode, settings);
  let gate: readonly string[] = parts.slice(-1).map(({ id }) => id);
  let cached: readonly string[] = [];
  for (const phase of phasesUntilServed(plan, mode, settings)) {
    const from = phase.id === PHASE.verification ? [...gate, ...cached] : gate;
    if (phase.id === PHASE.verification) {
      parts.push(part('reconnection', 'clients connect to the Region that takes over', of(settings, 'reconnection'), from));
    }
    const chains = phase.branches.flatMap(branch => chainsOf(branch, mode, settings, from));
    parts.push(...chains.flat());
    gate = chains.map(chain => chain[chain.length - 1].id);
    const shift = stepsOf(phase).find(step => step.action.kind === SHIFT);
    if (shift) {
      parts.push(...convergence(shift, settings));
      cached = [RECORD_CACHE];
    }
  }
  return parts;
}

/** What passes before the first step of the plan. A planned run is waited for by nobody before it begins. */
function leadIn({ source, target }: PlannedPhases, mode: RunMode, settings: BudgetSettings): BudgetPart[] {
  if (mode !== RunMode.FAILOVER) {
    return [];
  }
  const detection = given(settings.assumptions.detection)
    ?? (settings.datapointsToAlarm === undefined ? SURROUNDING_FIGURES.signals : detectionFigures(settings.datapointsToAlarm));
  return [
    part('detection', `${target.name} notices that ${source.name} is lost`, detection, []),
    settings.startedBy === 'automation'
      ? part('decision', `${target.name} looks at the databases, and decides`, SURROUNDING_FIGURES.decision, ['detection'])
      : part('operator', 'somebody is paged, and starts the run', of(settings, 'operatorResponse'), ['detection']),
  ];
}

/** What goes on behind the write of a latch, beside the steps that follow it. */
function convergence(shift: RecoveryStep, settings: BudgetSettings): BudgetPart[] {
  return [
    part('latch-reading', 'Route 53 reads the latch, and answers with the Region that takes over', of(settings, 'latchReading'), [shift.id]),
    part(RECORD_CACHE, 'resolvers and clients drop the answer of before',
      given(settings.assumptions.recordCache) ?? recordCacheFigures(settings.recordTtl), ['latch-reading']),
  ];
}

/** Without the steps that are not taken in the run. */
function phasesUntilServed({ phases }: PlannedPhases, mode: RunMode, { startedBy }: BudgetSettings): RecoveryPhase[] {
  const isAutomatic = mode === RunMode.FAILOVER && startedBy === 'automation';
  const isTaken = ({ onlyWhen }: RecoveryStep) => onlyWhen === undefined || onlyWhen === RunCondition.AUTOMATIC && isAutomatic;
  return phases
    .filter(({ id }) => mode === RunMode.DRILL || !BEHIND.includes(id))
    .map(phase => ({
      ...phase,
      branches: phase.branches.map(branch => ({ ...branch, steps: branch.steps.filter(isTaken) })).filter(({ steps }) => steps.length > 0),
    }))
    .filter(({ branches }) => branches.length > 0);
}

function stepsOf(phase: RecoveryPhase): RecoveryStep[] {
  return phase.branches.flatMap(branch => branch.steps);
}

/** Checks are taken side by side, whatever branch they are in; other steps of a branch one after the other. */
function chainsOf({ purpose, steps }: RecoveryBranch, mode: RunMode, settings: BudgetSettings, gate: readonly string[]): BudgetPart[][] {
  const partOf = (step: RecoveryStep, after: readonly string[]) => part(step.id, step.description, durationOf(step, mode, settings), after);
  return purpose === BranchPurpose.READINESS
    ? steps.map(step => [partOf(step, gate)])
    : [steps.map((step, index) => partOf(step, index === 0 ? gate : [steps[index - 1].id]))];
}

/** What a team says of the step, else of the kind of step, else what the kind says; never longer than the step may take. */
export function durationOf(step: RecoveryStep, mode: RunMode, settings: Pick<BudgetSettings, 'assumptions' | 'durationOf'>): StepDuration {
  const planned = isPlanned(mode);
  const promotion = () => planned ? of(settings, 'switchover') : given(settings.assumptions.promotion);
  const figures = given(settings.assumptions.steps?.[step.id])
    ?? (step.action.kind === 'promote-aurora' ? promotion() : undefined)
    ?? settings.durationOf(step);
  const limit = step.timeout.toSeconds({ integral: false });
  return { ...figures, best: Math.min(figures.best, limit), typical: Math.min(figures.typical, limit), worst: Math.min(figures.worst, limit) };
}

function of({ assumptions }: Pick<BudgetSettings, 'assumptions'>, id: 'operatorResponse' | 'switchover' | 'latchReading' | 'reconnection'): StepDuration {
  return given(assumptions[id]) ?? SURROUNDING_FIGURES[id];
}

function given(assumed?: AssumedDuration): StepDuration | undefined {
  return assumed && {
    best: seconds(assumed.best ?? assumed.typical),
    typical: seconds(assumed.typical),
    worst: seconds(assumed.worst),
    source: assumed.source,
  };
}

function seconds(duration: Duration): number {
  return duration.toSeconds({ integral: false });
}

function part(id: string, description: string, duration: StepDuration, after: readonly string[]): BudgetPart {
  return { id, description, duration, after };
}
