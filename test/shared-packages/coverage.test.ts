import { createRequire } from 'module';

interface Counts { readonly hash: string; readonly s: object; readonly f: object; readonly b: object }

const { newlyCovered } = createRequire(__filename)('./coverage.js') as { newlyCovered(coverage: { [source: string]: Counts }): object };
const { SHARED_BY_TESTS } = process.env;

const counts = (...statements: number[]): Counts => ({ hash: 'as first written', s: { ...statements }, f: { 0: 0 }, b: { 0: [1, 0] } });

// Each of these is a run of its own.
beforeEach(() => { process.env.SHARED_BY_TESTS = String(expect.getState().currentTestName); });
afterAll(() => { process.env.SHARED_BY_TESTS = SHARED_BY_TESTS; });

test('what is executed for the first time is shown, whole, and a copy', () => {
  const coverage = { one: counts(1, 0), other: counts(0, 0) };
  expect(newlyCovered(coverage)).toEqual(coverage);
  expect(newlyCovered({ one: counts(0, 7), other: counts(0, 0) })).toEqual({ one: counts(0, 7) });
  const copy = newlyCovered({ more: coverage.one }) as typeof coverage & { more: Counts };
  expect(copy.more.s).not.toBe(coverage.one.s);
});

test('a function and a branch count as a statement does', () => {
  const first = counts(1);
  newlyCovered({ one: first });
  expect(newlyCovered({ one: { ...first, f: { 0: 1 } } })).not.toEqual({});
  expect(newlyCovered({ one: { ...first, b: { 0: [0, 1] } } })).not.toEqual({});
});

test('what was shown is not shown again, whichever file showed it', () => {
  newlyCovered({ one: counts(1, 0, 0) });
  newlyCovered({ one: counts(0, 1, 0) });
  expect(newlyCovered({ one: counts(5, 5, 0) })).toEqual({});
});

test('a source that was changed is another one', () => {
  newlyCovered({ one: counts(1) });
  expect(newlyCovered({ one: { ...counts(1), hash: 'mended' } })).not.toEqual({});
});

test('another run begins with nothing', () => {
  newlyCovered({ one: counts(1) });
  process.env.SHARED_BY_TESTS = 'the next';
  expect(newlyCovered({ one: counts(1) })).toEqual({ one: counts(1) });
});
