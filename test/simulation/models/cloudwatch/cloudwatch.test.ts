import type { AlarmState } from './alarm-state';
import { alarmState } from './alarm-state';
import { CloudWatch } from './cloudwatch';
import { compositeRule } from './composite-rule';
import type { CloudWatchBehaviour } from '../../behaviours/cloudwatch';
import { CLOUDWATCH } from '../../behaviours/cloudwatch';
import { Prng } from '../../clock/prng';
import { VirtualClock } from '../../clock/virtual-clock';
import { History } from '../../history/history';
import { CallFaults } from '../call-faults';
import type { CallContext } from '../fabric';
import { Caller, Fabric } from '../fabric';
import { Network } from '../network';

const proves = (behaviour: CloudWatchBehaviour, prove: () => void) => test(`CloudWatch: ${CLOUDWATCH[behaviour].says}`, prove);
const REGION = 'us-west-2';

/** The state by points as the pages draw them: the newest last, X breaches, 0 does not, - is missing. */
function stateOf(drawn: string, treatMissingData: string, m: number, n: number, present: AlarmState = 'OK'): AlarmState {
  const points = drawn.split(' ').reverse().map(point => ({ X: 1, 0: 0 })[point]);
  return alarmState({ evaluationPeriods: n, datapointsToAlarm: m, treatMissingData, breaches: value => value > 0 }, points, present);
}
const everyTreatment = (drawn: string, m: number, present: AlarmState = 'OK') =>
  ['missing', 'ignore', 'breaching', 'notBreaching'].map(treatment => stateOf(drawn, treatment, m, 3, present));

proves('m-of-n', () => {
  expect(everyTreatment('0 0 X 0 X', 2)).toEqual(['ALARM', 'ALARM', 'ALARM', 'ALARM']);
  expect(everyTreatment('0 X X 0 0', 2)).toEqual(['OK', 'OK', 'OK', 'OK']);
  expect(stateOf('X X X X X 0', 'missing', 5, 6)).toBe('ALARM');
  expect(stateOf('X X X 0 X 0', 'missing', 5, 6)).toBe('OK');
});

proves('range', () => {
  expect(everyTreatment('0 - X - X', 3)).toEqual(['OK', 'OK', 'OK', 'OK']);
  expect(everyTreatment('0 X X - X', 3)).toEqual(['ALARM', 'ALARM', 'ALARM', 'ALARM']);
  expect(everyTreatment('0 - X - X', 2)).toEqual(['ALARM', 'ALARM', 'ALARM', 'ALARM']);
});

proves('range-length', () => {
  expect(stateOf('0 - - - - -', 'missing', 3, 3)).toBe('INSUFFICIENT_DATA');
  expect(stateOf('0 - - - -', 'missing', 3, 3)).toBe('OK');
});

proves('missing-all', () => {
  expect(everyTreatment('- - - - -', 3)).toEqual(['INSUFFICIENT_DATA', 'OK', 'ALARM', 'OK']);
  expect(stateOf('- - - - -', 'ignore', 3, 3, 'ALARM')).toBe('ALARM');
});

proves('missing-breaching', () => {
  expect(everyTreatment('0 - X - -', 2).slice(2)).toEqual(['ALARM', 'OK']);
  expect(everyTreatment('- - - - 0', 2)).toEqual(['OK', 'OK', 'ALARM', 'OK']);
});

proves('missing-some', () => {
  expect(stateOf('- - X - -', 'missing', 3, 3)).toBe('ALARM');
  expect(stateOf('- - - - X', 'missing', 2, 3)).toBe('OK');
  expect(stateOf('- - - X -', 'missing', 2, 3)).toBe('ALARM');
});

proves('ignore-some', () => {
  expect([stateOf('- - X - -', 'ignore', 3, 3, 'OK'), stateOf('- - X - -', 'ignore', 3, 3, 'ALARM')]).toEqual(['OK', 'ALARM']);
});

const ALARM = {
  AlarmName: 'fast',
  Namespace: 'App',
  MetricName: 'Failed',
  Dimensions: [{ Name: 'A', Value: '1' }, { Name: 'B', Value: '2' }],
  Statistic: 'Maximum',
  Period: 10,
  EvaluationPeriods: 2,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
};

