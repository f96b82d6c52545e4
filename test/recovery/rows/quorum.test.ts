import { PAYMENTS, simulated } from './payments-simulation';
import { ARMED, ENDPOINT_LOSS, LOSS, MINUTE, REGION_LOSS, schedule, world } from '../../simulation/scoreboard/scenarios';
import { HOME, STANDBY } from '../../simulation/scoreboard/system';
import { START } from '../../simulation/simulation';
import { TwoRegions, UNREACHABLE } from '../decider/two-regions';

test('ORC-18: a failover takes several witnesses over several periods: a dead endpoint alone costs no write, and what passes or one side sees moves nothing', async () => {
  const inStandby = PAYMENTS.stacks.filter(({ region }) => region === STANDBY).flatMap(({ resources }) => Object.values(resources));
  const decider = inStandby.find(({ Properties }) => Properties?.Environment?.Variables?.DECIDER_SETTINGS !== undefined)!;
  const { decisionAlarmName } = JSON.parse(decider.Properties.Environment.Variables.DECIDER_SETTINGS);
  const [composite, ...others] = inStandby.filter(({ Type, Properties }) => Type === 'AWS::CloudWatch::CompositeAlarm' && Properties.AlarmName === decisionAlarmName);
  expect(others).toEqual([]);
  expect(JSON.stringify(composite.Properties.AlarmRule)).toMatch(/ALARM\(.*AND.*/);

  const both = await simulated(schedule({ orders: ARMED, world: [REGION_LOSS] }));
  expect(both.history.of('promotion-accepted').map(({ target, forced }) => [target, forced])).toEqual([[STANDBY, true]]);
  const decided = both.history.of('alarm-changed').find(({ alarm, to, at }) => alarm === decisionAlarmName && to === 'ALARM' && at > START + LOSS)!;
  // More than one period of ten seconds, and no more than two minutes.
  expect(decided.at - START - LOSS).toBeGreaterThan(20_000);
  expect(decided.at - START - LOSS).toBeLessThan(120_000);

  const endpointOnly = await simulated(schedule({ orders: ARMED, world: [ENDPOINT_LOSS] }));
  expect(endpointOnly.history.of('promotion-accepted').map(({ forced }) => forced)).toEqual([false]);
  expect(endpointOnly.history.of('writes-lost')).toEqual([]);

  const unmoved = [
    [world('region-lost', HOME, LOSS, { until: LOSS + 30_000 })],
    // The standby does not see that its own application is down, too.
    [world('application-down', STANDBY, LOSS), world('one-way', STANDBY, LOSS + MINUTE, { until: LOSS + 6 * MINUTE })],
  ];
  for (const faults of unmoved) {
    const { history } = await simulated(schedule({ orders: ARMED, world: faults }));
    expect(history.of('execution-started', 'promotion-accepted', 'traffic-moved')).toEqual([]);
  }

  // The database is asked again before its writes are given up: one answer of three is enough to have it hand over.
  const works = { DBClusters: [{ Status: 'available' }] };
  for (const [answers, verdict] of [[[UNREACHABLE, UNREACHABLE, works], 'planned'], [[UNREACHABLE, UNREACHABLE, UNREACHABLE], 'forced']] as const) {
    const regions = new TwoRegions();
    regions.answers[`${regions.settings.peer} DescribeDBClusters`] = [...answers];
    regions.answers[`${regions.settings.region} GetMetricData`] = { MetricDataResults: [{}] };
    await expect(regions.decide()).resolves.toMatchObject({ verdict });
    expect(regions.of('DescribeDBClusters').filter(({ region }) => region === regions.settings.peer).map(({ at }) => at)).toEqual([0, 5000, 10_000]);
  }
});
