import { datapointsThatFollow, detectionFigures } from '../../../src/recovery/budget/detection-figures';

describe('how long detection takes', () => {
  test('follows from how many probes must fail: ten seconds for each', () => {
    expect([1, 4, 5, 6].map(datapoints => detectionFigures(datapoints).typical)).toEqual([25, 55, 65, 75]);
    expect([1, 4, 5, 6].map(datapoints => detectionFigures(datapoints).best)).toEqual([2, 32, 42, 52]);
  });

  test('at worst one of the six comes late, unless all of them must fail', () => {
    expect([4, 5, 6].map(datapoints => detectionFigures(datapoints).worst)).toEqual([106, 116, 116]);
  });

  test('says from which setting it follows', () => {
    expect(detectionFigures(4).source).toContain('setting: 4 of 6 probes, 10 seconds apart');
  });
});

describe('law 5: how many probes must fail', () => {
  test.each([
    [undefined, 5],
    [900, 5],
    [300, 5],
    [299, 4],
    [60, 4],
  ])('with an objective of %p seconds: %d', (objective, datapoints) => {
    expect(datapointsThatFollow(objective)).toBe(datapoints);
  });
});