class Bench {
  public readonly changes: string[] = [];
  public readonly told: string[] = [];
  public readonly cloudWatch = new CloudWatch(({ alarm, from, to, actions }) => {
    this.changes.push(`${alarm}: ${from} > ${to}`);
    this.told.push(...actions.map(topic => `${topic}: ${alarm} is ${to}`));
  }, () => undefined);

  constructor() {
    this.cloudWatch.addAlarm(REGION, ALARM);
    this.cloudWatch.addAlarm(REGION, { ...ALARM, AlarmName: 'slow', Period: 60, EvaluationPeriods: 1 });
    this.cloudWatch.addComposite(REGION, 'decision', 'ALARM("fast") AND NOT ALARM(arn:aws:cloudwatch:us-west-2:1:alarm:slow)');
  }

  public call(operation: string, input: object, partial = false, metrics?: CallContext['metrics']): any {
    return this.cloudWatch.operations[operation](input, { region: REGION, caller: new Caller('test', REGION), now: 0, stale: false, partial, metrics, requestToken: '' });
  }

  public put(seconds: number, Value: number): void {
    this.call('PutMetricData', { Namespace: 'App', MetricData: [{ MetricName: 'Failed', Dimensions: [...ALARM.Dimensions].reverse(), Timestamp: new Date(1000 * seconds), Value }] });
  }

  public evaluate(seconds: number, all = false): AlarmState[] {
    this.cloudWatch.evaluate(REGION, 1000 * seconds, all);
    return ['fast', 'slow', 'decision'].map(name => this.cloudWatch.stateOf(REGION, name));
  }
}

proves('high-resolution', () => {
  const bench = new Bench();
  bench.put(100, 1);
  expect(bench.evaluate(110)[0]).toBe('INSUFFICIENT_DATA');
  bench.put(110, 1);
  expect(bench.evaluate(120)).toEqual(['ALARM', 'INSUFFICIENT_DATA', 'ALARM']);
  expect(bench.evaluate(120, true)).toEqual(['ALARM', 'ALARM', 'OK']);
});

proves('composite', () => {
  const rule = compositeRule('(ALARM("a b") OR OK(c)) AND NOT (INSUFFICIENT_DATA(d) OR FALSE) AND TRUE');
  const holds = (a: string, c: string, d: string) => rule(name => ({ 'a b': a, c, d })[name] as AlarmState);
  expect([holds('ALARM', 'ALARM', 'OK'), holds('OK', 'OK', 'OK'), holds('OK', 'ALARM', 'OK'), holds('ALARM', 'OK', 'INSUFFICIENT_DATA')]).toEqual([true, true, false, false]);
  expect(() => compositeRule('ALARM(a) XOR ALARM(b)')).toThrow('no rule for "XOR"');
});

proves('composite-region', () => {
  const bench = new Bench();
  bench.cloudWatch.addComposite('us-east-1', 'far', 'ALARM(fast)');
  expect(() => bench.cloudWatch.evaluate('us-east-1', 0, true)).toThrow('us-east-1/fast');
});

proves('composite-actions', () => {
  const bench = new Bench();
  bench.cloudWatch.addComposite(REGION, 'loud', 'ALARM("fast")', { alarm: ['critical', 'information'], ok: ['critical'] });
  bench.evaluate(90);
  expect(bench.told).toEqual([]);
  [100, 110].forEach(seconds => bench.put(seconds, 1));
  bench.evaluate(120);
  bench.evaluate(130);
  expect(bench.told).toEqual(['critical: loud is ALARM', 'information: loud is ALARM']);
  [120, 130].forEach(seconds => bench.put(seconds, 0));
  bench.evaluate(140);
  expect(bench.told.slice(2)).toEqual(['critical: loud is OK']);
});

proves('events', () => {
  const bench = new Bench();
  [100, 110].forEach(seconds => bench.put(seconds, 1));
  bench.evaluate(120);
  bench.evaluate(121);
  expect(bench.changes).toEqual(['fast: INSUFFICIENT_DATA > ALARM', 'decision: INSUFFICIENT_DATA > ALARM']);
});

