import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RecoveryPhase, RecoveryStep } from '../../../src';
import { BranchPurpose, RecoveryAction, RunMode, StepFailure } from '../../../src';
import type { MachineContext } from '../../../src/recovery/actions/action-kind';
import { CAUSE, ERROR } from '../../../src/recovery/actions/jsonata';
import { OF_LAMBDA } from '../../../src/recovery/actions/passing-errors';
import type { OnFailure } from '../../../src/recovery/renderings/state-machine-catch';
import { renderPhase } from '../../../src/recovery/renderings/state-machine-phase';
import { MACHINE_SCOPE } from '../../../src/recovery/renderings/state-machine-scope';

const ENTERED = '$states.context.State.EnteredTime';
const TAKEN = `{% $append($steps, [{'id': "readiness", 'startedAt': ${ENTERED}, 'endedAt': $now()}]) %}`;

function stepOf(id: string, action: RecoveryAction, seconds = 10, onFailure = StepFailure.STOP): RecoveryStep {
  return { id, description: id, action, runsIn: { name: 'standby' }, timeout: Duration.seconds(seconds), onFailure } as RecoveryStep;
}

/** A phase of branches, as the states that it takes before `after`; what ends the run leads to `end`. */
function statesOf(id: string, branches: readonly RecoveryStep[][], mode = RunMode.FAILOVER) {
  const context = { mode, names: { topology: { partition: 'aws', account: '1' }, region: { name: 'standby' }, calledArn: (name: string) => `arn-of-${name}` } };
  const phase = { id, timeout: Duration.seconds(90), branches: branches.map(steps => ({ purpose: BranchPurpose.CONTROL, recoverableId: 'main', steps })) };
  const { entry, states } = renderPhase({} as Construct, phase as unknown as RecoveryPhase, {
    context: context as unknown as MachineContext, scope: { ...MACHINE_SCOPE, onFailure: 'end' }, next: 'after',
  });
  return { entry, states: states as { readonly [name: string]: { readonly [field: string]: any } } };
}

const check = (id: string, onFailure = StepFailure.STOP, seconds = 10) => stepOf(id, RecoveryAction.checkTable(id), seconds, onFailure);
const wait = (id: string) => stepOf(id, RecoveryAction.wait(Duration.seconds(5)));
const call = (id: string, onFailure?: StepFailure) => stepOf(id, RecoveryAction.invokeFunction({ functionName: id }), 60, onFailure);

describe('the checks of a plan', () => {
  const readiness = (steps: readonly RecoveryStep[], mode?: RunMode) => statesOf('readiness', [[...steps]], mode).states.readiness;

  test('are one call, whoever contributed them, which says of each what it is and what its failure means', () => {
    const { entry, states } = statesOf('readiness', [[check('orders')], [check('audit', StepFailure.CONTINUE, 7)]]);
    expect([entry, Object.keys(states)]).toEqual(['readiness', ['readiness']]);
    expect(states.readiness).toMatchObject({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: {
        FunctionName: 'arn-of-readiness-checker',
        Payload: {
          mode: 'failover',
          runId: '{% $run.runId %}',
          epoch: '{% $run.epoch %}',
          checks: [
            { id: 'orders', kind: 'check-table', region: 'standby', parameters: { tableName: 'orders' }, timeoutInSeconds: 10, onFailure: 'stop' },
            { id: 'audit', kind: 'check-table', region: 'standby', parameters: { tableName: 'audit' }, timeoutInSeconds: 7, onFailure: 'continue' },
          ],
        },
      },
      Assign: { readiness: '{% $states.result.Payload %}', steps: TAKEN },
      Next: 'after',
    });
  });

  test.each([
    ['as long as the longest of them', [10, 7], 10, 10, []],
    ['half a minute together at most', [40, 7], 15, 30, ['States.Timeout']],
    ['half of that for one call, so that one that hangs is made again', [20], 15, 20, ['States.Timeout']],
    ['no other call where there is no time for one', [15], 15, 15, []],
  ])('have %s', (_, seconds, ofACall, together, further) => {
    const { TimeoutSeconds, Retry } = readiness(seconds.map((each, index) => check(`check-${index}`, StepFailure.STOP, each)));
    expect(TimeoutSeconds).toBe(`{% $max([1, $min([${ofACall}, $ceil(($toMillis(${ENTERED}) + ${together * 1000} - $millis()) / 1000)])]) %}`);
    expect(Retry).toMatchObject([{ ErrorEquals: ['ServiceUnavailable', ...OF_LAMBDA, ...further], MaxAttempts: 3 }]);
  });

  const stops: OnFailure = (error, cause) =>
    ({ Assign: { failure: `{% {'step': "readiness", 'error': ${error}, 'cause': ${cause}} %}`, resumeAt: 'readiness' }, Next: 'end' });
  const goesOn: OnFailure = (error, cause) => ({
    Assign: { findings: `{% $append($findings, [{'id': "readiness", 'ok': false, 'detail': ${error} & ': ' & ${cause}}]) %}`, steps: TAKEN }, Next: 'after',
  });
  const ends = (found: OnFailure, missed: OnFailure) => [
    { ErrorEquals: ['NotReady', 'LagAboveGate', 'LagUnknown'], ...found(ERROR, CAUSE) },
    { ErrorEquals: ['ServiceUnavailable'], ...missed(ERROR, CAUSE) },
    { ErrorEquals: ['States.Timeout'], ...missed('"ServiceUnavailable"', '"no answer within 10 seconds"') },
    { ErrorEquals: ['ServiceUnavailable', ...OF_LAMBDA], ...missed('"ServiceUnavailable"', `${ERROR} & ': ' & ${CAUSE}`) },
    { ErrorEquals: ['States.ALL'], ...missed('"CallFailed"', `${ERROR} & ': ' & ${CAUSE}`) },
  ];

  test('end a planned run for what they find, and where they could not look', () => {
    expect(readiness([check('orders')], RunMode.SWITCHOVER).Catch).toEqual(ends(stops, stops));
  });

  test('end a planned run for what they find where none of their steps says so, too: every one of them is a gate', () => {
    expect(readiness([check('audit', StepFailure.CONTINUE)], RunMode.FAILBACK).Catch).toEqual(ends(stops, stops));
  });

  test('end a forced run for what they find, and not where they could not look: the promotion looks for itself', () => {
    expect(readiness([check('orders')]).Catch).toEqual(ends(stops, goesOn));
  });

  test('end nothing where none of them may, as in a drill; one that may is enough', () => {
    const [may, mayNot] = [check('orders'), check('audit', StepFailure.CONTINUE)];
    expect(readiness([mayNot], RunMode.DRILL).Catch).toEqual(ends(goesOn, goesOn));
    expect(readiness([mayNot, may]).Catch).toEqual(ends(stops, goesOn));
  });
});

