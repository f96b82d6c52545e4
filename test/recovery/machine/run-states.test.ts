import { Duration } from 'aws-cdk-lib';
import jsonata from 'jsonata';
import type { DrTopology } from '../../../src';
import { RunMode } from '../../../src';
import type { MachineContext } from '../../../src/recovery/actions/action-kind';
import { BEGIN_DRILL_REQUEST } from '../../../src/recovery/actions/begin-drill';
import { BEGUN_RUN, beginRequest } from '../../../src/recovery/actions/begin-run';
import { OF_LAMBDA } from '../../../src/recovery/actions/passing-errors';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import type { PlanParts } from '../../../src/recovery/plan/plan-parts';
import { renderStateMachine } from '../../../src/recovery/renderings/state-machine';
import { endOfFailed, failureEntry, startOf } from '../../../src/recovery/renderings/state-machine-end';
import { createdTopology, PRIMARY, SECONDARY } from '../../support/environment';
import { ExampleStore, exampleStep } from '../example-store';
import { planOf, TRAFFIC } from '../plan-fixture';

const topology = createdTopology();
const contextOf = (mode: RunMode): MachineContext =>
  ({ mode, names: new RecoveryNames(topology, topology.secondary), topics: { pages: 'arn-of-pages', notes: 'arn-of-notes' } });
type States = { readonly [name: string]: { readonly [field: string]: any } };
const ended = (mode: RunMode) => endOfFailed(contextOf(mode), ['one', 'two'], 'first') as States;
const KEEPER = new RecoveryNames(topology, topology.secondary).calledArn('run-keeper');
const REDRIVES = '($exists($states.context.Execution.RedriveCount) ? $states.context.Execution.RedriveCount : 0)';

test('a run begins with nothing: no epoch, no step, no finding, no failure', () => {
  expect(startOf(contextOf(RunMode.FAILOVER), 'begin-run')).toEqual({
    'run.start': {
      Type: 'Pass',
      Assign: {
        run: { runId: '{% $states.context.Execution.Id %}', epoch: 0, target: SECONDARY, source: 'unknown' },
        steps: [],
        findings: [],
        readiness: { findings: [] },
        failure: {},
        failures: [],
        resumeAt: 'unknown',
        redrives: 0,
        redriven: false,
      },
      Output: {},
      Next: 'begin-run',
    },
  });
});

describe('a machine', () => {
  const traffic = { ...TRAFFIC!, endpointCheck: () => undefined };
  const machine = (mode: RunMode) => renderStateMachine(topology, planOf(mode, () => ({ traffic })).plan, contextOf(mode), Duration.hours(2));

  test('is the start, the steps and the ends, in that order', () => {
    const { States, ...around } = machine(RunMode.FAILOVER);
    expect(around).toEqual({ Comment: `Failover to ${SECONDARY} of Payments test`, QueryLanguage: 'JSONata', StartAt: 'run.start', TimeoutSeconds: 7200 });
    expect(Object.keys(States)).toEqual([
      'run.start', 'begin-run', 'record-readiness', 'shift-traffic', 'fence-source', 'activate-region',
      'verify-traffic', 'verify-traffic.ask', 'verify-traffic.look', 'verify-traffic.missed', 'verify-traffic.wait',
      'finish-run', 'notify', 'run.done', 'run.report', 'run.fail', 'run.resume', 'run.failed',
    ]);
    expect((States as States)['run.start'].Next).toBe('begin-run');
    expect((States as States).notify.Next).toBe('run.done');
    expect((States as States)['run.done']).toEqual({ Type: 'Succeed', Output: { runId: '{% $run.runId %}', epoch: '{% $run.epoch %}', findings: '{% $findings %}' } });
  });

  test('leads a redrive back to the steps that can end the run, and else to the first', () => {
    const { Choices, Default } = (machine(RunMode.FAILOVER).States as States)['run.resume'];
    expect(Choices.slice(1).map(({ Next }: { Next: string }) => Next)).toEqual(['begin-run', 'shift-traffic', 'activate-region', 'verify-traffic', 'finish-run']);
    expect(Default).toBe('begin-run');
  });

  test.each([[RunMode.FAILOVER, 'run.report'], [RunMode.SWITCHOVER, 'run.report'], [RunMode.DRILL, 'run.end-drill']])('of a %s that fails ends by %s', (mode, entry) => {
    expect(failureEntry(mode)).toBe(entry);
    const { Catch } = (machine(mode).States as States)[mode === RunMode.DRILL ? 'begin-drill.begin' : 'begin-run'];
    expect(new Set(Catch.map(({ Next }: { Next: string }) => Next))).toEqual(new Set([entry]));
  });
});

