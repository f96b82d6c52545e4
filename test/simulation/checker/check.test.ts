import { check, INVARIANTS } from './check';
import type { CheckedSystem } from './invariant';
import type { WorldFault } from '../behaviours/faults';
import type { RunRecord, SimulatedEvent } from '../history/events';
import { historyOf } from '../history/history';

const HOME = 'us-east-1';
const STANDBY = 'us-west-2';
const SYSTEM: CheckedSystem = { home: HOME, standby: STANDBY, trafficShift: 'plan', drainedTables: ['sessions'] };
const NAME = 'api.example.com';
type Entries = readonly (readonly [seconds: number, event: SimulatedEvent])[];

const record = (fields: Partial<RunRecord>): SimulatedEvent => ({
  kind: 'run-recorded', region: STANDBY, run: { runId: 'run-1', mode: 'failover', target: STANDBY, epoch: 1, startedAt: '1970-01-01T00:00:00.000Z', ...fields },
});
const admitted = (region: string, epoch: number): SimulatedEvent => ({ kind: 'writes-admitted', region, epoch });
const state = (region: string, epoch: number, activeRegion: string): SimulatedEvent => ({ kind: 'state-written', region, epoch, activeRegion });
const lock = (runId: string): SimulatedEvent => ({ kind: 'lock-taken', region: STANDBY, runId, epoch: 1 });
const latch = (region: string, closed: boolean): SimulatedEvent => ({ kind: 'latch-written', region, closed, epoch: 1 });
const moved = (region: string): SimulatedEvent => ({ kind: 'traffic-moved', name: NAME, region });
const promotion = (kind: 'promotion-accepted', target: string): SimulatedEvent => ({ kind, database: 'main', target, forced: true, by: 'aurora-promoter' });
const writer = (from: string, to: string, forced: boolean): SimulatedEvent => ({ kind: 'writer-moved', database: 'main', from, to, forced });
const lost = (from: number, until: number, forced = true): SimulatedEvent => ({ kind: 'writes-lost', database: 'main', from: 1000 * from, until: 1000 * until, count: 7, forced });
/** Session writes of home, from and until in seconds. */
const sessions = (kind: 'missing' | 'arrived' | 'overwritten', from: number, until: number, count = 3, table = 'sessions'): SimulatedEvent => {
  const writes = { table, source: HOME, from: 1000 * from, until: 1000 * until, count };
  return kind === 'missing' ? { kind: 'session-writes-missing', region: STANDBY, ...writes } : { kind: `session-writes-${kind}`, ...writes };
};
const started: SimulatedEvent = { kind: 'execution-started', region: STANDBY, machine: 'failover', executionArn: 'run-1', input: {} };
const automatic: SimulatedEvent = { ...started, input: { automatic: true } };
const fault = (name: WorldFault, on = true, region = HOME): SimulatedEvent => ({ kind: 'world-fault', fault: name, region, on });
const armedState: SimulatedEvent = { kind: 'state-written', region: STANDBY, epoch: 0, activeRegion: HOME, armed: true };
const ended = (status: string, error?: string): SimulatedEvent => ({ kind: 'execution-ended', region: STANDBY, executionArn: 'run-1', status, error });
const redriven: SimulatedEvent = { kind: 'execution-redriven', executionArn: 'run-1' };
const TOPIC = 'arn:shop-prod-monitoring-critical-us-west-2';
/** What a run says of itself, and what the alarm of a machine does. */
const paged = (about?: string, subject = 'Failover to us-west-2 of Shop prod failed', topic = TOPIC): SimulatedEvent => ({ kind: 'paged', region: STANDBY, topic, subject, about });
const ALARMS = { failed: 'shop-failover-run-failed-us-west-2', timedOut: 'shop-failover-run-timed-out-us-west-2', aborted: 'shop-failover-run-aborted-us-west-2' };
const alarmed = (alarm: keyof typeof ALARMS, about = 'failover', topic = TOPIC): SimulatedEvent => paged(about, `ALARM: ${ALARMS[alarm]}`, topic);
const alarmOver = (alarm: keyof typeof ALARMS): SimulatedEvent => ({ kind: 'alarm-changed', region: STANDBY, alarm: ALARMS[alarm], from: 'ALARM', to: 'OK' });
const INFORMATION = TOPIC.replace('critical', 'information');
const MEASURED = { lagInMilliseconds: 2500, lagMeasuredAt: '1970-01-01T00:00:07.500Z' };
const suspect = record({ ...MEASURED, suspectFrom: '1970-01-01T00:00:05.000Z', suspectUntil: '1970-01-01T00:00:15.000Z' });