const query = { MetricDataQueries: [{ Id: 'q', MetricStat: { Metric: { Namespace: 'App', MetricName: 'Failed', Dimensions: ALARM.Dimensions }, Period: 60, Stat: 'Average' } }], StartTime: new Date(0), EndTime: new Date(200_000) };

proves('no-data-no-metric', () => {
  const bench = new Bench();
  expect(bench.call('GetMetricData', query).MetricDataResults[0].Values).toEqual([]);
  [[10, 1], [20, 3], [70, 5]].forEach(([seconds, value]) => bench.put(seconds, value));
  expect(bench.call('GetMetricData', query).MetricDataResults[0]).toMatchObject({ Values: [5, 2], Timestamps: [new Date(60_000), new Date(0)] });
  expect(bench.call('GetMetricData', query, true)).toMatchObject({ NextToken: 'more' });
});

proves('metric-status', () => {
  const bench = new Bench();
  bench.put(10, 1);
  const answered = (metrics?: CallContext['metrics']) => bench.call('GetMetricData', query, false, metrics);
  expect(answered()).toMatchObject({ MetricDataResults: [{ Values: [1], StatusCode: 'Complete' }] });
  expect(answered('metric-failed')).toEqual({ MetricDataResults: [{ Id: 'q', Timestamps: [], Values: [], StatusCode: 'InternalError' }] });
  expect(answered('metric-partial')).toEqual({ MetricDataResults: [{ Id: 'q', Timestamps: [], Values: [], StatusCode: 'PartialData' }] });
});

test.each([
  ['metric-failed', 'InternalError'],
  ['metric-partial', 'PartialData'],
] as const)('a call that meets with %s succeeds, and says %s of a metric without values', async (fault, StatusCode) => {
  const bench = new Bench();
  bench.put(10, 1);
  const clock = new VirtualClock(0);
  const history = new History(0, () => clock.now());
  const faults = new CallFaults([{ fault, service: 'cloudWatch', from: 0, until: 100_000, times: 1 }]);
  const fabric = new Fabric(clock, new Prng(1), new Network(clock), faults, history, { cloudWatch: bench.cloudWatch.operations });
  const answer = async () => {
    const asked = fabric.call('cloudWatch', REGION, new Caller('test', REGION), 'GetMetricData', query);
    await clock.runUntil(clock.now() + 10_000);
    return (await asked).MetricDataResults[0];
  };
  expect(await answer()).toMatchObject({ Values: [], StatusCode });
  expect(await answer()).toMatchObject({ Values: [1], StatusCode: 'Complete' });
  expect(history.of('call-fault').map(each => each.fault)).toEqual([fault]);
});

proves('transition', () => {
  const bench = new Bench();
  [100, 110].forEach(seconds => bench.put(seconds, 1));
  bench.evaluate(120);
  bench.evaluate(130);
  const { MetricAlarms: [fast], CompositeAlarms: [decision] } = bench.call('DescribeAlarms', { AlarmNames: ['fast', 'decision'], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
  expect([fast, decision].map(({ StateValue, StateTransitionedTimestamp }) => [StateValue, StateTransitionedTimestamp.getTime()]))
    .toEqual([['ALARM', 120_000], ['ALARM', 120_000]]);
});

proves('pages', () => {
  const bench = new Bench();
  const input = { AlarmNames: ['fast', 'decision', 'none'], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] };
  expect(bench.call('DescribeAlarms', input)).toMatchObject({ MetricAlarms: [{ AlarmName: 'fast' }], CompositeAlarms: [{ AlarmName: 'decision' }] });
  expect(bench.call('DescribeAlarms', input, true)).toEqual({ MetricAlarms: [], CompositeAlarms: [], NextToken: 'more' });
});

test('an alarm that no rule covers is refused as soon as somebody asks about it', () => {
  const bench = new Bench();
  bench.cloudWatch.addAlarm(REGION, { AlarmName: 'math', Metrics: [] });
  expect(() => bench.call('DescribeAlarms', { AlarmNames: ['math'] })).toThrow('metric math');
  expect(() => bench.call('PutMetricData', { Namespace: 'App', MetricData: [{ MetricName: 'a', Values: [1] }] })).toThrow('not modelled');
});