describe('the end of a run that failed', () => {
  test('tells people, then ends by a call that throws, which a redrive takes again to begin again', () => {
    const states = ended(RunMode.FAILOVER);
    expect(Object.keys(states)).toEqual(['run.report', 'run.fail', 'run.resume', 'run.failed']);
    const RETRY = { BackoffRate: 2, JitterStrategy: 'FULL' };
    expect(states['run.report']).toMatchObject({
      Type: 'Task',
      Resource: 'arn:aws:states:::sns:publish',
      Arguments: { TopicArn: 'arn-of-pages', Subject: `Failover to ${SECONDARY} of Payments test failed` },
      TimeoutSeconds: 60,
      Retry: [{ IntervalSeconds: 1, MaxAttempts: 3, MaxDelaySeconds: 5, ...RETRY }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'run.fail' }],
      Next: 'run.fail',
    });
    const finish = "{'action': 'finish', 'mode': \"failover\", 'outcome': 'failed', 'runId': $run.runId, 'epoch': $run.epoch, 'steps': $steps, "
      + "'findings': $findings, 'failure': $failure}";
    expect(states['run.fail']).toEqual({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: KEEPER, Payload: `{% ${REDRIVES} > $redrives ? ${beginRequest(RunMode.FAILOVER, 'false')} : ${finish} %}` },
      TimeoutSeconds: 60,
      Retry: [{ ErrorEquals: [...OF_LAMBDA, 'States.Timeout'], IntervalSeconds: 2, MaxAttempts: 6, MaxDelaySeconds: 30, ...RETRY }],
      Catch: [{
        ErrorEquals: [...OF_LAMBDA, 'Lambda.AccessDeniedException', 'Lambda.ResourceNotFoundException', 'Lambda.KMSAccessDeniedException', 'States.Timeout'],
        Next: 'run.failed',
      }],
      Assign: { redriven: `{% ${REDRIVES} > $redrives %}`, redrives: `{% ${REDRIVES} %}`, run: BEGUN_RUN },
      Output: {},
      Next: 'run.resume',
    });
    expect(states['run.resume']).toEqual({
      Type: 'Choice',
      Choices: [
        { Condition: '{% $redriven = false %}', Next: 'run.failed' },
        { Condition: '{% $resumeAt = "one" %}', Next: 'one' },
        { Condition: '{% $resumeAt = "two" %}', Next: 'two' },
      ],
      Default: 'first',
    });
    expect(states['run.failed']).toEqual({ Type: 'Fail', Error: '{% $failure.error %}', Cause: '{% $failure.cause %}' });
  });

  test('of a drill first lets pages be sent again, and begins it again as a drill', () => {
    const states = ended(RunMode.DRILL);
    expect(Object.keys(states)).toEqual(['run.end-drill', 'run.report', 'run.fail', 'run.resume', 'run.failed']);
    expect(states['run.end-drill']).toMatchObject({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: KEEPER, Payload: { action: 'end-drill', runId: '{% $run.runId %}', outcome: 'failed' } },
      TimeoutSeconds: 60,
      Retry: [{ ErrorEquals: ['ServiceUnavailable', ...OF_LAMBDA], MaxAttempts: 3 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'run.report' }],
      Next: 'run.report',
    });
    expect(states['run.fail'].Arguments.Payload).toContain(`> $redrives ? ${BEGIN_DRILL_REQUEST} : {'action': 'finish', 'mode': "drill"`);
    expect(Object.keys(states['run.fail'].Assign)).toEqual(['redriven', 'redrives']);
  });
});

