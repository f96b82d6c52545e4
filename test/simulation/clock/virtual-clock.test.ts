import { EventHeap } from './event-heap';
import { Prng } from './prng';
import { VirtualClock } from './virtual-clock';

test('timers go off in the order of their moments, and of one moment in the order in which they were set', async () => {
  const clock = new VirtualClock(1000);
  const seen: string[] = [];
  clock.after(30, () => seen.push(`c ${clock.now()}`));
  clock.after(10, () => seen.push(`a ${clock.now()}`));
  clock.after(10, () => seen.push(`b ${clock.now()}`));
  clock.after(20, () => seen.push('never'))();
  await clock.runUntil(1100);
  expect(seen).toEqual(['a 1010', 'b 1010', 'c 1030']);
  expect(clock.now()).toBe(1100);
});

test('all that a timer woke has parked again before the next one goes off', async () => {
  const clock = new VirtualClock(0);
  const seen: string[] = [];
  const worker = async (name: string) => {
    for (const milliseconds of [5, 5]) {
      await clock.sleep(milliseconds);
      for (let turn = 0; turn < 50; turn++) {
        await Promise.resolve();
      }
      seen.push(`${name} ${clock.now()}`);
    }
  };
  clock.spawn(() => worker('one'));
  clock.spawn(() => worker('two'));
  await clock.runUntil(20);
  expect(seen).toEqual(['one 5', 'two 5', 'one 10', 'two 10']);
});

test('a time-out that is over before the work is seen before it', async () => {
  const clock = new VirtualClock(0);
  const outcome = Promise.race([clock.sleep(10).then(() => 'work'), clock.sleep(9).then(() => 'time-out')]);
  await clock.runUntil(100);
  await expect(outcome).resolves.toBe('time-out');
});

test('a coroutine that fails unseen ends the simulation', async () => {
  const clock = new VirtualClock(0);
  clock.spawn(async () => {
    await clock.sleep(5);
    throw new Error('broken model');
  });
  await expect(clock.runUntil(10)).rejects.toThrow('broken model');
});

test('what repeats goes on until it is cancelled', async () => {
  const clock = new VirtualClock(0);
  const seen: number[] = [];
  const cancel = clock.every(10, () => seen.push(clock.now()), 1);
  await clock.runUntil(25);
  cancel();
  await clock.runUntil(100);
  expect(seen).toEqual([1, 11, 21]);
});

test('time passes only while a condition holds', async () => {
  const clock = new VirtualClock(0);
  let count = 0;
  clock.every(10, () => { count++; });
  await clock.runWhile(() => count < 3, 1000);
  expect([count, clock.now()]).toEqual([3, 30]);
});

test('the heap gives back what it was given, sorted', () => {
  const heap = new EventHeap();
  const prng = new Prng(7);
  const moments = Array.from({ length: 500 }, () => prng.whole(0, 99));
  moments.forEach((at, order) => heap.push({ at, order, action: () => undefined, cancelled: false }));
  const popped = moments.map(() => heap.pop()!);
  expect(popped.map(({ at }) => at)).toEqual([...moments].sort((one, other) => one - other));
  expect(popped.every(({ at, order }, index) => index === 0 || popped[index - 1].at < at || popped[index - 1].order < order)).toBe(true);
  expect(heap.pop()).toBeUndefined();
});

describe('random numbers', () => {
  const draw = (prng: Prng) => Array.from({ length: 5 }, () => prng.next());

  test('are the same for the same seed, and others for another', () => {
    expect(draw(new Prng(42))).toEqual(draw(new Prng(42)));
    expect(draw(new Prng(42))).not.toEqual(draw(new Prng(43)));
  });

  test('of one stream do not depend on what another one drew', () => {
    const one = new Prng(1);
    const other = new Prng(1);
    draw(one.fork('faults'));
    expect(draw(one.fork('latency'))).toEqual(draw(other.fork('latency')));
    expect(draw(one.fork('latency'))).not.toEqual(draw(other.fork('faults')));
  });

  test('keep to their bounds and reach them', () => {
    const prng = new Prng(3);
    const drawn = Array.from({ length: 300 }, () => prng.whole(2, 4));
    expect([...new Set(drawn)].sort()).toEqual([2, 3, 4]);
    expect(new Set(Array.from({ length: 100 }, () => prng.pick(['a', 'b'])))).toEqual(new Set(['a', 'b']));
    expect([prng.chance(0), prng.chance(1)]).toEqual([false, true]);
    expect(() => prng.pick([])).toThrow('nothing to pick from');
  });
});