/** A forced failover as it should be, and a failback. Nothing of it may be called a violation. */
const GOOD: Entries = [
  [0, admitted(HOME, 0)],
  [10, started],
  [11, lock('run-1')],
  [11, state(STANDBY, 1, HOME)],
  [11, suspect],
  [12, latch(STANDBY, true)],
  [13, promotion('promotion-accepted', STANDBY)],
  [60, moved(STANDBY)],
  [80, lost(6, 12)],
  [80, writer(HOME, STANDBY, true)],
  [100, { kind: 'promotion-ended', database: 'main', target: STANDBY, moved: true }],
  [101, state(STANDBY, 1, STANDBY)],
  [102, admitted(STANDBY, 1)],
  [102, sessions('missing', 7, 12)],
  [110, { kind: 'lock-released', region: STANDBY, runId: 'run-1' }],
  [111, ended('SUCCEEDED')],
  [400, sessions('arrived', 7, 12)],
  [400, sessions('overwritten', 7, 9, 2)],
  [500, record({ runId: 'run-2', mode: 'failback', target: HOME, epoch: 2 })],
  [510, latch(STANDBY, true)],
  [560, writer(STANDBY, HOME, false)],
  [570, latch(STANDBY, false)],
  [571, admitted(HOME, 2)],
  [620, moved(HOME)],
];

/** Something that happens when it is too late for an alarm. */
const LATER: Entries[number] = [400, moved(HOME)];

const PLANNED = record({ mode: 'switchover', target: STANDBY, outcome: 'running' });
const TOOK: Entries = [[1, latch(STANDBY, true)], [60, moved(STANDBY)]];
const GAVE_BACK: Entries = [[100, latch(STANDBY, false)], [160, moved(HOME)]];

