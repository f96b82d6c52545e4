import { datapointsThatFollow, detectionFigures, failingSeconds } from '../../../src/recovery/budget/detection-figures';

describe('how long detection takes', () => {
  test('follows from how many probes must fail: ten seconds for each', () => {
    expect([1, 4, 5, 6].map(datapoints => detectionFigures(datapoints).typical)).toEqual([25, 55, 65, 75]);
    expect([1, 4, 5, 6].map(datapoints => detectionFigures(datapoints).best)).toEqual([2, 32, 42, 52]);
  });

  test('at worst one of the six comes late, unless all of them must fail', () => {
    expect([4, 5, 6].map(datapoints => detectionFigures(datapoints).worst)).toEqual([106, 116, 116]);
  });

  test('is behind the first probe that failed by as many seconds as the last one; nothing where nothing is probed', () => {
    expect([1, 4, 5].map(failingSeconds)).toEqual([0, 30, 40]);
    expect(failingSeconds()).toBe(0);
  });

  test('says from which setting it follows, and who says how alarms are evaluated', () => {
    expect(detectionFigures(4).source).toBe('setting: 4 of 6 probes, 10 seconds apart; evaluation every 10 seconds: '
      + 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html');
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
