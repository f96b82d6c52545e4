import * as fs from 'fs';
import { Bench, failing, slow, START } from './bench.fixture';
import type { AslFact } from './facts';
import { ASL_FACTS } from './facts';

function proves(fact: AslFact, prove: () => Promise<void>): void {
  test(`Step Functions: ${ASL_FACTS[fact].says}`, prove);
}

const WORK = 'arn:aws:states:::work';
const task = (fields: object = {}) => ({ Type: 'Task', Resource: WORK, End: true, ...fields });
const pass = (fields: object = {}) => ({ Type: 'Pass', End: true, ...fields });
const one = (state: object) => ({ StartAt: 'One', States: { One: state } });
const chain = (first: object, second: object) => ({ StartAt: 'One', States: { One: { ...first, Next: 'Two', End: undefined }, Two: second } });
const outputOf = async (definition: object, input = {}, services = {}) => (await new Bench(definition, input, services).run()).output;
const errorOf = async (definition: object, input = {}, services = {}) => (await new Bench(definition, input, services).run()).error;

test('every fact is proven by a test of its own', () => {
  const proven = [...fs.readFileSync(__filename, 'utf8').matchAll(/^proves\('([\w-]+)'/gm)].map(([, fact]) => fact);
  expect(proven.sort()).toEqual(Object.keys(ASL_FACTS).sort());
});

proves('unknown-field', async () => {
  const refused: [object, string][] = [
    [one(pass({ ResultPath: '$.x' })), 'state "One": field ResultPath'],
    [one(task({ HeartbeatSeconds: 5 })), 'field HeartbeatSeconds'],
    [one(task({ Retry: [{ ErrorEquals: ['x'], Attempts: 2 }] })), 'field Attempts'],
    [one(task({ Catch: [{ ErrorEquals: ['States.ALL', 'x'], Next: 'One' }] })), 'States.ALL must be alone'],
    [one(pass({ End: undefined })), 'needs either Next or End'],
    [one(pass({ End: undefined, Next: 'Nowhere' })), 'leads to "Nowhere"'],
    [{ StartAt: 'Nowhere', States: {} }, 'StartAt names "Nowhere"'],
    [one({ Type: 'Choice', Choices: [{ Condition: 'true', Next: 'One' }] }), 'Condition is true, false or an expression'],
    [one({ Type: 'Wait', End: true }), 'either Seconds or Timestamp'],
    [one({ Type: 'Parallel', End: true, Branches: [one(pass())] }), 'state "One": is there twice'],
    [one({ Type: 'Nap' }), 'unknown type Nap'],
    [one(pass({ Output: '{% $( %}' })), 'is not JSONata'],
  ];
  for (const [definition, message] of refused) {
    expect(() => new Bench(definition, {})).toThrow(message);
  }
  expect(() => new Bench({ ...one(pass()), QueryLanguage: 'JSONPath' }, {})).toThrow('this interpreter reads JSONata');
});

proves('pass-output', async () => {
  expect(await outputOf(one(pass()), { a: 1 })).toEqual({ a: 1 });
  expect(await outputOf(one(pass({ Output: { b: '{% $states.input.a + 1 %}', c: ['{% $states.input.a %}', 'plain'] } })), { a: 1 }))
    .toEqual({ b: 2, c: [1, 'plain'] });
});

proves('task-output', async () => {
  const services = { work: async ({ arguments: given }: { readonly arguments: unknown }) => ({ given }) };
  expect(await outputOf(one(task()), { a: 1 }, services)).toEqual({ given: { a: 1 } });
  expect(await outputOf(one(task({ Arguments: { b: 2 }, Output: '{% $states.result.given.b + $states.input.a %}' })), { a: 1 }, services)).toBe(3);
});

proves('no-undefined', async () => {
  expect(await errorOf(one(pass({ Output: '{% $states.input.missing %}' })))).toBe('States.QueryEvaluationError');
  expect(await errorOf(one(pass({ Output: '{% $unknown %}' })))).toBe('States.QueryEvaluationError');
  expect(await errorOf(one(pass({ Output: '{% 1 + "a" %}' })))).toBe('States.QueryEvaluationError');
  expect(await outputOf(one(pass({ Output: '{% $states.input.list.x %}' })), { list: [{ x: 1 }, { x: 2 }] })).toEqual([1, 2]);
});

proves('assign-after', async () => {
  const first = pass({ Assign: { x: 1 } });
  const second = {
    StartAt: 'A',
    States: {
      A: { ...first, End: undefined, Next: 'B' },
      B: pass({ Assign: { x: '{% $x + 1 %}', y: '{% $x %}' }, Output: '{% $x %}', End: undefined, Next: 'C' }),
      C: pass({ Output: { before: '{% $states.input %}', x: '{% $x %}', y: '{% $y %}' } }),
    },
  };
  expect(await outputOf(second)).toEqual({ before: 1, x: 2, y: 1 });
});

proves('scope-inner', async () => {
  const branch = { StartAt: 'In', States: { In: pass({ Assign: { inner: 1 }, Output: '{% $outer %}' }) } };
  const parallel = { Type: 'Parallel', Branches: [branch] };
  const start = {
    StartAt: 'A',
    States: {
      A: pass({ Assign: { outer: 'seen' }, End: undefined, Next: 'P' }),
      P: { ...parallel, Next: 'B' },
      B: pass({ Output: { seen: '{% $states.input[0] %}', inner: '{% $exists($inner) %}' } }),
    },
  };
  expect(await outputOf(start)).toEqual({ seen: 'seen', inner: false });
});

proves('scope-shadow', async () => {
  const inner = { StartAt: 'In', States: { In: pass({ Assign: { x: 1 } }) } };
  expect(() => new Bench(chain(pass({ Assign: { x: 1 } }), { Type: 'Parallel', Branches: [inner], End: true }), {}))
    .toThrow('"x" is assigned in a branch and around it');
});

const CHOICE = {
  Type: 'Choice',
  Choices: [
    { Condition: '{% $states.input.n > 10 %}', Next: 'End', Assign: { by: 'big' }, Output: 'big' },
    { Condition: '{% $states.input.n > 5 %}', Next: 'End', Assign: { by: 'middle' } },
  ],
};
const BY = pass({ Output: { by: '{% $by %}', got: '{% $states.input %}' } });

proves('choice-rule', async () => {
  const definition = { StartAt: 'Ask', States: { Ask: { ...CHOICE, Default: 'End', Assign: { by: 'default' } }, End: BY } };
  expect(await outputOf(definition, { n: 11 })).toEqual({ by: 'big', got: 'big' });
  expect(await outputOf(definition, { n: 6 })).toEqual({ by: 'middle', got: { n: 6 } });
  expect(await outputOf(definition, { n: 1 })).toEqual({ by: 'default', got: { n: 1 } });
});

proves('choice-none', async () => {
  const definition = { StartAt: 'Ask', States: { Ask: CHOICE, End: BY } };
  expect(await errorOf(definition, { n: 1 })).toBe('States.NoChoiceMatched');
  const noTruth = { Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'End' }] };
  expect(await errorOf({ StartAt: 'Ask', States: { Ask: noTruth, End: BY } })).toBe('States.QueryEvaluationError');
});