/** Histories that break one law each. */
const BAD: { readonly [invariant: string]: readonly Entries[] } = {
  'one-writer-per-epoch': [[[0, admitted(HOME, 1)], [5, admitted(STANDBY, 1)]]],
  'epoch-grows': [[[0, state(HOME, 3, HOME)], [5, state(HOME, 2, HOME)]]],
  'one-run-per-region': [
    [[0, lock('run-1')], [5, lock('run-2')]],
    [[0, started], [0, lock('run-1')], [1, { kind: 'execution-ended', region: STANDBY, executionArn: 'run-1', status: 'ABORTED' }], [2, { kind: 'execution-redriven', executionArn: 'run-1' }], [5, lock('run-2')]],
  ],
  'one-promotion-at-a-time': [[[0, promotion('promotion-accepted', STANDBY)], [5, promotion('promotion-accepted', HOME)]]],
  'asked-once': [[[0, promotion('promotion-accepted', STANDBY)], [5, { kind: 'promotion-refused', database: 'main', target: STANDBY, forced: true, by: 'aurora-promoter' }]]],
  'lost-writes-are-listed': [
    [[0, lost(0, 1, false)]],
    [[20, lost(6, 12)]],
    [[11, suspect], [20, lost(1, 12)]],
    [[11, suspect], [20, lost(6, 18)]],
    [[11, record({ mode: 'switchover', suspectFrom: '1970-01-01T00:00:05.000Z' })], [20, lost(6, 12)]],
  ],
  'suspect-is-tight': [
    [[11, record({ ...MEASURED, suspectFrom: 'unknown' })]],
    [[11, record({ ...MEASURED, suspectFrom: '1970-01-01T00:00:04.000Z' })]],
    [[11, record({ ...MEASURED, suspectFrom: '1970-01-01T00:00:06.000Z' })]],
    // Since when, by nothing that was measured.
    [[11, record({ suspectFrom: '1970-01-01T00:00:05.000Z' })]],
    [[11, record({ lagInMilliseconds: 2500, suspectFrom: '1970-01-01T00:00:05.000Z' })]],
    [[11, suspect], [20, lost(1, 12)]],
    [[11, record({ ...MEASURED, mode: 'switchover', suspectFrom: '1970-01-01T00:00:05.000Z' })], [20, lost(6, 12)]],
  ],
  'planned-run-misses-no-session': [
    [[2, PLANNED], [60, sessions('missing', 1, 3)]],
    [[2, PLANNED], [60, sessions('overwritten', 1, 3)]],
    // A forced run of before does not excuse it.
    [[0, record({ mode: 'failover', epoch: 1 })], [2, record({ mode: 'switchover', epoch: 3, runId: 'run-3' })], [60, sessions('missing', 1, 3)]],
  ],
  'missing-sessions-are-listed': [
    [[1, record({})], [20, sessions('missing', 6, 12)]],
    [[11, suspect], [20, sessions('missing', 1, 12)]],
    [[11, suspect], [20, sessions('missing', 6, 18)]],
    [[11, suspect], [20, sessions('overwritten', 6, 18)]],
  ],
  'missing-sessions-arrive': [
    [[0, sessions('missing', 6, 12)], LATER],
    [[0, sessions('missing', 6, 12)], [1, sessions('arrived', 6, 12, 2)], [2, sessions('arrived', 13, 14, 2)], [3, sessions('arrived', 6, 12, 3, 'carts')], LATER],
    [[0, fault('region-lost')], [1, sessions('missing', 6, 12)], [2, fault('region-lost', false)], LATER],
  ],
  'planned-traffic-follows-writer': [[
    [1, writer(STANDBY, HOME, true)], [2, PLANNED], [3, latch(STANDBY, true)], [4, latch(STANDBY, true)], [60, moved(STANDBY)],
  ]],
  'traffic-needs-decision': [[[5, moved(STANDBY)]], [[4, latch(HOME, true)], [5, moved(STANDBY)]]],
  'latch-holds': [
    [[1, latch(STANDBY, true)], [60, moved(STANDBY)], [100, latch(STANDBY, false)], [160, moved(HOME)]],
    // What a forced run may do that failed, and: a run that succeeded, a planned one, one that was active, one of another epoch, one of the other Region.
    ...[{ outcome: 'succeeded' }, { mode: 'switchover' }, { epoch: 3 }].map((fields): Entries => [...TOOK, [90, record({ outcome: 'failed', ...fields })], ...GAVE_BACK]),
    [...TOOK, [80, state(STANDBY, 1, STANDBY)], [90, record({ outcome: 'failed' })], ...GAVE_BACK],
    [...TOOK, [90, record({ outcome: 'failed' })], [100, { kind: 'latch-written', region: STANDBY, closed: false, epoch: 2 }], [160, moved(HOME)]],
  ],
  'traffic-needs-life': [
    [[0, fault('application-down')], [300, moved(HOME)]],
    [[0, fault('region-lost')], [300, moved(HOME)]],
  ],
  'force-needs-loss': [
    [[0, fault('application-down')], [60, automatic]],
    [[0, fault('region-lost')], [60, fault('region-lost', false)], [1000, automatic]],
  ],
  'loss-is-answered': [[[0, armedState], [10, fault('region-lost')], [1000, latch(HOME, false)]]],
  'runs-end': [
    [[0, started], [2000, moved(STANDBY)], [2000, latch(STANDBY, true)]],
    [[0, { ...started, timeoutSeconds: 60 }], [200, latch(STANDBY, true)]],
    // Redriven, it has not ended any more.
    [[0, started], [1, paged('run-1')], [2, ended('FAILED', 'LockLost')], [3, redriven], [2000, latch(STANDBY, true)]],
  ],
  'named-ends': [[[0, started], [1, paged('run-1')], [2, ended('FAILED', 'TypeError')]], [[0, started], [1, paged('run-1')], [2, ended('FAILED')]]],
  'bad-ends-page': [
    [[0, started], [2, ended('FAILED', 'LockLost')], LATER],
    [[0, started], [2, ended('TIMED_OUT')], LATER],
    [[0, started], [2, ended('ABORTED', 'Killed')], LATER],
    [[0, paged('run-1')], [1, started], [2, ended('FAILED', 'LockLost')], LATER],
    [[0, started], [1, paged('run-2')], [2, ended('FAILED', 'LockLost')], [3, alarmed('failed', 'planned')], [4, paged()], LATER],
    [[0, started], [2, ended('ABORTED')], [303, alarmed('aborted')], LATER],
    // What nobody is woken by; what it asked before; what it said of an end before that; and what it says when it is over.
    [[0, started], [1, paged('run-1', undefined, INFORMATION)], [2, ended('FAILED', 'LockLost')], [3, alarmed('failed', 'failover', INFORMATION)], LATER],
    [[0, started], [1, paged('run-1', 'Failover to us-west-2 of Shop prod: approval needed')], [2, ended('FAILED', 'Rejected')], LATER],
    [[0, started], [1, paged('run-1')], [2, ended('FAILED', 'LockLost')], [3, redriven], [4, ended('FAILED', 'LockLost')], LATER],
    [[0, started], [2, ended('FAILED', 'LockLost')], [3, paged('run-1')], LATER],
    // An alarm of another kind of end, one that is not on any more, and that one is over.
    [[0, started], [2, ended('ABORTED')], [3, alarmed('failed')], LATER],
    [[0, alarmed('failed')], [1, alarmOver('failed')], [1, started], [2, ended('FAILED', 'LockLost')], LATER],
    [[0, started], [2, ended('FAILED', 'LockLost')], [3, paged('failover', `OK: ${ALARMS.failed}`)], LATER],
  ],
  'no-control-plane': [[[0, { kind: 'control-plane-called', principal: 'run-keeper', service: 'route53', operation: 'ChangeResourceRecordSets' }]]],
};

