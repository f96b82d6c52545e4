import type { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { endOfFailed, failureEntry, RUN, startOf } from './state-machine-end';
import { entryOf, renderPhase } from './state-machine-phase';
import type { Chain, Scope, States } from './state-machine-scope';
import { MACHINE_SCOPE } from './state-machine-scope';
import type { MachineContext } from '../actions/action-kind';
import { titleOf } from '../actions/publish';
import { secondsOf } from '../actions/seconds';
import type { RecoveryPhase, RecoveryPlan } from '../plan/plan';
import { PHASE } from '../plan/plan-ids';
import { isPlanned } from '../plan/plan-modes';

/** A definition in Amazon States Language, as plain data. */
export interface MachineDefinition {
  readonly Comment: string;
  readonly QueryLanguage: 'JSONata';
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: States;
}

/**
 * The state machine that carries out a plan. The README of this folder describes its states.
 *
 * @param scope named in errors
 * @param timeout of the whole
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
export function renderStateMachine(scope: IConstruct, plan: RecoveryPlan, context: MachineContext, timeout: Duration): MachineDefinition {
  const onFailure = failureEntry(context.mode);
  const steps = plan.phases.reduceRight<Chain>((after, phase) => {
    const chain = renderPhase(scope, phase, { context, scope: { ...MACHINE_SCOPE, onFailure, ...resumeAtFence(plan, phase) }, next: after.entry });
    return { entry: chain.entry, states: { ...chain.states, ...after.states } };
  }, { entry: RUN.done, states: {} });
  return {
    Comment: titleOf(context),
    QueryLanguage: 'JSONata',
    StartAt: RUN.start,
    TimeoutSeconds: secondsOf(timeout),
    States: {
      ...startOf(context, steps.entry),
      ...steps.states,
      [RUN.done]: { Type: 'Succeed', Output: { runId: '{% $run.runId %}', epoch: '{% $run.epoch %}', findings: '{% $findings %}' } },
      ...endOfFailed(context, resumable(steps.states), steps.entry),
    },
  };
}

/**
 * A planned run that fails between its fence and the admission of writers gives the fence back, and applications write where they did: what it
 * waited for does not hold any more when it is redriven.
 */
function resumeAtFence({ mode, phases }: RecoveryPlan, phase: RecoveryPhase): Partial<Scope> {
  const [fence, admission, here] = [PHASE.drain, PHASE.admission, phase.id].map(id => phases.findIndex(each => each.id === id));
  return isPlanned(mode) && here >= fence && here <= admission ? { resume: () => ({ resumeAt: entryOf(phases[fence]) }) } : {};
}

/** The states that are noted where a run ends. */
function resumable(states: States): string[] {
  const noted = new Set([...JSON.stringify(states).matchAll(/"resumeAt":"([^"]+)"/g)].map(match => match[1]));
  return Object.keys(states).filter(name => noted.has(name));
}