proves('wait', async () => {
  const waited = async (state: object, input: { [name: string]: string | number } = {}) => {
    const bench = new Bench(one({ Type: 'Wait', End: true, ...state }), input);
    await bench.run();
    return bench.seconds;
  };
  expect(await waited({ Seconds: 7 })).toBe(7);
  expect(await waited({ Seconds: '{% $states.input.s %}' }, { s: 3 })).toBe(3);
  expect(await waited({ Timestamp: '{% $states.input.t %}' }, { t: '2026-01-31T12:01:00Z' })).toBe(60);
  expect(await waited({ Timestamp: '2026-01-31T11:00:00Z' })).toBe(0);
  expect(await errorOf(one({ Type: 'Wait', End: true, Seconds: '{% "5" %}' }))).toBe('States.QueryEvaluationError');
});

/** The seconds at which a task was tried. */
async function tries(Retry: object[], errors: string[], seed?: number): Promise<number[]> {
  const bench = new Bench(one(task({ Retry })), {}, { work: failing(...errors) }, seed);
  const times: number[] = [];
  bench.onEvent = ({ kind }) => { if (kind === 'scheduled') { times.push(bench.seconds); } };
  await bench.run();
  return times;
}

proves('retry-times', async () => {
  expect(await tries([{ ErrorEquals: ['X'], IntervalSeconds: 1, BackoffRate: 2, MaxDelaySeconds: 3 }], ['X', 'X', 'X'])).toEqual([0, 1, 3, 6]);
  expect(await tries([{ ErrorEquals: ['X'], MaxAttempts: 1 }], ['X', 'X'])).toEqual([0, 1]);
  expect(await tries([{ ErrorEquals: ['Y'] }], ['X'])).toEqual([0]);
});