test('a history as it should be breaks no law', () => {
  expect(check(historyOf(...GOOD), SYSTEM)).toEqual([]);
});

test('a forced run that failed before its Region was active may give back the traffic that it took', () => {
  expect(check(historyOf(...TOOK, [90, record({ outcome: 'failed' })], ...GAVE_BACK), { ...SYSTEM, trafficShift: 'endpoint' })).toEqual([]);
});

const latchOf = (epoch: number, closed: boolean): SimulatedEvent => ({ kind: 'latch-written', region: STANDBY, closed, epoch });

test.each([
  ['the run behind a dead one gives back what that one took', [[90, latchOf(3, true)], [92, record({ epoch: 3, outcome: 'failed' })], [100, latchOf(3, false)], [160, moved(HOME)]], []],
  ['a dead run had made its Region the active one', [
    [80, state(STANDBY, 1, STANDBY)], [90, latchOf(3, true)], [92, record({ epoch: 3, outcome: 'failed' })], [100, latchOf(3, false)], [160, moved(HOME)],
  ], ['latch-holds']],
  ['the traffic comes late to what a failed run gave back, and the next run took again', [[90, record({ outcome: 'failed' })], [100, latchOf(1, false)], [150, latchOf(3, true)], [160, moved(HOME)]], []],
  ['what the next run took again is read', [[90, record({ outcome: 'failed' })], [100, latchOf(1, false)], [150, latchOf(3, true)], [330, moved(HOME)]], ['latch-holds']],
] satisfies [string, Entries, string[]][])('the latch that a failed run opened: %s', (_, entries, violations) => {
  expect(check(historyOf(...TOOK, ...entries), SYSTEM).map(({ invariant }) => invariant).filter(each => each === 'latch-holds')).toEqual(violations);
});

test.each([
  ['since nobody knows when', {}, [1, 12]],
  ['since nobody knows when: a lag without its time says nothing', { lagInMilliseconds: 2500 }, [1, 12]],
  ['since the lag before it was measured, to the millisecond', { ...MEASURED, suspectFrom: '1970-01-01T00:00:05.001Z' }, [5, 12]],
] satisfies [string, Partial<RunRecord>, [number, number]][])('writes are suspect %s', (_, fields, [from, until]) => {
  expect(check(historyOf([11, record({ suspectFrom: 'unknown', ...fields })], [20, lost(from, until)]), SYSTEM)).toEqual([]);
});

test.each([
  ['its machine has more time', [[0, { ...started, timeoutSeconds: 4200 }], [4200, latch(STANDBY, true)]]],
  ['its time began anew', [[0, started], [1, paged('run-1')], [2, ended('FAILED', 'LockLost')], [1000, redriven], [2800, latch(STANDBY, true)]]],
] satisfies [string, Entries][])('an execution may go on when %s', (_, entries) => {
  expect(check(historyOf(...entries), SYSTEM).filter(({ invariant }) => invariant === 'runs-end')).toEqual([]);
});

