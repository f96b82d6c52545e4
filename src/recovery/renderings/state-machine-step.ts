import type { OnFailure } from './state-machine-catch';
import { catchersOf } from './state-machine-catch';
import { retriesOf } from './state-machine-retry';
import type { Chain, Scope } from './state-machine-scope';
import { expressionsOf, noted, stopped, taken } from './state-machine-scope';
import { deadlineIn, ENTERED, timeLeft } from './state-machine-time';
import type { ChoiceRule, MachineContext, State, TaskKind } from '../actions/action-kind';
import { NEXT } from '../actions/action-kind';
import { jsonata, RUN_INPUT } from '../actions/jsonata';
import { passingOf } from '../actions/passing-errors';
import { secondsOf } from '../actions/seconds';
import type { RecoveryStep } from '../plan/recovery-step';
import { StepFailure } from '../plan/recovery-step';

/** Everything around a step. */
export interface StepPlace {
  readonly context: MachineContext;
  readonly scope: Scope;
  /** The state after the step. */
  readonly next: string;
}

/** The states of a step, with retries, catchers and times: the same for every kind. */
export function renderStep(step: RecoveryStep, kind: TaskKind, place: StepPlace): Chain {
  const { entry, states } = kind.states(step, place.context);
  const isAlone = Object.keys(states).length === 1;
  const startedAt = isAlone ? ENTERED : '$states.input.since';
  const deadline = isAlone ? deadlineIn(secondsOf(step.timeout)) : '$states.input.deadline';
  const done = taken(place.scope, step.id, startedAt);
  const onFailure = failureOf(step, place, done);
  const rendered = Object.fromEntries(Object.entries(states).map(([name, state]) =>
    [name, leadOn(withEnds(state, step, kind, deadline, onFailure), done, place.next, onFailure)]));
  return step.onlyWhen === undefined ? { entry, states: rendered } : guard(step, { entry, states: rendered }, place.next);
}

/** Ends the run, or notes the failure and goes on. */
function failureOf({ id, onFailure }: RecoveryStep, { scope, next }: StepPlace, done: object): OnFailure {
  return onFailure === StepFailure.STOP
    ? (error, cause) => ({ Assign: stopped(scope, id, error, cause), Next: scope.onFailure })
    : (error, cause) => ({ Assign: { ...noted(scope, id, error, cause), ...done }, Next: next });
}

function withEnds(state: State, step: RecoveryStep, kind: TaskKind, deadline: string, onFailure: OnFailure): State {
  if (state.Type !== 'Task') {
    return state;
  }
  const seconds = Number(state.TimeoutSeconds ?? secondsOf(step.timeout));
  const { Catch } = catchersOf({ ...kind, passing: passingOf(state) }, seconds, onFailure);
  return {
    ...state,
    TimeoutSeconds: timeLeft(seconds, deadline),
    ...retriesOf(state, step.retry, seconds < secondsOf(step.timeout)),
    // What the kind itself knows how to go on from, first.
    Catch: [...state.Catch as object[] | undefined ?? [], ...Catch],
  };
}

/** Puts the successor in the place of `NEXT`, and notes there that the step was taken. */
function leadOn(state: State, done: object, next: string, onFailure: OnFailure): object {
  if (state.Choices) {
    return { ...state, Choices: state.Choices.map(rule => leadRuleOn(rule, done, next, onFailure)) };
  }
  return state.Next === NEXT ? { ...state, Assign: { ...state.Assign as object | undefined, ...done }, Next: next } : state;
}

function leadRuleOn(rule: ChoiceRule, done: object, next: string, onFailure: OnFailure): object {
  const { Condition } = rule;
  if ('fails' in rule) {
    const { error, cause } = expressionsOf(rule.fails);
    return { Condition, ...onFailure(error, cause) };
  }
  return rule.Next === NEXT ? { Condition, Assign: done, Next: next } : rule;
}

/** Passes the step by when the run is not one in which it is taken. */
function guard({ id, onlyWhen }: RecoveryStep, { entry, states }: Chain, next: string): Chain {
  const asks = `${id}.if`;
  return {
    entry: asks,
    states: {
      [asks]: { Type: 'Choice', Choices: [{ Condition: jsonata(`${RUN_INPUT}.${onlyWhen} = true`), Next: entry }], Default: next },
      ...states,
    },
  };
}
