import { nextEpoch } from '../../../src/recovery/state/epochs';

const [HOME, STANDBY] = ['us-east-1', 'us-west-2'];
const nextOf = (region: string, highest: number) => nextEpoch(highest, { region, home: HOME });

test.each([
  [HOME, 0, 2], [HOME, 1, 2], [HOME, 2, 4], [HOME, 7, 8],
  [STANDBY, 0, 1], [STANDBY, 1, 3], [STANDBY, 2, 3], [STANDBY, 7, 9],
])('%s begins above %d in %d', (region, highest, expected) => {
  expect(nextOf(region, highest)).toBe(expected);
});

test('runs that alternate begin one epoch after the other', () => {
  const epochs = [STANDBY, HOME, STANDBY, HOME].reduce<number[]>((all, region) => [...all, nextOf(region, all[all.length - 1] ?? 0)], []);
  expect(epochs).toEqual([1, 2, 3, 4]);
});

test('two Regions never begin the same epoch, whatever each knows, and each begins above that', () => {
  const known = Array.from({ length: 50 }, (_, highest) => highest);
  const [ofHome, ofStandby] = [HOME, STANDBY].map(region => known.map(highest => nextOf(region, highest)));
  expect(ofHome.filter(epoch => ofStandby.includes(epoch))).toEqual([]);
  expect([ofHome, ofStandby].every(epochs => epochs.every((epoch, highest) => epoch > highest && epoch <= highest + 2))).toBe(true);
});