test.each([
  ['it had just gone down', [[0, fault('application-down')], [100, moved(HOME)]]],
  ['it is up again', [[0, fault('region-lost')], [200, fault('region-lost', false)], [300, moved(HOME)]]],
  ['the other one is down as well', [[0, fault('application-down')], [290, fault('region-lost', true, STANDBY)], [300, moved(HOME)]]],
  ['a run has told it to', [[0, fault('application-down')], [1, latch(STANDBY, false)], [300, moved(HOME)]]],
] satisfies [string, Entries][])('traffic may go to a side when %s', (_, entries) => {
  expect(check(historyOf(...entries as Entries), { ...SYSTEM, trafficShift: 'endpoint' }).filter(({ invariant }) => invariant === 'traffic-needs-life')).toEqual([]);
});

const sessionLaws = (...entries: Entries) => check(historyOf(...entries), SYSTEM).map(({ invariant }) => invariant).filter(id => id.includes('session'));

test.each([
  ['after a planned run that does not wait for the table', [[2, PLANNED], [60, sessions('missing', 1, 3, 3, 'carts')], [62, sessions('arrived', 1, 3, 3, 'carts')]]],
  ['after a forced run whose interval is open', [[2, record({ suspectFrom: 'unknown' })], [60, sessions('missing', 1, 3)], [61, sessions('arrived', 1, 2, 2)], [62, sessions('arrived', 3, 3, 1)]]],
  ['as long as the Regions are apart', [[0, suspect], [1, fault('region-cut')], [20, sessions('missing', 6, 12)], LATER]],
  ['until a moment after they were', [[0, suspect], [1, fault('region-cut')], [20, sessions('missing', 6, 12)], [380, fault('region-cut', false)], LATER]],
  ['that it has just been seen to miss', [[0, suspect], [390, sessions('missing', 6, 12)], LATER]],
] satisfies [string, Entries][])('a Region may miss session writes %s', (_, entries) => {
  expect(sessionLaws(...entries as Entries)).toEqual([]);
});

test('every law has a history that breaks it', () => {
  expect(Object.keys(BAD).sort()).toEqual(INVARIANTS.map(({ id }) => id).sort());
});

describe.each(INVARIANTS.map(invariant => [invariant.says, invariant] as const))('%s', (_says, { id }) => {
  test.each(BAD[id].map((entries, index) => [index + 1, entries] as const))('is seen to be broken, history %i', (_index, entries) => {
    expect(check(historyOf(...entries), SYSTEM).map(({ invariant }) => invariant)).toContain(id);
  });
});

test.each([
  ['tells it itself', [[1, paged('run-1')], [2, ended('FAILED', 'LockLost')], LATER]],
  ['cannot, and the alarm of its machine does', [[2, ended('ABORTED', 'Killed')], [90, alarmed('aborted')], LATER]],
  ['ends while that alarm is still on', [[1, alarmed('timedOut')], [2, ended('TIMED_OUT')], [3, alarmOver('timedOut')], LATER]],
  ['fails again when it was redriven, and says so again', [[1, paged('run-1')], [2, ended('FAILED', 'LockLost')], [3, redriven], [4, paged('run-1')], [5, ended('FAILED', 'LockLost')], LATER]],
  ['has just ended', [[2, ended('ABORTED')], [200, moved(HOME)]]],
  ['ends with its Region', [[2, ended('ABORTED')], [3, { kind: 'world-fault', fault: 'region-lost', region: STANDBY, on: true }], LATER]],
] as [string, Entries][])('nobody was left in the dark by a run that %s', (_what, entries) => {
  expect(check(historyOf([0, started], ...entries), { ...SYSTEM, trafficShift: 'endpoint' }).map(({ invariant }) => invariant)).not.toContain('bad-ends-page');
});

test('how a state machine of the team ends is told by the run that waits for it', () => {
  const [entries] = BAD['bad-ends-page'];
  expect(check(historyOf(...entries), { ...SYSTEM, trafficShift: 'endpoint', teamMachine: 'fail' }).map(({ invariant }) => invariant)).not.toContain('bad-ends-page');
});

