import { Duration } from 'aws-cdk-lib';
import type { RecoveryStep } from '../../../src';
import { RunCondition, StepFailure, StepRetry } from '../../../src';
import type { MachineContext, State, TaskKind } from '../../../src/recovery/actions/action-kind';
import { NEXT } from '../../../src/recovery/actions/action-kind';
import { CAUSE, ERROR } from '../../../src/recovery/actions/jsonata';
import { OF_LAMBDA } from '../../../src/recovery/actions/passing-errors';
import { BRANCH_SCOPE, MACHINE_SCOPE } from '../../../src/recovery/renderings/state-machine-scope';
import { renderStep } from '../../../src/recovery/renderings/state-machine-step';

const CALL: State = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Next: NEXT };
const ENTERED = '$states.context.State.EnteredTime';

/** The states of a step of a minute, which `work` leads to `after`, and whose failure leads to `end`. */
function statesOf(states: { readonly [name: string]: State }, step: Partial<RecoveryStep> = {}, kind: Partial<TaskKind> = {}, scope = MACHINE_SCOPE) {
  return renderStep(
    { id: 'work', timeout: Duration.minutes(1), onFailure: StepFailure.STOP, ...step } as RecoveryStep,
    { errors: [], states: () => ({ entry: 'work', states }), ...kind } as TaskKind,
    { context: {} as MachineContext, scope: { ...scope, onFailure: 'end' }, next: 'after' },
  );
}

/** The only state of a step that is one call. */
function callOf(step?: Partial<RecoveryStep>, kind?: Partial<TaskKind>, scope = MACHINE_SCOPE): { readonly [field: string]: unknown } {
  return (statesOf({ work: CALL }, step, kind, scope).states as { readonly work: { readonly [field: string]: unknown } }).work;
}

const TAKEN = `{% $append($steps, [{'id': "work", 'startedAt': ${ENTERED}, 'endedAt': $now()}]) %}`;
const ended = (error: string, cause: string) => `{% {'step': "work", 'error': ${error}, 'cause': ${cause}} %}`;

describe('a step that is one call', () => {
  test('goes on, and notes when it was taken', () => {
    const { entry, states } = statesOf({ work: CALL });
    expect([entry, Object.keys(states)]).toEqual(['work', ['work']]);
    expect(callOf()).toMatchObject({ Type: 'Task', Resource: CALL.Resource, Next: 'after', Assign: { steps: TAKEN } });
  });

  test('keeps what it assigns itself', () => {
    expect(statesOf({ work: { ...CALL, Assign: { run: 'x' } } }).states.work).toMatchObject({ Assign: { run: 'x', steps: TAKEN } });
  });

  test('has the time of the step, what attempts before it took left out', () => {
    expect(callOf().TimeoutSeconds).toBe(`{% $max([1, $min([60, $ceil(($toMillis(${ENTERED}) + 60000 - $millis()) / 1000)])]) %}`);
    const { work } = statesOf({ work: { ...CALL, TimeoutSeconds: 15 } }).states;
    expect(work).toMatchObject({ TimeoutSeconds: `{% $max([1, $min([15, $ceil(($toMillis(${ENTERED}) + 60000 - $millis()) / 1000)])]) %}` });
  });

  test('is tried again for what may pass: three times, unless the step says otherwise', () => {
    const usual = { IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2, MaxDelaySeconds: 5, JitterStrategy: 'FULL' };
    expect(callOf().Retry).toEqual([{ ErrorEquals: ['ServiceUnavailable', ...OF_LAMBDA], ...usual }]);
    expect(callOf({ retry: StepRetry.never() })).not.toHaveProperty('Retry');
    const own = StepRetry.backoff({ maxAttempts: 1, interval: Duration.seconds(2), backoffRate: 3, maxDelay: Duration.seconds(9) });
    expect(callOf({ retry: own }).Retry)
      .toMatchObject([{ IntervalSeconds: 2, MaxAttempts: 1, BackoffRate: 3, MaxDelaySeconds: 9 }]);
  });

  test.each([[59, ['States.Timeout']], [60, []]])('is tried again after %d of 60 seconds, if the step has time left', (TimeoutSeconds, further) => {
    const { work } = statesOf({ work: { ...CALL, TimeoutSeconds } }).states;
    expect(work).toMatchObject({ Retry: [{ ErrorEquals: ['ServiceUnavailable', ...OF_LAMBDA, ...further] }] });
  });
});

