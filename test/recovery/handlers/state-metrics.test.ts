import { CLOSED, DRILL, NOW, RUN, SETTINGS, STATE } from './state-table';
import type { PublisherSettings } from '../../../src/recovery/handlers/publisher-settings';
import type { Attributes } from '../../../src/recovery/handlers/state-item';
import type { StateItems } from '../../../src/recovery/handlers/state-metrics';
import { stateMetrics } from '../../../src/recovery/handlers/state-metrics';
import { PRIMARY } from '../../support/environment';

/** The values by name, with those of the latches as a list. */
function told(items: StateItems, settings: PublisherSettings = SETTINGS, now = NOW) {
  const { data, malformed } = stateMetrics(items, now, settings);
  const status = data.filter(({ MetricName }) => MetricName !== 'LatchClosed').map(({ MetricName, Value }) => [MetricName, Value]);
  const latches = data.filter(({ MetricName }) => MetricName === 'LatchClosed').map(({ Value }) => Value);
  return { ...Object.fromEntries(status), latches, malformed: malformed.map(({ message }) => message) };
}

const HOME = { ...SETTINGS, region: PRIMARY, isHome: true };
const UNTOUCHED = { Armed: 0, Blocked: 0, Epoch: 0, DrillRunning: 0, latches: [0, 0], malformed: [] };
const without = (item: Attributes, name: string) => Object.fromEntries(Object.entries(item).filter(([attribute]) => attribute !== name));

describe('DNS-14: what is published of a table', () => {
  test('that is empty: the home Region is active in epoch 0, every latch is open, and there was no run', () => {
    expect(told({}, HOME)).toEqual({ ...UNTOUCHED, Active: 1 });
    expect(told({}, SETTINGS)).toEqual({ ...UNTOUCHED, Active: 0 });
  });

  test('in which this Region has taken over', () => {
    expect(told({ state: STATE, latch: CLOSED, drill: DRILL, lastRun: RUN }))
      .toEqual({ Active: 1, Armed: 1, Blocked: 0, Epoch: 7, DrillRunning: 1, SecondsSinceLastRun: 479, latches: [1, 1], malformed: [] });
  });

  test('in which the other Region has taken over', () => {
    expect(told({ state: { ...STATE, activeRegion: { S: PRIMARY } } })).toMatchObject({ Active: 0, Epoch: 7 });
    expect(told({ state: STATE }, HOME)).toMatchObject({ Active: 0, Epoch: 7 });
  });

  test('whose latch was opened again', () => {
    expect(told({ latch: { ...CLOSED, closed: { BOOL: false } } })).toMatchObject({ latches: [0, 0] });
  });

  test('that says nothing of arming: recovery acts only when it is armed', () => {
    expect(told({ state: without(STATE, 'armed') })).toMatchObject({ Armed: 0, malformed: [] });
    expect(told({ state: { ...STATE, armed: { BOOL: false } } })).toMatchObject({ Armed: 0, malformed: [] });
  });

  test.each([
    ['a run that nobody acknowledged', { unacknowledgedRun: { S: 'run-1' } }, 1],
    ['the minimum time until it is over', { blockedUntil: { S: '2026-03-04T05:06:08Z' } }, 1],
    ['no longer then', { blockedUntil: { S: '2026-03-04T05:06:07Z' } }, 0],
  ])('whose automation is blocked by %s', (_, block, blocked) => {
    expect(told({ state: { ...STATE, ...block } })).toMatchObject({ Blocked: blocked, malformed: [] });
  });

  test('in a topology without a record', () => {
    expect(told({ latch: CLOSED }, { ...SETTINGS, latches: [] })).toEqual({ ...UNTOUCHED, latches: [], Active: 0 });
  });

  test.each([
    ['until the moment that it ends', '2026-03-04T05:06:07.891Z', 1],
    ['not from that moment on', '2026-03-04T05:06:07.890Z', 0],
    ['not for a time of whole seconds that is over', '2026-03-04T05:06:07Z', 0],
  ])('with a drill: it runs %s', (_, endsAt, running) => {
    expect(told({ drill: { ...DRILL, endsAt: { S: endsAt } } })).toMatchObject({ DrillRunning: running, malformed: [] });
  });

  test('whose newest run seems to begin in the future: clocks differ', () => {
    expect(told({ lastRun: { startedAt: { S: '2026-03-04T05:06:09Z' } } })).toMatchObject({ SecondsSinceLastRun: 0 });
  });
});

