import type { IConstruct } from 'constructs';
import type { OnFailure } from './state-machine-catch';
import { catcherOfAll, catchersOf } from './state-machine-catch';
import { retriesOf } from './state-machine-retry';
import type { Chain, Scope, States } from './state-machine-scope';
import { BRANCH_SCOPE, noted, stopped, taken } from './state-machine-scope';
import type { StepPlace } from './state-machine-step';
import { renderStep } from './state-machine-step';
import { deadlineIn, ENTERED, timeLeft } from './state-machine-time';
import type { TaskKind } from '../actions/action-kind';
import { isTask } from '../actions/action-kind';
import { kindOf } from '../actions/action-kinds';
import { functionTask, RUN_REFERENCE } from '../actions/function-task';
import { jsonata, text } from '../actions/jsonata';
import { passingOf } from '../actions/passing-errors';
import { secondsOf } from '../actions/seconds';
import type { RecoveryBranch, RecoveryPhase } from '../plan/plan';
import { isPlanned } from '../plan/plan-modes';
import type { RecoveryStep } from '../plan/recovery-step';
import { StepFailure } from '../plan/recovery-step';
import { RunMode } from '../plan/run-mode';

/** What checks find that keeps a Region from taking over. */
const FOUND = ['NotReady', 'LagAboveGate', 'LagUnknown'] as const;

/** All checks of a plan together, by row ORC-05. */
const CHECKS_SECONDS = 30;

/** One call of the checker: half of that, so that one that hangs is made again. */
const CHECKER_SECONDS = 15;

/** The states of a phase: its checks as one call, its only branch as a chain, its branches side by side. */
export function renderPhase(scope: IConstruct, phase: RecoveryPhase, place: StepPlace): Chain {
  const steps = phase.branches.flatMap(branch => branch.steps);
  if (steps.every(step => !isTask(kindOf(scope, step.action)))) {
    return renderChecks(phase, steps, place);
  }
  return phase.branches.length === 1 ? renderChain(scope, steps, place) : renderBranches(scope, phase, place);
}

/** The first state of a phase whose first step is taken by every run. */
export function entryOf({ id, branches }: RecoveryPhase): string {
  return branches.length === 1 ? branches[0].steps[0].id : sideBySide(id);
}

function sideBySide(phaseId: string): string {
  return `${phaseId}.side-by-side`;
}

/** One step after the other. */
function renderChain(scope: IConstruct, steps: readonly RecoveryStep[], place: StepPlace): Chain {
  return steps.reduceRight<Chain>((after, step) => {
    const chain = renderStep(step, kindOf(scope, step.action) as TaskKind, { ...place, next: after.entry });
    return { entry: chain.entry, states: { ...chain.states, ...after.states } };
  }, { entry: place.next, states: {} });
}

/** The checker takes them side by side, and says which of them end the run. */
function renderChecks({ id }: RecoveryPhase, steps: readonly RecoveryStep[], { context, scope, next }: StepPlace): Chain {
  const seconds = Math.min(CHECKS_SECONDS, Math.max(...steps.map(step => secondsOf(step.timeout))));
  const task = functionTask(context, 'readiness-checker', {
    mode: context.mode,
    ...RUN_REFERENCE,
    checks: steps.map(({ id: check, action, runsIn, timeout, onFailure }) => ({
      id: check, kind: action.kind, region: runsIn.name, parameters: action.parameters, timeoutInSeconds: secondsOf(timeout), onFailure,
    })),
  });
  const ends = { errors: ['ServiceUnavailable'] as const, passing: passingOf(task) };
  const done = taken(scope, id, ENTERED);
  const stops: OnFailure = (error, cause) => ({ Assign: stopped(scope, id, error, cause), Next: scope.onFailure });
  const goesOn: OnFailure = (error, cause) => ({ Assign: { ...noted(scope, id, error, cause), ...done }, Next: next });
  // Of a planned run every check is a gate, whatever a failure of its step means elsewhere.
  const mayStop = isPlanned(context.mode) || steps.some(step => step.onFailure === StepFailure.STOP);
  // A forced run ends for what the checks found, never because they could not look: the promotion looks for itself.
  const mustLook = mayStop && context.mode !== RunMode.FAILOVER;
  return {
    entry: id,
    states: {
      [id]: {
        ...task,
        TimeoutSeconds: timeLeft(Math.min(seconds, CHECKER_SECONDS), deadlineIn(seconds)),
        ...retriesOf(task, undefined, CHECKER_SECONDS < seconds),
        Catch: [
          ...catchersOf({ ...ends, errors: FOUND }, seconds, mayStop ? stops : goesOn).Catch.slice(0, 1),
          ...catchersOf(ends, seconds, mustLook ? stops : goesOn).Catch,
        ],
        Assign: { readiness: '{% $states.result.Payload %}', ...done },
        Next: next,
      },
    },
  };
}

/** Every branch catches what it throws, so that none ends another. What ends the run is looked at when all have ended. */
function renderBranches(scope: IConstruct, phase: RecoveryPhase, place: StepPlace): Chain {
  const { scope: machine, next } = place;
  const [together, looks] = [sideBySide(phase.id), `${phase.id}.look`];
  const fails = (error: string, cause: string) => ({ Assign: stopped(machine, together, error, cause), Next: machine.onFailure });
  return {
    entry: together,
    states: {
      [together]: {
        Type: 'Parallel',
        Branches: phase.branches.map((branch, index) => renderBranch(scope, `${phase.id}.${index + 1}`, branch, place)),
        Assign: {
          [machine.steps]: jsonata(`$append($${machine.steps}, [$states.result.steps])`),
          [machine.findings]: jsonata(`$append($${machine.findings}, [$states.result.findings])`),
          failures: jsonata('[$states.result[ok = false].failure]'),
        },
        Output: {},
        Catch: [catcherOfAll(fails)],
        Next: looks,
      },
      [looks]: {
        Type: 'Choice',
        Choices: [{
          Condition: jsonata('$count($failures) > 0'),
          Assign: { [machine.failure]: '{% $failures[0] %}', ...machine.resume(together) },
          Next: machine.onFailure,
        }],
        Default: next,
      },
    },
  };
}

function renderBranch(scope: IConstruct, name: string, { steps }: RecoveryBranch, { context }: StepPlace): { StartAt: string; States: States } {
  const [done, failed] = [`${name}.done`, `${name}.failed`];
  const branch: Scope = { ...BRANCH_SCOPE, onFailure: failed };
  const chain = renderChain(scope, steps, { context, scope: branch, next: done });
  const times = `'steps': $${branch.steps}, 'findings': $${branch.findings}`;
  const ends: States = {
    [done]: { Type: 'Pass', Output: jsonata(`{'ok': true, ${times}}`), End: true },
    // What nothing leads to, Step Functions refuses.
    ...JSON.stringify(chain.states).includes(text(failed))
      ? { [failed]: { Type: 'Pass', Output: jsonata(`{'ok': false, 'failure': $${branch.failure}, ${times}}`), End: true } }
      : {},
  };
  return {
    StartAt: name,
    States: {
      [name]: { Type: 'Pass', Assign: { [branch.steps]: [], [branch.findings]: [] }, Output: {}, Next: chain.entry },
      ...chain.states,
      ...ends,
    },
  };
}