describe('a step that fails', () => {
  test('ends the run under a name of the contract, and says what a redrive returns to', () => {
    const stops = (error: string, cause: string) => ({ Assign: { failure: ended(error, cause), resumeAt: 'work' }, Next: 'end' });
    expect(callOf({}, { errors: ['LockLost', 'NotReady'] }).Catch).toEqual([
      { ErrorEquals: ['LockLost', 'NotReady'], ...stops(ERROR, CAUSE) },
      { ErrorEquals: ['States.Timeout'], ...stops('"ServiceUnavailable"', '"no answer within 60 seconds"') },
      { ErrorEquals: ['ServiceUnavailable', ...OF_LAMBDA], ...stops('"ServiceUnavailable"', `${ERROR} & ': ' & ${CAUSE}`) },
      { ErrorEquals: ['States.ALL'], ...stops('"CallFailed"', `${ERROR} & ': ' & ${CAUSE}`) },
    ]);
  });

  test('is noted, and the run goes on, where that is what a failure means', () => {
    const goesOn = (error: string, cause: string) => ({
      Assign: { findings: `{% $append($findings, [{'id': "work", 'ok': false, 'detail': ${error} & ': ' & ${cause}}]) %}`, steps: TAKEN }, Next: 'after',
    });
    expect(callOf({ onFailure: StepFailure.CONTINUE }).Catch).toEqual([
      { ErrorEquals: ['States.Timeout'], ...goesOn('"ServiceUnavailable"', '"no answer within 60 seconds"') },
      { ErrorEquals: ['ServiceUnavailable', ...OF_LAMBDA], ...goesOn('"ServiceUnavailable"', `${ERROR} & ': ' & ${CAUSE}`) },
      { ErrorEquals: ['States.ALL'], ...goesOn('"CallFailed"', `${ERROR} & ': ' & ${CAUSE}`) },
    ]);
  });

  test('is called what its kind calls it, whether it may pass or not', () => {
    const catchers = callOf({}, { timedOutAs: 'ApprovalTimedOut', failedAs: 'StepFailed' }).Catch as { ErrorEquals: string[]; Assign: { failure: string } }[];
    expect(catchers.map(({ ErrorEquals, Assign }) => [ErrorEquals, Assign.failure])).toEqual([
      [['States.Timeout'], ended('"ApprovalTimedOut"', '"no answer within 60 seconds"')],
      [['States.ALL'], ended('"StepFailed"', `${ERROR} & ': ' & ${CAUSE}`)],
    ]);
  });

  test('has what the kind goes on from caught first', () => {
    const own = { ErrorEquals: ['SourceLost'], Next: 'work.look' };
    const { work } = statesOf({ work: { ...CALL, Catch: [own] } }).states;
    expect((work as { Catch: object[] }).Catch[0]).toEqual(own);
    expect((work as { Catch: object[] }).Catch).toHaveLength(4);
  });

  test('in a branch is kept by the branch, and a redrive returns to the phase', () => {
    const { Assign, Catch } = callOf({}, { errors: ['LockLost'] }, BRANCH_SCOPE);
    expect(Object.keys(Assign as object)).toEqual(['branchSteps']);
    expect((Catch as { Assign: object }[]).map(each => Object.keys(each.Assign))).toEqual(Array(4).fill(['branchFailure']));
    const noted = callOf({ onFailure: StepFailure.CONTINUE }, {}, BRANCH_SCOPE).Catch;
    expect((noted as { Assign: object }[]).map(each => Object.keys(each.Assign))).toEqual(Array(3).fill(['branchFindings', 'branchSteps']));
  });
});

describe('a step of several states', () => {
  const SEVERAL: { readonly [name: string]: State } = {
    'work': { Type: 'Pass', Output: { since: '{% $now() %}' }, Next: 'work.ask' },
    'work.ask': { ...CALL, TimeoutSeconds: 15, Next: 'work.look' },
    'work.look': {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $done %}', Next: NEXT },
        { Condition: '{% $gone %}', fails: { error: 'PromotionTimedOut', cause: 'it is gone' } },
        { Condition: '{% $told %}', fails: { error: 'PromotionTimedOut', cause: '{% $states.input.cause %}' } },
        { Condition: '{% $early %}', Next: 'work.wait' },
      ],
      Default: 'work.wait',
    },
    'work.wait': { Type: 'Wait', Seconds: 5, Next: 'work.ask' },
  };

  test('keeps to one time, from the first of them, which the others hand on', () => {
    const { states } = statesOf(SEVERAL);
    expect(states['work.ask']).toMatchObject({
      TimeoutSeconds: '{% $max([1, $min([15, $ceil(($states.input.deadline - $millis()) / 1000)])]) %}',
      Next: 'work.look',
    });
    expect(states['work.ask']).not.toHaveProperty('Assign');
    expect([states.work, states['work.wait']]).toEqual([SEVERAL.work, SEVERAL['work.wait']]);
  });

  test('goes on, ends or turns where its choice says so', () => {
    const fails = (cause: string) => ({ Assign: { failure: ended('"PromotionTimedOut"', cause), resumeAt: 'work' }, Next: 'end' });
    expect(statesOf(SEVERAL).states['work.look']).toEqual({
      Type: 'Choice',
      Choices: [
        { Condition: '{% $done %}', Assign: { steps: "{% $append($steps, [{'id': \"work\", 'startedAt': $states.input.since, 'endedAt': $now()}]) %}" }, Next: 'after' },
        { Condition: '{% $gone %}', ...fails('"it is gone"') },
        { Condition: '{% $told %}', ...fails('$states.input.cause') },
        { Condition: '{% $early %}', Next: 'work.wait' },
      ],
      Default: 'work.wait',
    });
  });
});

test('a step of some runs is passed by in the others', () => {
  const { entry, states } = statesOf({ work: CALL }, { onlyWhen: RunCondition.AUTOMATIC });
  expect([entry, Object.keys(states)]).toEqual(['work.if', ['work.if', 'work']]);
  expect(states['work.if']).toEqual({
    Type: 'Choice', Choices: [{ Condition: '{% $states.context.Execution.Input.automatic = true %}', Next: 'work' }], Default: 'after',
  });
});