test('each data point has the moment, its dimensions and standard resolution, without which Route 53 and the alarms find nothing', () => {
  const [first, second, active] = stateMetrics({ latch: CLOSED }, NOW, SETTINGS).data;
  const dimensions = (record: string) => [{ Name: 'HostedZone', Value: 'Z1' }, { Name: 'Record', Value: record }];
  expect(first).toEqual({ MetricName: 'LatchClosed', Dimensions: dimensions('api.example.com'), Value: 1, Timestamp: NOW });
  expect(second).toEqual({ MetricName: 'LatchClosed', Dimensions: dimensions('web.example.com'), Value: 1, Timestamp: NOW });
  expect(active).toEqual({ MetricName: 'Active', Dimensions: [{ Name: 'Component', Value: 'recovery-state' }], Value: 0, Timestamp: NOW });
  const run = stateMetrics({ lastRun: RUN }, NOW, SETTINGS).data.find(({ MetricName }) => MetricName === 'SecondsSinceLastRun');
  expect(run).toMatchObject({ Unit: 'Seconds', Dimensions: [{ Name: 'Component', Value: 'recovery-state' }], Timestamp: NOW });
});

describe('ORC-17: an item that is not as its contract says', () => {
  const everything: StateItems = { state: STATE, latch: CLOSED, drill: DRILL, lastRun: RUN };
  const sound = told(everything);
  const STATUS = ['Active', 'Armed', 'Blocked', 'Epoch'];

  test.each<[string, Partial<StateItems>, string[], string]>([
    ['a latch that does not say whether it is closed', { latch: without(CLOSED, 'closed') }, ['latches'],
      'item latch/traffic: attribute closed is undefined, expected true or false'],
    ['a latch that says it in words', { latch: { ...CLOSED, closed: { S: 'true' } } }, ['latches'],
      'item latch/traffic: attribute closed is {"S":"true"}, expected true or false'],
    ['an active Region that is none', { state: { ...STATE, activeRegion: { S: 'secondary' } } }, STATUS,
      'item state/current: attribute activeRegion is {"S":"secondary"}, expected the name of a Region, for example "us-west-2"'],
    ['no active Region', { state: without(STATE, 'activeRegion') }, STATUS,
      'item state/current: attribute activeRegion is undefined, expected the name of a Region, for example "us-west-2"'],
    ['an epoch in words', { state: { ...STATE, epoch: { S: '7' } } }, STATUS, 'item state/current: attribute epoch is {"S":"7"}, expected a whole number'],
    ['no epoch', { state: without(STATE, 'epoch') }, STATUS, 'item state/current: attribute epoch is undefined, expected a whole number'],
    ['an epoch between two', { state: { ...STATE, epoch: { N: '7.5' } } }, STATUS, 'item state/current: attribute epoch is {"N":"7.5"}, expected a whole number'],
    ['an epoch below zero', { state: { ...STATE, epoch: { N: '-1' } } }, STATUS, 'item state/current: attribute epoch is {"N":"-1"}, expected a whole number'],
    ['an epoch that no number holds', { state: { ...STATE, epoch: { N: '1234567890123456' } } }, STATUS,
      'item state/current: attribute epoch is {"N":"1234567890123456"}, expected a whole number'],
    ['arming in words', { state: { ...STATE, armed: { S: 'yes' } } }, STATUS, 'item state/current: attribute armed is {"S":"yes"}, expected true or false'],
    ['a run to acknowledge that has no name', { state: { ...STATE, unacknowledgedRun: { BOOL: true } } }, STATUS,
      'item state/current: attribute unacknowledgedRun is {"BOOL":true}, expected a text'],
    ['a drill without an end', { drill: without(DRILL, 'endsAt') }, ['DrillRunning'],
      'item drill/current: attribute endsAt is undefined, expected a time such as "2026-01-31T23:59:59Z"'],
    ['a drill that ends at a local time', { drill: { ...DRILL, endsAt: { S: '2026-03-04T05:06:07+01:00' } } }, ['DrillRunning'],
      'item drill/current: attribute endsAt is {"S":"2026-03-04T05:06:07+01:00"}, expected a time such as "2026-01-31T23:59:59Z"'],
    ['a drill that ends in a month that there is not', { drill: { ...DRILL, endsAt: { S: '2026-13-04T05:06:07Z' } } }, ['DrillRunning'],
      'item drill/current: attribute endsAt is {"S":"2026-13-04T05:06:07Z"}, expected a time such as "2026-01-31T23:59:59Z"'],
    ['a run that began at no time', { lastRun: { ...RUN, startedAt: { N: '1' } } }, ['SecondsSinceLastRun'],
      'item run: attribute startedAt is {"N":"1"}, expected a time such as "2026-01-31T23:59:59Z"'],
  ])('%s: nothing of it is published, all else is, and the error names it', (_, broken, silent, message) => {
    const expected = Object.fromEntries(Object.entries(sound).filter(([name]) => !silent.includes(name)));
    expect(told({ ...everything, ...broken }))
      .toEqual({ ...expected, latches: silent.includes('latches') ? [] : sound.latches, malformed: [message] });
  });

  test('several: each is named, by an error that can be told from others', () => {
    const { malformed } = stateMetrics({ latch: {}, drill: {} }, NOW, SETTINGS);
    expect(malformed.map(({ name }) => name)).toEqual(['StateMalformed', 'StateMalformed']);
  });

  test('a latch that nobody follows is judged all the same', () => {
    expect(told({ latch: {} }, { ...SETTINGS, latches: [] }).malformed).toHaveLength(1);
  });
});
