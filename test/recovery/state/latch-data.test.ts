import { latchData } from '../../../src/recovery/state/latch-data';
import { HOME, NOW, STANDBY } from '../decision/states';

const GROUPS = [
  { metricName: 'LatchClosed', regions: [HOME, STANDBY], dimensions: [{ HostedZone: 'Z1', Record: 'api' }, { HostedZone: 'Z1', Record: 'web' }] },
  { metricName: 'StandbyLatch', regions: [STANDBY], dimensions: [{ HostedZone: 'Z2', Record: 'shop' }] },
];
const records = (region: string) => latchData(GROUPS, region, true, NOW).map(({ MetricName, Dimensions }) => [MetricName, Dimensions![1].Value]);

test('a Region tells the latches that it has, and no other', () => {
  expect(records(STANDBY)).toEqual([['LatchClosed', 'api'], ['LatchClosed', 'web'], ['StandbyLatch', 'shop']]);
  expect(records(HOME)).toEqual([['LatchClosed', 'api'], ['LatchClosed', 'web']]);
});

test.each([[true, 1], [false, 0]])('closed (%s) is %d, at the moment of the look', (closed, Value) => {
  const [first] = latchData(GROUPS, HOME, closed, NOW);
  expect(first).toEqual({
    MetricName: 'LatchClosed', Dimensions: [{ Name: 'HostedZone', Value: 'Z1' }, { Name: 'Record', Value: 'api' }], Value, Timestamp: new Date(NOW),
  });
});