test('a run that only waits for approval is overtaken by force, and one that was approved is not', () => {
  const runs = ['run-1', 'run-2'].map(runId => [0, record({ runId })] as const);
  const waits = (awaitsApproval: boolean): SimulatedEvent => ({ kind: 'lock-taken', region: STANDBY, runId: 'run-1', epoch: 1, awaitsApproval });
  const broken = (...entries: Entries) => check(historyOf(...runs, ...entries), SYSTEM).map(({ invariant }) => invariant);
  expect(broken([1, lock('run-1')], [2, waits(true)], [5, lock('run-2')])).toEqual([]);
  expect(broken([1, lock('run-1')], [2, waits(true)], [3, waits(false)], [5, lock('run-2')])).toEqual(['one-run-per-region']);
});

test('traffic that follows endpoints needs no decision', () => {
  expect(check(historyOf([5, moved(STANDBY)]), { ...SYSTEM, trafficShift: 'endpoint' })).toEqual([]);
});

test('a promotion is asked for again by whoever was told an old state', () => {
  const stale: SimulatedEvent = { kind: 'call-fault', fault: 'stale-read', principal: 'aurora-promoter', service: 'rds', operation: 'DescribeGlobalClusters', region: STANDBY };
  expect(check(historyOf([0, stale], ...BAD['asked-once'][0]), SYSTEM)).toEqual([]);
});

test('a promotion that ended without having moved anything is asked for again', () => {
  const [accepted, refused] = BAD['asked-once'][0];
  expect(check(historyOf(accepted, [3, { kind: 'promotion-ended', database: 'main', target: STANDBY, moved: false }], refused), SYSTEM)).toEqual([]);
});

test('automation forces while the other Region is lost', () => {
  expect(check(historyOf([0, armedState], [0, fault('region-lost')], [60, automatic]), SYSTEM)).toEqual([]);
});

describe('automation that two services failed', () => {
  const failed = (service: string, principal = 'run-decider'): SimulatedEvent =>
    ({ kind: 'call-fault', fault: 'throttle', principal, service, operation: 'Anything', region: HOME });
  const forces = (...entries: Entries) => check(historyOf(...entries, [600, automatic]), SYSTEM).map(({ invariant }) => invariant);

  test('may force as it looks', () => expect(forces([540, failed('rds')], [599, failed('dynamodb')])).toEqual([]));

  test.each([
    ['minutes before it looks', [[10, failed('rds')], [11, failed('dynamodb')]]],
    ['one of them minutes before it looks', [[539, failed('rds')], [599, failed('dynamodb')]]],
    ['when it has begun the run', [[599, failed('rds')], [601, failed('dynamodb')]]],
    ['which were one', [[598, failed('rds')], [599, failed('rds')]]],
    ['which failed somebody else', [[598, failed('rds', 'run-keeper')], [599, failed('dynamodb')]]],
  ] satisfies [string, Entries][])('may not, %s', (_, entries) => {
    expect(forces(...entries)).toEqual(['force-needs-loss']);
  });
});

test('without a database automation forces for an endpoint as well', () => {
  expect(check(historyOf(...BAD['force-needs-loss'][0]), { ...SYSTEM, withoutDatabase: true })).toEqual([]);
});

test('automation forces when one Region is back and the other one is lost', () => {
  const both: Entries = [[0, fault('region-lost')], [10, fault('region-lost', true, STANDBY)], [20, fault('region-lost', false)]];
  expect(check(historyOf(...both, [1000, { ...automatic, region: HOME }]), SYSTEM).map(({ invariant }) => invariant)).not.toContain('force-needs-loss');
});

test('a loss that nobody is armed for is not answered', () => {
  expect(check(historyOf([10, fault('region-lost')], [1000, latch(HOME, false)]), SYSTEM)).toEqual([]);
});

test('an execution in a Region that is lost waits with it', () => {
  const loss: SimulatedEvent = { kind: 'world-fault', fault: 'region-lost', region: STANDBY, on: true };
  expect(check(historyOf([0, started], [1, loss], [2000, latch(HOME, false)]), SYSTEM)).toEqual([]);
});

