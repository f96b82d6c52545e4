import { portionOf, seedsOf } from './selection';

const ALL = ['kill one', 'kill two', 'refuse one', 'kill three', 'refuse two'].map(name => ({ name }));
const names = (portion: readonly { readonly name: string }[]) => portion.map(({ name }) => name);

test('all workers together try everything once', () => {
  const portions = [0, 1, 2].map(index => names(portionOf(ALL, { index, of: 3 })));
  expect(portions.flat().sort()).toEqual(names(ALL).sort());
  expect(portions.map(({ length }) => length)).toEqual([2, 2, 1]);
});

test('of what has a part in its name each is tried once, whatever lies between', () => {
  expect([0, 1].flatMap(index => names(portionOf(ALL, { only: 'kill', index, of: 2 }))).sort()).toEqual(['kill one', 'kill three', 'kill two']);
  expect(portionOf(ALL, { only: 'nothing', index: 0, of: 1 })).toEqual([]);
});

test('all workers together try every seed once, from the first on', () => {
  expect([0, 1].map(index => seedsOf({ firstSeed: 7, schedules: 5, index, of: 2 }))).toEqual([[7, 9, 11], [8, 10]]);
  expect(seedsOf({ firstSeed: 7, schedules: 1, index: 1, of: 2 })).toEqual([]);
});