describe('what people are told of a run that failed', () => {
  const RETURNS = `Redrive this run, or start ${new RecoveryNames(topology, topology.primary).machineArn('planned')} in ${PRIMARY}.`;
  const NEXT = '\n\nNext: the runbook says under "A run fails or does not end" what to do about each error. When that is mended, this has the run go on:\n'
    + `aws stepfunctions redrive-execution --region ${SECONDARY} --execution-arn run-1`;
  /** Without the end, which is that of every message. */
  const told = async (mode: RunMode, failure: { readonly step: string; readonly error?: string }, ...steps: string[]) => {
    const message = await jsonata((ended(mode)['run.report'].Arguments.Message as string).slice(3, -3)).evaluate({}, {
      failure: { error: 'StepFailed', cause: 'why', ...failure },
      run: { runId: 'run-1', source: PRIMARY },
      steps: steps.map(id => ({ id })),
      findings: [{ id: 'a', ok: false }],
      readiness: { findings: [{ id: 'b', ok: false }, { id: 'c', ok: true }] },
    }) as string;
    expect(message.slice(-NEXT.length)).toBe(NEXT);
    return message.slice(0, -NEXT.length);
  };
  const HEAD = (title: string, step: string, error = 'StepFailed') =>
    `${title} of Payments test failed at step ${step}: ${error}\nwhy\n\nRun: run-1\nFindings: [{"id":"a","ok":false},{"id":"b","ok":false}]`;

  test('where it failed, with what, which run it was, and what was found', async () => {
    await expect(told(RunMode.SWITCHOVER, { step: 'promote' }, 'shift-traffic')).resolves.toBe(HEAD(`Switchover to ${SECONDARY}`, 'promote'));
  });

  test('of a planned run nothing that is of drills: a step of a team may have any name', async () => {
    await expect(told(RunMode.SWITCHOVER, { step: 'hold' })).resolves.toBe(HEAD(`Switchover to ${SECONDARY}`, 'hold'));
  });

  test.each([
    ['hold', `\nProduction was moved to ${SECONDARY} and is not known to be back. ${RETURNS}`],
    ['run-planned-in-peer', `\nProduction was moved to ${SECONDARY} and is not known to be back. ${RETURNS}`],
    ['run-planned', `\nProduction may have moved to ${SECONDARY}. If it has: ${RETURNS}`],
    ['readiness', ''],
  ])('of a drill that ended at %s, where production is and what brings it home', async (step, words) => {
    await expect(told(RunMode.DRILL, { step })).resolves.toBe(HEAD(`Drill in ${SECONDARY}`, step) + words);
  });

  const DENIED = `\nTraffic was led to ${SECONDARY}, which was refused the promotion. The end of this run gives it back to ${PRIMARY}, if RDS says that every database `
    + `is written there: see that the latch of ${SECONDARY} is open.`;
  const UNKNOWN = `\nTraffic was led to ${SECONDARY}, and stays there: a promotion may have been taken. See where each database is written. In ${SECONDARY}, `
    + `or about to be: redrive this run. In ${PRIMARY}: start the failover of that Region, there. It brings the traffic back.`;

  test.each([
    ['PromotionRefused', ['begin-run', 'shift-traffic'], DENIED],
    ['PromotionConflict', ['shift-traffic'], DENIED],
    ['PromotionTimedOut', ['shift-traffic'], UNKNOWN],
    ['PromotionTimedOut', ['shift-traffic', 'activate-region'], ''],
    ['NotReady', ['begin-run'], ''],
    ['NotReady', [], ''],
  ])('of a forced run that ended with %s after %j, who answers clients and what to do', async (error, steps, words) => {
    await expect(told(RunMode.FAILOVER, { step: 'promote', error }, ...steps)).resolves.toBe(HEAD(`Failover to ${SECONDARY}`, 'promote', error) + words);
  });
});

describe('where a redrive goes on', () => {
  const traffic = { ...TRAFFIC!, endpointCheck: () => undefined };
  const machineOf = (mode: RunMode, parts: (topology: DrTopology) => Partial<PlanParts>) =>
    renderStateMachine(topology, planOf(mode, each => ({ traffic, ...parts(each) })).plan, contextOf(mode), Duration.hours(2)).States;
  /** What the states note, other than themselves. */
  const othersNoted = (mode: RunMode, parts: (topology: DrTopology) => Partial<PlanParts> = () => ({})) =>
    Object.entries(machineOf(mode, parts)).flatMap(([name, state]) => [...JSON.stringify(state).matchAll(/"resumeAt":"([^"]+)"/g)]
      .flatMap(([, noted]) => noted === name || name.startsWith(`${noted}.`) || noted === 'unknown' ? [] : [`${name}: ${noted}`]));

  test('is where the run ended, of a forced one', () => {
    expect(othersNoted(RunMode.FAILOVER)).toEqual([]);
  });

  test.each([RunMode.SWITCHOVER, RunMode.FAILBACK])('is the fence, from there to the admission of writers, of a %s: it was given back', mode => {
    expect(new Set(othersNoted(mode))).toEqual(new Set(['activate-region: fence-source']));
  });

  test('is all that fences, where there is more than one', () => {
    const fenced = (each: DrTopology) => ({
      recoverables: [new ExampleStore(each, { promotionSteps: () => [], fencingSteps: (_, { target }) => [exampleStep('fence-orders', target)] })],
    });
    expect(new Set(othersNoted(RunMode.SWITCHOVER, fenced))).toEqual(new Set(['drain.look: drain.side-by-side', 'activate-region: drain.side-by-side']));
  });
});
