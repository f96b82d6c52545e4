import { alarmCheck, proves } from './fixture';
import { RULES } from './rules';

const BREACH = [[1]];
const NO_BREACH = [[0]];

proves('alarm-data', () => {
  expect([alarmCheck(NO_BREACH), alarmCheck(BREACH)]).toEqual([true, false]);
  expect(alarmCheck([[1], [0]])).toBe(true);
  const healthyBelow = (ComparisonOperator: string) => [0, 1, 2].map(value => alarmCheck([[value]], { ComparisonOperator }));
  expect(healthyBelow('GreaterThanOrEqualToThreshold')).toEqual([true, false, false]);
  expect(healthyBelow('GreaterThanThreshold')).toEqual([true, true, false]);
  expect(healthyBelow('LessThanOrEqualToThreshold')).toEqual([false, false, true]);
  expect(healthyBelow('LessThanThreshold')).toEqual([false, true, true]);
  const breachedBy = (Statistic: string, Threshold: number) => !alarmCheck([[9, 9], [1, 2, 6]], { Statistic, Threshold });
  expect([['Minimum', 1], ['Average', 3], ['Maximum', 6], ['Sum', 9], ['SampleCount', 3]]
    .map(([statistic, value]) => [breachedBy(statistic as string, value as number), breachedBy(statistic as string, value as number + 0.5)]))
    .toEqual(Array(5).fill([true, false]));
});

proves('alarm-periods', () => {
  const alarm = { EvaluationPeriods: 2 };
  expect([alarmCheck([[0], [1], [1]], alarm), alarmCheck([[1], [0], [1]], alarm)]).toEqual([false, true]);
  expect([[[0], [0], [1], [0]], [[1], [1], [0], []]].map(minutes => alarmCheck(minutes, { Period: 120 }))).toEqual([false, true]);
});

proves('alarm-missing-period', () => {
  const config = { InsufficientDataHealthStatus: 'Unhealthy' };
  expect([[[0], []], [[], [0]], [[0]]].map(minutes => alarmCheck(minutes, { EvaluationPeriods: 2 }, config))).toEqual([false, false, false]);
  expect(alarmCheck([[0], [0]], { EvaluationPeriods: 2 }, config)).toBe(true);
});

proves('insufficient-fixed', () => {
  const told = (InsufficientDataHealthStatus: string) =>
    [[], [[]], [[1], []], [[0], []]].map(minutes => alarmCheck(minutes, {}, { InsufficientDataHealthStatus }));
  expect(told('Healthy')).toEqual([true, true, true, true]);
  expect(told('Unhealthy')).toEqual([false, false, false, false]);
});

proves('insufficient-last-known', () => {
  expect([[[0], []], [[1], []], [[1], [0], [], []], [[0], [1], [], []]].map(minutes => alarmCheck(minutes))).toEqual([true, false, true, false]);
  expect([[], [[], []]].map(minutes => alarmCheck(minutes))).toEqual([true, true]);
  expect([[[0], []], [[1], []], []].map(minutes => alarmCheck(minutes, {}, { Inverted: true }))).toEqual([false, true, false]);
});

proves('insufficient-inverted', () => {
  const told = (InsufficientDataHealthStatus: string) => alarmCheck([], {}, { InsufficientDataHealthStatus, Inverted: true });
  expect([told('Healthy'), told('Unhealthy')]).toEqual([false, true]);
});

proves('alarm-region', () => {
  const AlarmIdentifier = { Name: 'switch', Region: 'eu-central-1' };
  expect(() => alarmCheck(BREACH, {}, { AlarmIdentifier })).toThrow('alarm "switch" in eu-central-1');
  expect(() => alarmCheck(BREACH, { AlarmName: 'other' })).toThrow(RULES['alarm-region'].says);
});

proves('alarm-resolution', () => {
  expect(() => alarmCheck(BREACH, { Period: 10 })).toThrow(RULES['alarm-resolution'].says);
});

proves('alarm-statistic', () => {
  expect(() => alarmCheck(BREACH, { Statistic: undefined, ExtendedStatistic: 'p99' })).toThrow(RULES['alarm-statistic'].says);
});

proves('alarm-m-of-n', () => {
  expect(() => alarmCheck(BREACH, { EvaluationPeriods: 3, DatapointsToAlarm: 2 })).toThrow(RULES['alarm-m-of-n'].says);
  expect(alarmCheck(BREACH, { DatapointsToAlarm: 1 })).toBe(false);
});

proves('alarm-math', () => {
  expect(() => alarmCheck(BREACH, { Metrics: [{ Id: 'e1', Expression: 'm1 + m2' }] })).toThrow(RULES['alarm-math'].says);
});

proves('alarm-treat-missing', () => {
  expect(() => alarmCheck([], { TreatMissingData: 'breaching' })).toThrow(RULES['alarm-treat-missing'].says);
  expect(alarmCheck([], { TreatMissingData: 'missing' })).toBe(true);
});

test.each([
  ['Region', { region: 'eu-central-1' }],
  ['namespace', { namespace: 'Other' }],
  ['metric', { metricName: 'Other' }],
  ['set of dimensions', { dimensions: { A: '1' } }],
  ['dimension', { dimensions: { A: '1', B: '3' } }],
])('data of another %s is not the alarm\'s', (_what, stream) => {
  expect(alarmCheck(BREACH, {}, {}, stream)).toBe(true);
});

test('comparisons and settings that no rule here covers are refused', () => {
  expect(() => alarmCheck(BREACH, { ComparisonOperator: 'LessThanLowerThreshold' })).toThrow('no rule');
  expect(() => alarmCheck([], {}, { InsufficientDataHealthStatus: undefined })).toThrow('no rule');
});