proves('retry-jitter', async () => {
  const retry = [{ ErrorEquals: ['X'], IntervalSeconds: 10, BackoffRate: 1, JitterStrategy: 'FULL' }];
  const seconds = await tries(retry, ['X'], 5);
  expect(seconds[1]).toBeGreaterThan(0);
  expect(seconds[1]).toBeLessThan(10);
  expect(await tries(retry, ['X'], 5)).toEqual(seconds);
  expect(await tries(retry, ['X'], 6)).not.toEqual(seconds);
});

proves('retry-each', async () => {
  expect(await tries([{ ErrorEquals: ['X'], MaxAttempts: 1 }, { ErrorEquals: ['Y'], MaxAttempts: 2 }], ['X', 'Y', 'Y'])).toEqual([0, 1, 2, 4]);
});

const CAUGHT = {
  StartAt: 'One',
  States: {
    One: task({
      End: undefined,
      Next: 'Fine',
      Retry: [{ ErrorEquals: ['X'], MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: ['X'], Next: 'AfterX', Assign: { why: '{% $states.errorOutput.Error %}' } }, { ErrorEquals: ['States.ALL'], Next: 'AfterAll', Output: 'all' }],
    }),
    Fine: pass({ Output: 'fine' }),
    AfterX: pass({ Output: { why: '{% $why %}', got: '{% $states.input %}' } }),
    AfterAll: pass(),
  },
};

proves('catch-order', async () => {
  expect(await outputOf(CAUGHT, {}, { work: failing('X') })).toBe('fine');
  expect(await outputOf(CAUGHT, {}, { work: failing('Z') })).toBe('all');
});

proves('catch-output', async () => {
  expect(await outputOf(CAUGHT, {}, { work: failing('X', 'X') })).toEqual({ why: 'X', got: { Error: 'X', Cause: 'told to' } });
});

proves('all-not-runtime', async () => {
  expect(await errorOf(CAUGHT, {}, { work: failing('States.Runtime') })).toBe('States.Runtime');
  expect(await errorOf(CAUGHT, {}, { work: failing('States.DataLimitExceeded') })).toBe('States.DataLimitExceeded');
});

proves('task-failed', async () => {
  const definition = { StartAt: 'One', States: { One: task({ Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }] }), Caught: pass({ Output: 'caught' }) } };
  expect(await outputOf(definition, {}, { work: failing('Any') })).toBe('caught');
  expect(await errorOf(definition, {}, { work: failing('States.Timeout') })).toBe('States.Timeout');
});

proves('task-timeout', async () => {
  const bench = new Bench(one(task({ TimeoutSeconds: '{% 5 + 5 %}' })), {}, { work: slow(11, 'late') });
  expect([(await bench.run()).error, bench.seconds]).toEqual(['States.Timeout', 10]);
  expect(await outputOf(one(task({ TimeoutSeconds: 10 })), {}, { work: slow(9, 'in time') })).toBe('in time');
});

proves('machine-timeout', async () => {
  const bench = new Bench({ ...CAUGHT, TimeoutSeconds: 20 }, {}, { work: slow(100, 'late') });
  expect([(await bench.run()).status, bench.execution.error, bench.seconds]).toEqual(['TIMED_OUT', 'States.Timeout', 20]);
  await bench.clock.runUntil(START + 200_000);
  expect(bench.execution.status).toBe('TIMED_OUT');
});

const branch = (name: string, fields: object = {}) => ({ StartAt: name, States: { [name]: task({ Arguments: { name }, ...fields }) } });
const PARALLEL = { Type: 'Parallel', End: true, Branches: [branch('Left'), branch('Right')] };
const answering = (seconds: { readonly [name: string]: number }, log: string[] = []): { [name: string]: any } => ({
  work: async ({ arguments: { name } }: any, { clock }: Bench) => {
    log.push(`${name} starts`);
    await clock.sleep(1000 * seconds[name]);
    log.push(`${name} ends`);
    return name;
  },
});

proves('parallel-interleaved', async () => {
  const log: string[] = [];
  const bench = new Bench(one(PARALLEL), {}, answering({ Left: 3, Right: 2 }, log));
  expect((await bench.run()).output).toEqual(['Left', 'Right']);
  expect(log).toEqual(['Left starts', 'Right starts', 'Right ends', 'Left ends']);
  expect(bench.seconds).toBe(3);
});