const trafficBeforeWriter = (...entries: Entries) => {
  const events = historyOf([0, latch(STANDBY, false)], [1, writer(STANDBY, HOME, true)], ...entries, [60, moved(STANDBY)]);
  return check(events, SYSTEM).some(({ invariant }) => invariant === 'planned-traffic-follows-writer');
};
const FORCED = record({ mode: 'failover', target: STANDBY, outcome: 'running' });

test.each([
  ['has overtaken a planned one, whose record ends meanwhile', [[2, PLANNED], [3, FORCED], [4, record({ mode: 'switchover', target: STANDBY, outcome: 'failed' })], [5, latch(STANDBY, true)]]],
  ['has closed the latch and died, when a planned one begins behind it', [[2, FORCED], [3, latch(STANDBY, true)], [4, PLANNED], [5, latch(STANDBY, true)]]],
] satisfies [string, Entries][])('traffic may go before the writer where a forced run %s', (_, entries) => {
  expect(trafficBeforeWriter(...entries)).toBe(false);
});

test('traffic may arrive late where a planned run has led it behind the writer, and the next one has moved the writer on', () => {
  expect(trafficBeforeWriter([2, PLANNED], [3, writer(HOME, STANDBY, false)], [4, latch(STANDBY, true)], [5, record({ mode: 'failback', target: HOME, outcome: 'running' })],
    [6, writer(STANDBY, HOME, false)])).toBe(false);
});

test('without latches it is the planned run itself that leads traffic', () => {
  const entries: Entries = [[1, writer(STANDBY, HOME, true)], [2, PLANNED], [60, moved(STANDBY)]];
  expect(check(historyOf(...entries), { ...SYSTEM, trafficShift: 'endpoint' }).map(({ invariant }) => invariant)).toEqual(['planned-traffic-follows-writer']);
});

describe('where endpoints move the traffic as well, a latch holds', () => {
  const ledByEndpoint: Entries = [[0, fault('application-down')], [1, moved(STANDBY)], [2, fault('application-down', false)], [10, latch(STANDBY, true)]];
  const returns = (...entries: Entries) => check(historyOf(...ledByEndpoint, ...entries, [60, moved(HOME)]), { ...SYSTEM, trafficShift: 'endpoint' })
    .some(({ invariant }) => invariant === 'latch-holds');
  const read = (region: string, closed: boolean): SimulatedEvent => ({ kind: 'latch-read', region, closed });

  test.each([
    ['since Route 53 has read it', [[30, read(STANDBY, true)]], true],
    ['since a run says that the traffic is there', [[30, record({ outcome: 'succeeded' })]], true],
    ['not yet, while nobody has read it', [], false],
    ['not yet, while another one is read, or it is read as open', [[30, read(HOME, true)], [30, read(STANDBY, false)]], false],
    ['not yet, while the run is under way, or another one has succeeded', [[30, record({ outcome: 'running' })], [30, record({ target: 'eu-west-1', outcome: 'succeeded' })]], false],
  ] satisfies [string, Entries, boolean][])('%s', (_, entries, broken) => {
    expect(returns(...entries)).toBe(broken);
  });

  test('what was read before it was closed says nothing', () => {
    const before: Entries = [[5, read(STANDBY, true)], [6, record({ outcome: 'succeeded' })], ...ledByEndpoint, [60, moved(HOME)]];
    expect(check(historyOf(...before), { ...SYSTEM, trafficShift: 'endpoint' }).map(({ invariant }) => invariant)).not.toContain('latch-holds');
  });
});

const BEGAN_2: SimulatedEvent = { ...started, executionArn: 'run-2' };

test.each([
  ['is redriven when the other had begun', [[3, BEGAN_2], [4, redriven]], []],
  ['was redriven before the other began', [[3, redriven], [4, BEGAN_2]], ['one-run-per-region']],
  ['was redriven before the other was, too', [[3, BEGAN_2], [4, redriven], [4.5, { kind: 'execution-redriven', executionArn: 'run-2' }]], ['one-run-per-region']],
] as [string, Entries, string[]][])('the lock of a dead run that %s', (_, entries, violations) => {
  const events = historyOf([0, started], [0, lock('run-1')], [1, ended('ABORTED')], ...entries, [5, lock('run-2')]);
  expect(check(events, { ...SYSTEM, trafficShift: 'endpoint' }).map(({ invariant }) => invariant)).toEqual(violations);
});
