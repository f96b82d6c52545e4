import { Bench, STANDBY } from './models.fixture';
import { proves } from '../behaviours/proves';

test('a handler is told its settings and its event, and its answer is a copy', async () => {
  const bench = new Bench();
  bench.work(async (event, { settings, region }) => ({ event, settings, region, nothing: undefined }));
  expect(await bench.invoke({ a: 1 })).toEqual({ event: { a: 1 }, settings: { of: 'a template' }, region: STANDBY });
  await expect(bench.lambda.invoke(STANDBY, 'other', {})).rejects.toThrow('no handler is bound to it');
});

test('a handler that changes its settings fails: the next call would see it', async () => {
  const bench = new Bench();
  bench.work(async (_event, { settings }) => { settings.of = 'mine'; });
  expect(await bench.invoke()).toBe('TypeError');
});

test('the clock of a function may be off', async () => {
  const bench = new Bench();
  bench.work(async (_event, { now }) => now());
  bench.lambda.skew.set(STANDBY, 3_600_000);
  expect(await bench.invoke()).toBeGreaterThan(3_600_000);
});

proves('lambda/error-name', async () => {
  const bench = new Bench();
  bench.work(async () => { throw Object.assign(new Error('why'), { name: 'LockLost' }); });
  expect(await bench.invoke()).toBe('LockLost');
  expect(bench.history.of('invocation-failed')).toMatchObject([{ principal: 'work', error: 'LockLost' }]);
});

proves('lambda/timeout', async () => {
  const bench = new Bench();
  const done: string[] = [];
  bench.work(async (_event, { wait }) => {
    await wait(59_000);
    done.push('before');
    await wait(2_000);
    done.push('after');
  });
  expect(await bench.invoke()).toBe('Sandbox.Timedout');
  expect(done).toEqual(['before']);
});

/** What becomes of a function that dies at its call, and how often the call was made. */
async function diedAt(fault: 'killed-before' | 'killed-after'): Promise<[outcome: string, calls: number]> {
  const bench = new Bench({ fault, from: 0, until: 1e9, operation: 'Do' });
  let made = 0;
  bench.services.s3 = { Do: () => { made++; return {}; } };
  bench.work(async (_event, { clients }) => clients(STANDBY).s3.send(new (class DoCommand { public readonly input = {}; })()));
  return [await bench.invoke(), made];
}

proves('call-faults/killed-before', async () => {
  expect(await diedAt('killed-before')).toEqual(['Lambda.Unknown', 0]);
});

for (const id of ['call-faults/killed-after', 'lambda/killed']) {
  proves(id, async () => {
    expect(await diedAt('killed-after')).toEqual(['Lambda.Unknown', 1]);
  });
}

proves('lambda/service-errors', async () => {
  for (const [fault, error] of [['throttle', 'Lambda.TooManyRequestsException'], ['server-error', 'Lambda.ServiceException'], ['timeout', 'Lambda.SdkClientException']] as const) {
    const bench = new Bench({ fault, from: 0, until: 1e9, operation: 'Invoke' });
    bench.work(async () => 'done');
    expect(await bench.invoke()).toBe(error);
  }
});

proves('lambda/asynchronous-retries', async () => {
  const bench = new Bench();
  const calls: number[] = [];
  bench.work(async (_event, { now }) => {
    calls.push(Math.floor(now() / 60_000));
    throw new Error('always');
  });
  bench.lambda.post(STANDBY, 'work', {});
  await bench.wait(1000);
  expect(calls).toEqual([0, 1, 3]);
});

proves('lambda/side-by-side', async () => {
  const bench = new Bench();
  let most = 0;
  let running = 0;
  bench.work(async (_event, { wait }) => {
    most = Math.max(most, ++running);
    await wait(1000);
    running--;
  });
  await bench.outcome(Promise.all([1, 2, 3].map(async () => bench.lambda.invoke(STANDBY, 'work', {}))));
  expect(most).toBe(3);
});

test('a function in a Region that is lost stands still, and goes on when the Region is back', async () => {
  const bench = new Bench();
  const seen: number[] = [];
  bench.work(async (_event, { wait, now }) => {
    await wait(5000);
    seen.push(Math.floor(now() / 1000));
  });
  bench.clock.after(3000, () => bench.network.lose(STANDBY));
  bench.clock.after(30_000, () => bench.network.restore(STANDBY));
  await bench.invoke();
  expect(seen).toEqual([30]);
});
