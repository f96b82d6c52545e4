import { activityBefore, isAnswered } from '../../../src/recovery/handlers/readiness/unanswered-activity';

const at = (seconds: number, value = 1) => ({ value, at: new Date(seconds * 1000) });

describe('the last activity before a time', () => {
  test('is the newest period with something', () => {
    expect(activityBefore(120_000, [at(60), at(0)])).toEqual({ last: new Date(60_000) });
  });

  test('is not of a period that began then, or later', () => {
    expect(activityBefore(60_000, [at(120), at(60), at(0)])).toEqual({ last: new Date(0) });
    expect(activityBefore(60_001, [at(120), at(60), at(0)])).toEqual({ last: new Date(60_000) });
  });

  test.each([['without a value', []], ['with a value of 0', [at(0, 0), at(-60, 0)]]])('is none where periods are %s', (_name, values) => {
    expect(activityBefore(60_000, values)).toEqual({ last: undefined });
  });
});

describe('what was written last', () => {
  const isSo = (last: number | undefined, newest: ReturnType<typeof at> | undefined) =>
    isAnswered(last === undefined ? {} : { last: at(last).at }, newest, value => value <= 5);

  test('needs no answer where it is nothing', () => {
    expect([isSo(undefined, undefined), isSo(undefined, at(0, 99))]).toEqual([true, true]);
  });

  test('is not answered by what arrived before, or by nothing', () => {
    expect([isSo(0, undefined), isSo(0, at(-60))]).toEqual([false, false]);
  });

  test('is answered by what arrived in the same period where that was in step, and by what arrived later', () => {
    expect([isSo(0, at(0, 5)), isSo(0, at(0, 6)), isSo(0, at(60, 6))]).toEqual([true, false, true]);
  });
});