proves('parallel-stops', async () => {
  const Branches = [branch('Left'), { StartAt: 'Bad', States: { Bad: { Type: 'Fail', Error: 'Bad', Cause: 'told to' } } }];
  const definition = { StartAt: 'One', States: { One: { ...PARALLEL, Branches, Catch: [{ ErrorEquals: ['Bad'], Next: 'Caught' }] }, Caught: pass({ Output: 'caught' }) } };
  const bench = new Bench(definition, {}, answering({ Left: 3 }));
  expect((await bench.run()).output).toBe('caught');
  expect(bench.seconds).toBe(0);
  await bench.clock.runUntil(START + 10_000);
  expect(bench.events.filter(({ state, kind }) => state === 'Left' && kind === 'exited')).toEqual([]);
});

proves('map-inline', async () => {
  const processor = { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Each', States: { Each: task({ Output: '{% $states.result & $string($states.context.Map.Item.Index) %}' }) } };
  const map = { Type: 'Map', End: true, Items: '{% $states.input.names %}', ItemSelector: { name: '{% $states.context.Map.Item.Value %}' }, ItemProcessor: processor, MaxConcurrency: 2 };
  const bench = new Bench(one(map), { names: ['a', 'b', 'c'] }, answering({ a: 3, b: 2, c: 2 }));
  expect((await bench.run()).output).toEqual(['a0', 'b1', 'c2']);
  expect(bench.seconds).toBe(4);
  expect(() => new Bench(one({ ...map, ItemProcessor: { ...processor, ProcessorConfig: { Mode: 'DISTRIBUTED' } } }), {})).toThrow('carries out INLINE');
});

const APPROVAL = task({ Resource: `${WORK}.waitForTaskToken`, Arguments: { token: '{% $states.context.Task.Token %}' }, TimeoutSeconds: 60 });

proves('token', async () => {
  const given: string[] = [];
  const services = { 'work.waitForTaskToken': async ({ arguments: { token } }: any) => { given.push(token); return 'sent'; } };
  const bench = new Bench(one(APPROVAL), {}, services);
  bench.clock.after(5000, () => { bench.tokens.succeed(given[0], { by: 'person' }); });
  expect((await bench.run()).output).toEqual({ by: 'person' });
  expect(bench.seconds).toBe(5);
  const rejected = new Bench(one(APPROVAL), {}, services);
  rejected.clock.after(5000, () => { rejected.tokens.fail(given[1], 'ApprovalRejected', 'no'); });
  expect((await rejected.run()).error).toBe('ApprovalRejected');
});

proves('token-timeout', async () => {
  const bench = new Bench(one(APPROVAL), {}, { 'work.waitForTaskToken': async () => 'sent' });
  bench.execution.start();
  await bench.clock.runUntil(START + 1000);
  const [token] = bench.tokens.pending();
  expect([(await bench.goOn()).error, bench.seconds]).toEqual(['States.Timeout', 60]);
  expect(bench.tokens.succeed(token, {})).toBe(false);
});

proves('context', async () => {
  const bench = new Bench(one(pass({ Output: '{% $states.context %}' })), { a: 1 });
  expect((await bench.run()).output).toEqual({
    Execution: { Id: bench.execution.props.arn, Name: 'run', Input: { a: 1 }, StartTime: '2026-01-31T12:00:00.000Z', RedriveCount: 0 },
    StateMachine: { Id: bench.execution.props.machineArn, Name: 'machine' },
    State: { Name: 'One', EnteredTime: '2026-01-31T12:00:00.000Z', RetryCount: 0 },
  });
});

proves('context-redrives', async () => {
  const definition = {
    StartAt: 'Ask',
    States: {
      Ask: { Type: 'Choice', Choices: [{ Condition: '{% $states.context.Execution.RedriveCount = 0 %}', Next: 'First' }], Default: 'Later' },
      First: task({ End: undefined, Next: 'Later' }),
      Later: pass({ Output: '{% $states.context.Execution.RedriveCount %}' }),
    },
  };
  const bench = new Bench(definition, {}, { work: failing('X') });
  await bench.run();
  bench.execution.redrive();
  expect((await bench.goOn()).output).toBe(1);
});

proves('clock', async () => {
  const definition = chain({ Type: 'Wait', Seconds: 90 }, pass({
    Output: {
      now: '{% $now() %}', millis: '{% $millis() %}', day: '{% $now("[Y0001]-[M01]-[D01]") %}', between: '{% $millis() - $toMillis($states.context.Execution.StartTime) %}',
    },
  }));
  expect(await outputOf(definition)).toEqual({ now: '2026-01-31T12:01:30.000Z', millis: START + 90_000, day: '2026-01-31', between: 90_000 });
});

proves('fail', async () => {
  const bench = new Bench(one({ Type: 'Fail', Error: '{% $states.input.e %}', Cause: 'because' }), { e: 'Named' });
  const { status, error, cause } = await bench.run();
  expect([status, error, cause]).toEqual(['FAILED', 'Named', 'because']);
});

proves('abort', async () => {
  const log: string[] = [];
  const bench = new Bench(chain(task({ Arguments: { name: 'Left' } }), pass()), {}, answering({ Left: 5 }, log));
  bench.clock.after(2000, () => bench.execution.abort('Stopped', 'told to'));
  expect([(await bench.run()).status, bench.execution.error, bench.seconds]).toEqual(['ABORTED', 'Stopped', 2]);
  await bench.clock.runUntil(START + 10_000);
  expect(log).toEqual(['Left starts', 'Left ends']);
  expect(bench.entered()).toEqual(['One']);
});

proves('redrive-state', async () => {
  const definition = {
    StartAt: 'A',
    States: {
      A: pass({ Assign: { kept: 'yes' }, Output: { n: 1 }, End: undefined, Next: 'B' }),
      B: task({ Output: { result: '{% $states.result %}', kept: '{% $kept %}', n: '{% $states.input.n %}' } }),
    },
  };
  const bench = new Bench(definition, {}, { work: failing('X') });
  expect((await bench.run()).error).toBe('X');
  bench.execution.redrive();
  expect((await bench.goOn()).output).toEqual({ result: 'done', kept: 'yes', n: 1 });
  expect(bench.entered()).toEqual(['A', 'B', 'B']);
});

proves('redrive-parallel', async () => {
  const log: string[] = [];
  const { work } = answering({ Left: 1, Right: 2 }, log);
  let broken = true;
  const services = {
    work: async (call: any, bench: Bench) => {
      const answer = await work(call, bench);
      return answer === 'Right' && broken ? failing('X')(call) : answer;
    },
  };
  const bench = new Bench(one(PARALLEL), {}, services);
  expect((await bench.run()).error).toBe('X');
  broken = false;
  bench.execution.redrive();
  expect((await bench.goOn()).output).toEqual(['Left', 'Right']);
  expect(log.filter(entry => entry.endsWith('starts'))).toEqual(['Left starts', 'Right starts', 'Right starts']);
});

proves('redrive-succeeded', async () => {
  const bench = new Bench(one(pass()), {});
  await bench.run();
  expect(() => bench.execution.redrive()).toThrow('SUCCEEDED cannot be redriven');
});

proves('redrive-timeout', async () => {
  const bench = new Bench({ ...one(task()), TimeoutSeconds: 10 }, {}, { work: slow(9, 'done') });
  bench.clock.after(5000, () => bench.execution.abort());
  await bench.run();
  await bench.clock.runUntil(START + 60_000);
  bench.execution.redrive();
  expect([(await bench.goOn()).status, bench.seconds]).toEqual(['SUCCEEDED', 69]);
});

proves('redrive-retries', async () => {
  const bench = new Bench(one(task({ Retry: [{ ErrorEquals: ['X'], MaxAttempts: 1 }] })), {}, { work: failing('X', 'X', 'X') });
  expect((await bench.run()).status).toBe('FAILED');
  bench.execution.redrive();
  expect((await bench.goOn()).output).toBe('done');
});

test.each(['before the call', 'after the call', 'after the record'])('an execution can be killed %s, and resumes to the same end', async moment => {
  const kind = { 'before the call': 'scheduled', 'after the call': 'answered', 'after the record': 'exited' }[moment];
  const calls: string[] = [];
  const definition = chain(task({ Arguments: { name: 'one' } }), task({ Arguments: { name: 'two' } }));
  const bench = new Bench(definition, {}, { work: async ({ arguments: { name } }: any) => { calls.push(name); return name; } });
  bench.onEvent = event => {
    if (event.kind === kind && event.state === 'One' && bench.execution.redriveCount === 0) {
      bench.execution.abort();
    }
  };
  expect((await bench.run()).status).toBe('ABORTED');
  bench.execution.redrive();
  expect((await bench.goOn()).output).toBe('two');
  expect(calls).toEqual({ scheduled: ['one', 'two'], answered: ['one', 'one', 'two'], exited: ['one', 'two'] }[kind!]);
});
