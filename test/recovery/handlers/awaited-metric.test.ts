import { awaitedMetric } from '../../../src/recovery/handlers/readiness/awaited-metric';

/** Writes ended ten seconds into a minute; the first whole one after it begins at 60 s. */
const SINCE = 10_000;
const at = (seconds: number, value = 0) => ({ value, at: new Date(seconds * 1000) });
const stateOf = (newest: ReturnType<typeof at> | undefined, nowInSeconds: number, since = SINCE) =>
  awaitedMetric({ periodInSeconds: 60 }, { newest }, since, nowInSeconds * 1000, value => value <= 5);

test('what was measured before writes ended says nothing, however good it is: not even the minute in which they did', () => {
  expect(stateOf(at(-60), 100)).toBe('not yet');
  expect(stateOf(at(0), 100)).toBe('not yet');
});

test('a period that has begun since then counts, whatever its value', () => {
  expect(stateOf(at(60), 70)).toBe('measured');
  expect(stateOf(at(60, 99), 70)).toBe('measured');
  expect(stateOf(at(120), 130)).toBe('measured');
  expect(stateOf(at(60), 3600)).toBe('measured');
  expect(stateOf(at(60, 99), 3600)).toBe('measured');
});

test('the very period counts whose begin was the end of writes', () => {
  expect(stateOf(at(60), 70, 60_000)).toBe('measured');
  expect(stateOf(at(60), 70, 60_001)).toBe('not yet');
});

test('silence counts when a whole period and the delay of its publication have passed, not before', () => {
  expect(stateOf(undefined, 179.999)).toBe('not yet');
  expect(stateOf(undefined, 180)).toBe('silent');
  expect(stateOf(at(0, 5), 180)).toBe('silent');
});

test('silence of what was behind when it last spoke is none of being in step', () => {
  expect(stateOf(at(0, 6), 180)).toBe('silent while behind');
  expect(stateOf(at(0, 6), 100)).toBe('not yet');
});

describe('where it is known what there was to copy', () => {
  /** The last period in which something was written, and what has arrived last. */
  const answerOf = (active: number | undefined, newest: ReturnType<typeof at> | undefined, nowInSeconds: number) => {
    const activity = active === undefined ? {} : { last: at(active).at };
    return awaitedMetric({ periodInSeconds: 60 }, { newest, activity }, SINCE, nowInSeconds * 1000, value => value <= 5);
  };

  test('silence counts when there was nothing, however far behind it was that arrived before', () => {
    expect(answerOf(undefined, undefined, 180)).toBe('silent');
    expect(answerOf(undefined, at(0, 99), 180)).toBe('silent');
  });

  test('silence does not count while nothing has answered what was written last', () => {
    expect(answerOf(0, undefined, 180)).toBe('silent while behind');
    expect(answerOf(0, at(-60), 180)).toBe('silent while behind');
    expect(answerOf(0, at(-60), 3600)).toBe('silent while behind');
    expect(answerOf(0, undefined, 179.999)).toBe('not yet');
  });

  test('of the period of the last write it counts when what arrived in it was in step', () => {
    expect(answerOf(0, at(0, 5), 180)).toBe('silent');
    expect(answerOf(0, at(0, 6), 180)).toBe('silent while behind');
  });

  test('of a later period it counts however long that took', () => {
    expect(answerOf(-60, at(0, 99), 180)).toBe('silent');
  });

  test('a value of the time after writes ended counts at once when it is in step, else when nothing follows it for a whole period', () => {
    expect(answerOf(0, at(60, 5), 70)).toBe('measured');
    expect(answerOf(0, at(60, 5), 3600)).toBe('measured');
    expect(answerOf(0, at(60, 99), 70)).toBe('measured');
    expect(answerOf(0, at(60, 99), 239.999)).toBe('measured');
    expect(answerOf(0, at(60, 99), 240)).toBe('silent');
    expect(answerOf(0, at(120, 99), 299.999)).toBe('measured');
    expect(answerOf(0, at(120, 99), 300)).toBe('silent');
  });
});
