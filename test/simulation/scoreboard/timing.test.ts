import { HOME, PUBLIC_NAME, STANDBY } from './system';
import { covered, quantile, timingOf } from './timing';
import { historyOf } from '../history/history';

test('what spans cover is counted once, and within the bounds only', () => {
  expect(covered([[5, 8], [0, 3], [2, 6]], 1, 7)).toBe(6);
  expect(covered([], 0, 10)).toBe(0);
});

test('a quantile is one of the values', () => {
  expect([0.5, 0.99, 1].map(share => quantile([4, 1, 3, 2], share))).toEqual([2, 4, 4]);
});

test('of a forced run all is its own but the promotion and the time until traffic has moved', () => {
  expect(timingOf(historyOf(
    [100, { kind: 'world-fault', fault: 'region-lost', region: HOME, on: true }],
    [180, { kind: 'execution-started', region: STANDBY, machine: 'failover', executionArn: 'run', input: {} }],
    [190, { kind: 'latch-written', region: STANDBY, closed: true, epoch: 1 }],
    [191, { kind: 'promotion-accepted', database: 'main', target: STANDBY, forced: true, by: 'aurora-promoter' }],
    [240, { kind: 'traffic-moved', name: PUBLIC_NAME, region: STANDBY }],
    [280, { kind: 'promotion-ended', database: 'main', target: STANDBY, moved: true }],
    [285, { kind: 'writes-admitted', region: STANDBY, epoch: 1 }],
    [290, { kind: 'execution-ended', region: STANDBY, executionArn: 'run', status: 'SUCCEEDED' }],
  ))).toEqual({ recovery: 185, own: 20 });
});

test('what is no single loss of home has no time', () => {
  expect(timingOf(historyOf([100, { kind: 'world-fault', fault: 'region-lost', region: STANDBY, on: true }]))).toBeUndefined();
});