describe('a phase of one branch', () => {
  test('is its steps, one after the other', () => {
    const { entry, states } = statesOf('traffic', [[wait('first'), wait('second')]]);
    expect(entry).toBe('first');
    expect(Object.entries(states).map(([name, { Type, Next }]) => [name, Type, Next])).toEqual([['first', 'Wait', 'second'], ['second', 'Wait', 'after']]);
  });
});

describe('a phase of several branches', () => {
  const rendered = () => {
    const { entry, states } = statesOf('activation', [[call('promote')], [wait('first'), call('fence', StepFailure.CONTINUE)]]);
    const together = states['activation.side-by-side'];
    const [promotes, fences] = together.Branches as { StartAt: string; States: typeof states }[];
    return { entry, states, together, promotes, fences };
  };

  test('takes them side by side, and looks when all have ended', () => {
    const { entry, states, together } = rendered();
    expect([entry, Object.keys(states)]).toEqual(['activation.side-by-side', ['activation.side-by-side', 'activation.look']]);
    expect(together).toMatchObject({
      Type: 'Parallel',
      Assign: {
        steps: '{% $append($steps, [$states.result.steps]) %}',
        findings: '{% $append($findings, [$states.result.findings]) %}',
        failures: '{% [$states.result[ok = false].failure] %}',
      },
      Output: {},
      Next: 'activation.look',
    });
    expect(states['activation.look']).toEqual({
      Type: 'Choice',
      Choices: [{ Condition: '{% $count($failures) > 0 %}', Assign: { failure: '{% $failures[0] %}', resumeAt: 'activation.side-by-side' }, Next: 'end' }],
      Default: 'after',
    });
  });

  test('catches what no branch foresaw', () => {
    expect(rendered().together.Catch).toEqual([{
      ErrorEquals: ['States.ALL'],
      Assign: {
        failure: `{% {'step': "activation.side-by-side", 'error': "CallFailed", 'cause': ${ERROR} & ': ' & ${CAUSE}} %}`, resumeAt: 'activation.side-by-side',
      },
      Next: 'end',
    }]);
  });

  test('has each branch keep its own times and findings, and tell them at its end', () => {
    const { promotes } = rendered();
    expect(promotes.StartAt).toBe('activation.1');
    expect(Object.keys(promotes.States)).toEqual(['activation.1', 'promote', 'activation.1.done', 'activation.1.failed']);
    expect(promotes.States['activation.1']).toEqual({ Type: 'Pass', Assign: { branchSteps: [], branchFindings: [] }, Output: {}, Next: 'promote' });
    expect(promotes.States.promote).toMatchObject({ Assign: { branchSteps: expect.any(String) }, Next: 'activation.1.done' });
    expect(promotes.States.promote.Catch.map(({ Next }: { Next: string }) => Next)).toEqual(Array(promotes.States.promote.Catch.length).fill('activation.1.failed'));
    expect(promotes.States['activation.1.done']).toEqual({ Type: 'Pass', Output: "{% {'ok': true, 'steps': $branchSteps, 'findings': $branchFindings} %}", End: true });
    expect(promotes.States['activation.1.failed']).toEqual({
      Type: 'Pass', Output: "{% {'ok': false, 'failure': $branchFailure, 'steps': $branchSteps, 'findings': $branchFindings} %}", End: true,
    });
  });

  test('has no end for the failure of a branch that cannot fail: Step Functions refuses a state that nothing leads to', () => {
    const { fences } = rendered();
    expect(fences.StartAt).toBe('activation.2');
    expect(Object.keys(fences.States)).toEqual(['activation.2', 'first', 'fence', 'activation.2.done']);
    expect(fences.States['activation.2'].Next).toBe('first');
  });
});
