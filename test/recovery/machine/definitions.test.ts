import jsonata from 'jsonata';
import type { Fixture, Machine, MachineState } from './machines';
import { fullOrchestrator, machinesOf, statesOf, successorsOf } from './machines';
import { RUN_ERRORS } from '../../../src/recovery/handlers/run-errors';
import { SECONDARY, PRIMARY } from '../../support/environment';

// eslint-disable-next-line @typescript-eslint/no-require-imports
const validate = require('asl-validator') as (definition: object) => { isValid: boolean; errorsText: () => string };

const fixture: Fixture = fullOrchestrator();
const { topology } = fixture;
const all: [string, Machine][] = topology.regions.flatMap(region =>
  Object.entries(machinesOf(fixture, region)).map(([id, machine]) => [`${id} of ${region.name}`, machine] as [string, Machine]));
/** By which Lambda says that a function died. */
const DEATHS = ['Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.ExitError', 'Runtime.OutOfMemory'];
const machineNamed = (id: string) => Object.fromEntries(all)[`${id} of ${SECONDARY}`];

describe.each(all)('%s', (_name, machine) => {
  test('is accepted by asl-validator, as JSONata', () => {
    expect(machine.QueryLanguage).toBe('JSONata');
    const result = validate(JSON.parse(JSON.stringify(machine)));
    expect(result.errorsText()).toBe('');
    expect(result.isValid).toBe(true);
  });

  test('law 1: it is one literal text within what Step Functions takes', () => {
    const text = JSON.stringify(machine);
    expect(text).not.toMatch(/Fn::|\$\{Token|"Ref"/);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(statesOf(machine).map(([name]) => name).filter(name => name.length > 80)).toEqual([]);
  });

  test('every expression is one of JSONata', () => {
    const expressions = [...JSON.stringify(machine).matchAll(/"(\{% (?:[^"\\]|\\.)* %\})"/g)].map(match => JSON.parse(`"${match[1]}"`) as string);
    expect(expressions.length).toBeGreaterThan(50);
    expressions.forEach(expression => expect(() => jsonata(expression.slice(3, -3))).not.toThrow());
  });

  test('whatever calls a service tries again three times, jittered, and only what may pass', () => {
    for (const [name, state] of statesOf(machine).filter(([each, { Type }]) => Type === 'Task' && each !== 'run.fail')) {
      expect([name, state.Retry]).toEqual([name, [{
        ErrorEquals: expect.any(Array), IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2, MaxDelaySeconds: 5, JitterStrategy: 'FULL',
      }]]);
      // A time limit that is over is worth another attempt where the step has time left for one: its own limit is shorter.
      const [, limit, left] = /\$min\(\[(\d+), \$ceil\(\(.*?(?: \+ (\d+))? - \$millis/.exec(String(state.TimeoutSeconds)) ?? [];
      // Of a step of several states the deadline is data: those with a limit of their own ask, or keep the state.
      const hasTimeLeft = left === undefined ? Number(limit) === 15 || (name.endsWith('.ask') && [60, 300].includes(Number(limit))) : 1000 * Number(limit) < Number(left);
      expect([name, state.Retry![0].ErrorEquals.filter(error => error.startsWith('States.'))]).toEqual([name, hasTimeLeft ? ['States.Timeout'] : []]);
    }
  });

  test('the time of a step is enough for two calls of its function, and so one that hangs does not end the run', () => {
    const calls = statesOf(machine).flatMap(([name, { TimeoutSeconds, Arguments }]) => {
      const [, limit, left] = /\$min\(\[(\d+), \$ceil\(\(.*? \+ (\d+) - \$millis/.exec(String(TimeoutSeconds)) ?? [];
      return left !== undefined && /:function:.*-recovery-/.test(JSON.stringify(Arguments)) ? [{ name, limit: Number(limit), left: Number(left) / 1000 }] : [];
    });
    expect(calls.map(({ name }) => name)).toEqual(expect.arrayContaining(['readiness', 'record-readiness']));
    expect(calls.filter(({ limit, left }) => 2 * limit > left)).toEqual([]);
  });

  test('the last call is more patient, and where nothing helps the run ends under the name of its failure all the same', () => {
    const { Retry, Catch } = machine.States['run.fail'];
    expect(Retry).toEqual([{
      ErrorEquals: expect.arrayContaining(['Lambda.Unknown', 'Sandbox.Timedout', 'States.Timeout']),
      IntervalSeconds: 2,
      MaxAttempts: 6,
      BackoffRate: 2,
      MaxDelaySeconds: 30,
      JitterStrategy: 'FULL',
    }]);
    expect(Retry![0].ErrorEquals).not.toContain('ServiceUnavailable');
    expect(Catch).toEqual([{ ErrorEquals: expect.arrayContaining([...Retry![0].ErrorEquals, 'Lambda.AccessDeniedException']), Next: 'run.failed' }]);
    expect(machine.States['run.failed']).toMatchObject({ Type: 'Fail', Error: '{% $failure.error %}' });
  });

  test('ORC-17: a function that dies, and whatever nobody foresees, ends a run under a name of the contract', () => {
    for (const [name, { Catch = [] }] of statesOf(machine)) {
      const given = Catch.flatMap(({ ErrorEquals, Assign = {} }) => {
        const failure = Assign.failure ?? Assign.branchFailure;
        return failure === undefined ? [] : [[ErrorEquals, /'error': (?:"(\w+)"|\$states)/.exec(String(failure))![1]] as const];
      });
      const outside = given.filter(([errors, error]) => error === undefined && errors.some(each => !(each in RUN_ERRORS)));
      expect([name, outside]).toEqual([name, []]);
      expect([name, given.map(([, error]) => error).filter(error => error !== undefined && !(error in RUN_ERRORS))]).toEqual([name, []]);
    }
    // It looks before it acts: one that died is called again before the run ends for it.
    for (const [name, { Retry = [] }] of statesOf(machine).filter(([, { Resource }]) => Resource?.endsWith(':lambda:invoke'))) {
      const retried = Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
      expect([name, DEATHS.filter(death => !retried.includes(death))]).toEqual([name, []]);
    }
  });

  test('a question that nobody answers is asked again until the time of its step is over, as one with another answer is', () => {
    const asking = statesOf(machine).filter(([name]) => name.endsWith('.ask'));
    for (const [name, { Catch }] of asking) {
      const step = name.replace('.ask', '');
      expect(Catch![0]).toMatchObject({ ErrorEquals: expect.arrayContaining(['States.Timeout']), Next: `${step}.missed` });
      const missed = Object.fromEntries(statesOf(machine))[`${step}.missed`];
      expect(missed).toMatchObject({ Choices: [{ Condition: '{% $millis() >= $states.input.deadline %}' }], Default: `${step}.wait` });
    }
    expect(asking.length).toBeGreaterThan(0);
  });

  test('the whole and every call have a time limit', () => {
    expect(machine.TimeoutSeconds).toBeGreaterThanOrEqual(1800);
    const limited = /^\{% \$max\(\[1, \$min\(\[\d+, \$ceil\(\((\$toMillis\(\$states\.context\.State\.EnteredTime\) \+ \d+|\$states\.input\.deadline) - \$millis\(\)\) \/ 1000\)\]\)\]\) %\}$/;
    const tasks = statesOf(machine).filter(([, { Type }]) => Type === 'Task');
    // What is left of the step's time: attempts keep to it together.
    expect(tasks.filter(([name, { TimeoutSeconds }]) => !name.startsWith('run.') && !limited.test(String(TimeoutSeconds))).map(([name]) => name)).toEqual([]);
    expect(tasks.filter(([name]) => name.startsWith('run.')).map(([, { TimeoutSeconds }]) => TimeoutSeconds)).toEqual(expect.arrayContaining([60]));
  });

  test('ORC-17: whatever fails is caught, by names of their own first and by everything last, except where a run ends', () => {
    const uncaught = statesOf(machine).filter(([, { Type, Catch }]) => ['Task', 'Parallel'].includes(Type) && !Catch).map(([name]) => name);
    expect(uncaught).toEqual([]);
    for (const [, { Catch = [] }] of statesOf(machine).filter(([name]) => name !== 'run.fail')) {
      Catch.slice(0, -1).forEach(catcher => expect(catcher.ErrorEquals).not.toContain('States.ALL'));
      Catch.slice(-1).forEach(catcher => expect(catcher.ErrorEquals).toEqual(['States.ALL']));
    }
  });

  test('every loop waits, and ends when its time is over', () => {
    for (const [name, state] of statesOf(machine).filter(([, { Type }]) => Type === 'Wait').filter(([each]) => each.endsWith('.wait'))) {
      const look = statesOf(machine).find(([each]) => each === name.replace('.wait', '.look'))![1];
      expect(state.Seconds).toBe(5);
      expect(look.Choices!.map(rule => rule.Condition)).toContain('{% $millis() >= $states.input.deadline %}');
    }
    expect(cyclesWithoutWait(machine)).toEqual([]);
  });

  test('every path ends by telling: what failed is reported before the execution fails, what succeeded is notified', () => {
    const states = machine.States;
    const before = (name: string) => Object.entries(states).filter(([, state]) => successorsOf(state).includes(name)).map(([each]) => each);
    expect(before('run.done')).toEqual(['notify']);
    expect(before('run.fail')).toEqual(['run.report']);
    expect(before('run.failed')).toEqual(['run.fail', 'run.resume']);
    expect(before('run.resume')).toEqual(['run.fail']);
    expect(states['run.report'].Resource).toBe('arn:aws:states:::sns:publish');
    // A message that cannot be sent does not keep the run from ending.
    expect(states['run.report'].Catch).toEqual([{ ErrorEquals: ['States.ALL'], Next: 'run.fail' }]);
  });

  test('a redrive leads back to every state in which a run can end', () => {
    const noted = new Set([...JSON.stringify(machine.States).matchAll(/"resumeAt":"([^"]+)"/g)].map(match => match[1]));
    noted.delete('unknown');
    const returns = machine.States['run.resume'].Choices!.slice(1);
    expect(returns.map(rule => rule.Next).sort()).toEqual([...noted].sort());
    returns.forEach(rule => expect(rule.Condition).toBe(`{% $resumeAt = "${rule.Next}" %}`));
    expect(Object.keys(machine.States)).toEqual(expect.arrayContaining([...noted]));
  });

  test('no branch assigns a variable of the machine, which Step Functions refuses', () => {
    const assigned = (states: [string, MachineState][]) => new Set(states.flatMap(([, state]) =>
      [state, ...state.Choices ?? [], ...state.Catch ?? []].flatMap(each => Object.keys((each as MachineState).Assign ?? {}))));
    const own = assigned(Object.entries(machine.States));
    const inner = statesOf(machine).flatMap(([, { Branches = [] }]) => Branches).flatMap(branch => [...assigned(statesOf(branch))]);
    expect(inner.filter(name => own.has(name))).toEqual([]);
  });

  test('nothing calls a control plane that lives in one Region', () => {
    expect(JSON.stringify(machine)).not.toMatch(/route53|cloudformation|iam:/i);
  });
});

/** Cycles that pass no `Wait` would spin, unless a person redrives. */
function cyclesWithoutWait(machine: Machine): string[] {
  const states = Object.fromEntries(statesOf(machine));
  const from = (name: string) => successorsOf(states[name]).filter(next => states[next].Type !== 'Wait' && next !== 'run.resume');
  const reaches = (start: string) => {
    const seen = new Set<string>();
    const open = from(start);
    while (open.length > 0) {
      const name = open.pop()!;
      if (!seen.has(name)) {
        seen.add(name);
        open.push(...from(name));
      }
    }
    return seen.has(start);
  };
  return Object.keys(states).filter(name => reaches(name));
}

test('law 1: a forced failover calls nothing of the Region that is left, beside fencing', () => {
  for (const region of topology.regions) {
    const { failover } = machinesOf(fixture, region);
    const others = statesOf(failover).filter(([name]) => !name.startsWith('fence-'))
      // People are told which Region it is about.
      .map(([name, { Branches: _branches, ...state }]) => `${name}: ${JSON.stringify(state, (key, value: unknown) => key === 'Message' ? undefined : value)}`)
      .filter(text => text.includes(region.peer.name));
    expect(others).toEqual([]);
    expect([PRIMARY, SECONDARY]).toContain(region.peer.name);
  }
});

test('ORC-17: every name by which a run may end is caught by that name, or given where it comes up', () => {
  const states = all.flatMap(([, machine]) => statesOf(machine)).map(([, state]) => state);
  const caught = new Set(states.flatMap(({ Catch = [] }) => Catch.flatMap(each => each.ErrorEquals)));
  const given = new Set([...JSON.stringify(states).matchAll(/'error': \\"(\w+)\\"/g)].map(match => match[1]));
  // Asked of operators only: no machine arms.
  expect(Object.keys(RUN_ERRORS).filter(name => !caught.has(name) && !given.has(name))).toEqual(['SignalNeverHealthy']);

  // What a function throws is caught by name where it is called.
  const called = states.map(({ Catch = [], Arguments }) =>
    ({ by: Catch.flatMap(({ ErrorEquals }) => ErrorEquals), payload: (Arguments as any)?.Payload ?? {} }));
  const holding = called.filter(({ payload }) => ['fence', 'shift', 'activate'].includes(payload.action) || payload.targetClusterArn !== undefined);
  expect(holding.length).toBeGreaterThan(10);
  holding.forEach(({ by, payload }) => expect([payload.action, by]).toEqual([payload.action, expect.arrayContaining(['LockLost'])]));
  const promoting = called.filter(({ payload }) => payload.targetClusterArn !== undefined);
  expect(promoting.length).toBeGreaterThan(3);
  promoting.forEach(({ by }) => expect(by).toEqual(expect.arrayContaining(['PromotionConflict', 'PromotionRefused', 'SourceLost'])));
});

test('nobody is asked about a run that somebody asked for; a rejection and a silence end it under names of their own', () => {
  const { States } = machineNamed('failover');
  const asked = States['approve-run.question'];
  expect(States['approve-run.if']).toEqual({
    Type: 'Choice',
    Choices: [{ Condition: '{% $states.context.Execution.Input.automatic = true %}', Next: 'approve-run' }],
    Default: States['approve-run.done'].Next,
  });
  expect(asked).toMatchObject({ Resource: 'arn:aws:states:::sns:publish.waitForTaskToken', TimeoutSeconds: expect.stringContaining('$min([900, ') });
  expect(asked.Arguments!.Message).toContain('& $states.context.Task.Token &');
  expect(asked.Arguments!.Message).toContain('aws stepfunctions send-task-success --region eu-central-1');
  expect(asked.Catch!.map(({ ErrorEquals, Assign }) => [ErrorEquals, Assign!.failure])).toEqual([
    [['ApprovalRejected', 'LockLost'], expect.stringContaining("'error': $states.errorOutput.Error")],
    [['States.Timeout'], expect.stringContaining("'error': \"ApprovalTimedOut\"")],
    [['States.ALL'], expect.stringContaining("'error': \"ApprovalRejected\"")],
  ]);
  const order = Object.keys(States);
  expect(order.indexOf('approve-run')).toBeLessThan(order.indexOf('shift-traffic'));
});

test('while the run asks, its lock says so; what cannot be noted keeps nobody from being asked, nor what was approved from going on', () => {
  const { States } = machineNamed('failover');
  const [note, go] = ['approve-run.note', 'approve-run.go'].map(name => States[name]);
  const payloadOf = ({ Arguments }: typeof note) => Arguments!.Payload as object;
  expect([note, go].map(payloadOf)).toMatchObject([{ action: 'await-approval', awaits: true }, { action: 'await-approval', awaits: false }]);
  expect([note.Next, States['approve-run.question'].Next, go.Next]).toEqual(['approve-run.question', 'approve-run.go', 'approve-run.done']);
  for (const { Next, Catch } of [note, go]) {
    expect(Catch![0].Next).toBe(Next);
    expect(Catch![0].ErrorEquals).toEqual(expect.arrayContaining(['ServiceUnavailable', 'States.Timeout', 'StateNotWritten']));
    expect(Catch![0].ErrorEquals).not.toContain('LockLost');
  }
});

test('a step of the team asks in every run of its modes', () => {
  expect(machineNamed('planned').States['ask-finance'].Arguments!.Message).toContain('May \\"finance\\" be moved?');
  expect(machineNamed('planned').States['ask-finance.if']).toBeUndefined();
  expect(machineNamed('failover').States['ask-finance']).toBeUndefined();
});

test('a drill moves production only where its input says so and names the environment', () => {
  const { States } = machineNamed('drill');
  const { Choices, Default } = States['begin-drill.confirm'];
  expect(Default).toBe('begin-drill.begin');
  expect(Choices![0].Assign!.failure).toContain("'error': \"PromotionNotConfirmed\"");
  expect(['run-planned.if', 'hold.if', 'run-planned-in-peer.if'].map(name => States[name].Choices![0].Condition))
    .toEqual(Array(3).fill('{% $states.context.Execution.Input.roundTrip = true %}'));
  // Whatever fails, pages are sent again.
  expect(statesOf({ States }).flatMap(([, { Catch = [] }]) => Catch.map(each => each.Next)).filter(next => next.startsWith('run.'))).toContain('run.end-drill');
});

test('a drill whose run was done before goes on, and one that ends on the way says where production is', async () => {
  const { States } = machineNamed('drill');
  const failed = (cause: string) => ({ states: { errorOutput: { Error: 'States.TaskFailed', Cause: cause } } });
  const { Output } = States['run-planned.run'].Catch![0] as unknown as { Output: { active: string } };
  const active = (cause: string) => jsonata(Output.active.slice(3, -3)).evaluate({}, failed(cause));
  await expect(active('{"Cause":"x","Error":"AlreadyActive","Status":"FAILED"}')).resolves.toBe(true);
  await expect(active('{"Cause":"AlreadyActive","Error":"LagAboveGate"}')).resolves.toBe(false);
  const { Message } = States['run.report'].Arguments as { Message: string };
  const message = (step: string) => jsonata(Message.slice(3, -3)).evaluate({}, {
    failure: { step, error: 'StepFailed', cause: 'x' }, run: { runId: 'one' }, findings: [], readiness: { findings: [] },
  });
  await expect(message('run-planned-in-peer')).resolves.toContain(`Production was moved to ${topology.secondary.name} and is not known to be back`);
  await expect(message('hold')).resolves.toContain(`in ${topology.primary.name}.`);
  await expect(message('run-planned')).resolves.toContain('Production may have moved');
  await expect(message('readiness')).resolves.not.toContain('Production');
  expect(machineNamed('planned').States['run.report'].Arguments!.Message).not.toContain('Production was moved');
});

test('a forced run that ends between traffic and role says who answers clients, and what to do', async () => {
  const { Message } = machineNamed('failover').States['run.report'].Arguments as { Message: string };
  const message = (error: string, ...steps: string[]) => jsonata(Message.slice(3, -3)).evaluate({}, {
    failure: { step: 'promote', error, cause: 'x' }, run: { runId: 'one', source: topology.primary.name }, findings: [], readiness: { findings: [] }, steps: steps.map(id => ({ id })),
  });
  for (const error of ['PromotionRefused', 'PromotionConflict']) {
    await expect(message(error, 'begin-run', 'shift-traffic')).resolves.toContain(`gives it back to ${topology.primary.name}, if RDS says`);
  }
  await expect(message('PromotionTimedOut', 'shift-traffic')).resolves.toContain(`Traffic was led to ${topology.secondary.name}, and stays there`);
  await expect(message('PromotionTimedOut', 'shift-traffic')).resolves.toContain(`In ${topology.primary.name}: start the failover of that Region`);
  await expect(message('NotReady', 'begin-run')).resolves.not.toContain('Traffic');
  await expect(message('NotReady')).resolves.not.toContain('Traffic');
  await expect(message('TrafficNotMoved', 'shift-traffic', 'activate-region')).resolves.not.toContain('Traffic was');
  expect(machineNamed('planned').States['run.report'].Arguments!.Message).not.toContain('Traffic was led');
});

test('a planned promotion remembers since when its source is silent, and a forced one asks nothing of it', () => {
  const { States } = machineNamed('planned');
  const states = Object.fromEntries(statesOf({ States }));
  expect(states['promote-main.first'].Assign).toEqual({ silentSince: 0 });
  expect(states['promote-main.ask'].Arguments!.Payload).toMatchObject({ silentSince: '{% $silentSince %}' });
  expect(states['promote-main.ask'].Assign).toEqual({ silentSince: '{% $exists($states.result.Payload.silentSince) ? $states.result.Payload.silentSince : 0 %}' });
  expect(states['promote-main.ask'].Catch!.flatMap(({ ErrorEquals }) => ErrorEquals)).toContain('SourceLost');
  expect(JSON.stringify(machineNamed('failover').States)).not.toContain('silentSince');
});

test('the runs of a drill name it, and only they', async () => {
  const input = { actor: 'schedule', reason: 'monthly', drill: 'the execution of a drill' };
  const evaluated = (expression: string) => jsonata(expression.slice(3, -3)).evaluate({}, {
    states: { context: { Execution: { Id: 'this one', Input: input, StartTime: 'now' } } },
  });
  const { States } = machineNamed('drill');
  const there = States['run-planned.run'].Arguments!.Input as string;
  const back = (States['run-planned-in-peer.ask'].Arguments!.Payload as { input: string }).input;
  await expect(Promise.all([there, back].map(evaluated))).resolves.toEqual(Array(2).fill({ actor: 'schedule', reason: 'monthly', automatic: false, drill: 'this one' }));
  const begins = (name: 'planned' | 'failover') => evaluated(machineNamed(name).States['begin-run'].Arguments!.Payload as string);
  await expect(begins('planned')).resolves.toMatchObject({ action: 'begin', drill: 'the execution of a drill' });
  await expect(begins('failover')).resolves.not.toHaveProperty('drill');
  delete (input as Partial<typeof input>).drill;
  await expect(begins('planned')).resolves.not.toHaveProperty('drill');
});

test('what a drill found is recorded before anything moves, with what could not be looked at', async () => {
  const { Payload } = machineNamed('drill').States['record-readiness'].Arguments as { Payload: { readiness: string } };
  const [wrong, missed] = [{ id: 'check-main', ok: false, detail: 'x' }, { id: 'readiness', ok: false, detail: 'y' }];
  await expect(jsonata(Payload.readiness.slice(3, -3)).evaluate({}, { readiness: { lagInMilliseconds: 5, findings: [wrong] }, findings: [missed] }))
    .resolves.toMatchObject({ lagInMilliseconds: 5, findings: [wrong, missed] });
  expect(machineNamed('failover').States['record-readiness'].Arguments!.Payload).toMatchObject({ readiness: '{% $readiness %}' });
});

test('ORC-17: what a function says in another\'s name stays as it is, what a team\'s step says becomes StepFailed', () => {
  const { States } = machineNamed('failover');
  const begin = States['begin-run'].Catch!;
  expect(begin[0].ErrorEquals).toEqual(expect.arrayContaining(['RunInProgress', 'AlreadyActive', 'NotArmed', 'Blocked', 'ReverseLatchClosed']));
  expect(begin[0].Assign!.failure).toContain("'error': $states.errorOutput.Error");
  expect(begin[1]).toMatchObject({ ErrorEquals: ['States.Timeout'], Next: 'run.report' });
  const warmed = Object.fromEntries(statesOf({ States })).warmed.Catch!;
  // Beside a forced promotion it is noted, and the run goes on.
  expect(warmed[warmed.length - 1].Assign!.branchFindings).toContain("\"StepFailed\" & ': ' & $states.errorOutput.Error");
});

describe('a planned run', () => {
  const { States } = machineNamed('planned');
  const nested = Object.fromEntries(statesOf(machineNamed('planned')));

  test('fences, waits for applications that rest on their role, then for what they wrote, and only then promotes', () => {
    const names = Object.keys(States);
    const order = ['drain.side-by-side', 'await-pending-orders', 'activation.side-by-side', 'activate-region', 'shift-traffic'];
    expect(order.filter(name => !names.includes(name))).toEqual([]);
    expect(order.map(name => names.indexOf(name))).toEqual([...order.map(name => names.indexOf(name))].sort((a, b) => a - b));
    expect(nested['fence-source'].Next).toBe('drain-source');
    expect(nested['drain-source']).toMatchObject({ Type: 'Wait', Seconds: 60, Next: 'drain.1.done' });
    expect(States['drain.look'].Default).toBe('await-pending-orders');
    expect(States['await-pending-orders.look'].Choices![0].Next).toBe('activation.side-by-side');
  });

  test('asks for what was measured since it began to wait for it, until that is as it must be', () => {
    const ask = States['await-pending-orders.ask'];
    expect(ask.Arguments).toMatchObject({
      FunctionName: expect.stringContaining('readiness-checker'),
      Payload: {
        mode: 'switchover',
        awaitedSince: '{% $states.input.since %}',
        checks: [{
          id: 'await-pending-orders',
          kind: 'check-metric',
          region: SECONDARY,
          onFailure: 'stop',
          parameters: { namespace: 'Orders', metricName: 'Pending', comparison: '<=', threshold: '0', missing: 'passes' },
        }],
      },
    });
    expect(States['await-pending-orders'].Output).toEqual({ since: '{% $now() %}', deadline: '{% $millis() + 240000 %}' });
    expect(States['await-pending-orders.look'].Choices!.map(({ Condition }) => Condition))
      .toEqual(['{% $states.input.answer.ok = true %}', '{% $millis() >= $states.input.deadline %}']);
    expect(JSON.stringify(States['await-pending-orders.look'].Choices![1].Assign)).toContain("'error': \\\"LagAboveGate\\\"");
  });

  test('that fails behind its fence gives the fence back, so a redrive begins with the fence; one before or behind that goes on where it was', () => {
    const resumesAt = (name: string) => [...JSON.stringify(States[name]).matchAll(/"resumeAt":"([^"]+)"/g)].map(match => match[1]);
    for (const name of ['drain.look', 'await-pending-orders.ask', 'await-pending-orders.look', 'activation.look', 'activate-region']) {
      expect([name, new Set(resumesAt(name))]).toEqual([name, new Set(['drain.side-by-side'])]);
    }
    expect([new Set(resumesAt('record-readiness')), new Set(resumesAt('shift-traffic'))]).toEqual([new Set(['record-readiness']), new Set(['shift-traffic'])]);
    const { failover } = Object.fromEntries(['failover'].map(id => [id, machineNamed(id)]));
    expect(JSON.stringify(failover)).not.toContain('drain.side-by-side');
  });
});

test('the deep path of the Region that took over is asked beside its names, until it works; that it does not is an end of its own', () => {
  const nested = Object.fromEntries(statesOf(machineNamed('failover')));
  expect(nested['verify-service.ask'].Arguments).toMatchObject({
    Payload: { checks: [{ id: 'verify-service', kind: 'check-endpoint', parameters: { url: expect.stringMatching(/\/deep$/) } }] },
  });
  expect(JSON.stringify(nested['verify-service.look'])).toContain('ServiceNotWorking');
  expect(nested['verify-service.look'].Choices![1].Next).toBe('verification.2.failed');
});

test('a forced failover shifts traffic, then promotes, then admits, verifies and tells', () => {
  const names = Object.keys(machineNamed('failover').States);
  const order = ['begin-run', 'readiness', 'record-readiness', 'approve-run', 'shift-traffic', 'activation.side-by-side', 'activate-region', 'verification.side-by-side', 'settle', 'finish-run', 'notify', 'run.done'];
  expect(order.map(name => names.indexOf(name))).toEqual([...order.map(name => names.indexOf(name))].sort((a, b) => a - b));
  expect(order.filter(name => !names.includes(name))).toEqual([]);
});

test('a failback is a machine of its own in the home Region', () => {
  const { plannedMachineName } = fixture.orchestrator.forRegion(topology.primary);
  expect(plannedMachineName).toMatch(/^payments-test-recovery-failback-eu-west-1-/);
  expect(fixture.orchestrator.forRegion(topology.secondary).plannedMachineName).toMatch(/^payments-test-recovery-switchover-eu-central-1-/);
});

test('steps side by side end one by one: what failed is looked at when all have ended', () => {
  const { States } = machineNamed('failover');
  const { Branches, Next } = States['activation.side-by-side'];
  expect(Branches!.length).toBeGreaterThan(4);
  for (const branch of Branches!) {
    const tasks = Object.values(branch.States).filter(({ Type }) => Type === 'Task');
    tasks.forEach(task => task.Catch!.forEach(({ Next: next }) => expect(Object.keys(branch.States)).toContain(next)));
  }
  expect(States[Next!].Choices).toEqual([{
    Condition: '{% $count($failures) > 0 %}',
    Assign: { failure: '{% $failures[0] %}', resumeAt: 'activation.side-by-side' },
    Next: 'run.report',
  }]);
});
