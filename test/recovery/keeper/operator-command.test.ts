import type { Regions as Fixture } from './regions';
import { DENIED, execution, HOME, Regions, STANDBY, UNREACHABLE } from './regions';
import { handleOperatorCommand } from '../../../src/recovery/handlers/operator-command';

const BY_ADA = { actor: 'Ada', reason: 'first deployment' };
const STATE = { activeRegion: HOME, epoch: 2, phase: 'idle', updatedAt: 'x' };
const RUN = execution(STANDBY);

let regions: Fixture;
beforeEach(() => {
  regions = new Regions();
  Object.assign(regions.alarms, { decision: 'OK', endpoint: 'OK' });
});

const arm = (region = STANDBY, alarms?: string[]) => handleOperatorCommand(BY_ADA, regions.operators(region, 'arm', alarms));

describe('arm', () => {
  test.each([HOME, STANDBY])('%s is armed, whichever Region is active, by whom is in the log', async region => {
    await expect(arm(region)).resolves.toEqual({ region, activeRegion: HOME, epoch: 0, armed: true });
    expect(regions.item(region, 'state/current')).toMatchObject({ activeRegion: HOME, epoch: 0, phase: 'idle', armed: true });
    expect(regions.logged).toContainEqual(expect.objectContaining({ message: 'arm', ...BY_ADA, region, armed: true }));
  });

  test('changes nothing else', async () => {
    regions.put(STANDBY, 'state/current', { ...STATE, activeRegion: STANDBY, fencedUntil: '2026-03-04T05:00:00Z' });
    await arm();
    expect(regions.item(STANDBY, 'state/current'))
      .toEqual({ kind: 'state', id: 'current', ...STATE, activeRegion: STANDBY, fencedUntil: '2026-03-04T05:00:00Z', armed: true, updatedAt: '2026-03-04T05:06:07Z' });
  });

  test.each<[string, string, (at: Fixture) => void, string, string[]?]>([
    ['SignalNeverHealthy', 'an alarm that has no data', at => { at.alarms.endpoint = 'INSUFFICIENT_DATA'; }, 'endpoint is INSUFFICIENT_DATA'],
    ['SignalNeverHealthy', 'the decision', at => { at.alarms.decision = 'ALARM'; }, 'decision is ALARM'],
    ['SignalNeverHealthy', 'several alarms', at => { Object.assign(at.alarms, { decision: 'ALARM', endpoint: 'INSUFFICIENT_DATA' }); },
      'decision is ALARM, endpoint is INSUFFICIENT_DATA'],
    ['SignalNeverHealthy', 'an alarm that is not there', at => { delete at.alarms.endpoint; }, 'endpoint is not there'],
    ['SignalNeverHealthy', 'no alarm at all', () => undefined, `no alarm decides for ${STANDBY}`, []],
    ['Blocked', 'a run that was not acknowledged', at => at.put(STANDBY, 'state/current', { ...STATE, unacknowledgedRun: RUN }), RUN],
    ['Blocked', 'a run that ended a moment ago', at => at.put(STANDBY, 'state/current', { ...STATE, blockedUntil: '2026-03-04T05:30:00Z' }), '05:30'],
    ['ReverseLatchClosed', 'the latch of the home Region', at => at.put(HOME, 'latch/traffic', { closed: true, epoch: 2, updatedAt: 'x' }), HOME],
    ['ReverseLatchClosed', 'what was told of it before the home Region was lost',
      at => at.put(STANDBY, 'state/current', STATE).put(STANDBY, 'latch/peer', { closed: true, epoch: 2, updatedAt: 'x' }).lose(HOME), HOME],
    ['ServiceUnavailable', 'CloudWatch that does not answer', at => at.fail(STANDBY, 'DescribeAlarms', UNREACHABLE), 'DescribeAlarms'],
    ['AccessDeniedException', 'CloudWatch that denies', at => at.fail(STANDBY, 'DescribeAlarms', DENIED), 'AccessDenied'],
    ['StateMalformed', 'a malformed state of the other Region', at => at.put(HOME, 'state/current', { ...STATE, activeRegion: 'Mars' }), 'Mars'],
  ])('ORC-17: is refused (%s) by %s', async (name, _why, given, message, alarms = ['decision', 'endpoint']) => {
    given(regions);
    const before = regions.all(STANDBY);
    await expect(arm(STANDBY, alarms)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
    expect(regions.all(STANDBY)).toEqual(before);
  });

  test('at home is refused while its own latch is closed', async () => {
    regions.put(HOME, 'latch/traffic', { closed: true, epoch: 2, updatedAt: 'x' });
    await expect(arm(HOME)).rejects.toMatchObject({ name: 'ReverseLatchClosed' });
  });

  test('does not depend on the other Region', async () => {
    regions.lose(HOME);
    await expect(arm()).resolves.toMatchObject({ armed: true });
    expect(regions.logged).toContainEqual(expect.objectContaining({ message: 'the other Region does not answer', error: 'ServiceUnavailable' }));
  });

  test('a run that ends at the same time is not passed over', async () => {
    regions.put(STANDBY, 'state/current', STATE);
    regions.quicker = () => { regions.put(STANDBY, 'state/current', { ...STATE, unacknowledgedRun: RUN }); };
    await expect(arm()).rejects.toMatchObject({ name: 'StateNotWritten' });
    expect(regions.item(STANDBY, 'state/current')).not.toHaveProperty('armed');
  });
});

describe('disarm', () => {
  const disarm = (region = STANDBY) => handleOperatorCommand({}, regions.operators(region, 'disarm'));

  test.each([
    ['armed', { armed: true }], ['not armed', {}], ['blocked', { armed: true, unacknowledgedRun: RUN }],
  ])('a Region that is %s', async (_what, values) => {
    regions.put(STANDBY, 'state/current', { ...STATE, ...values });
    await expect(disarm()).resolves.toMatchObject({ armed: false, epoch: 2 });
    expect(regions.item(STANDBY, 'state/current')).toMatchObject({ ...values, armed: false });
    expect(regions.logged).toContainEqual(expect.objectContaining({ message: 'disarm', actor: 'unknown', reason: 'not given' }));
  });

  test('works while nothing else does: no alarm, no other Region, no reading before the write', async () => {
    regions.lose(HOME).fail(STANDBY, 'DescribeAlarms', UNREACHABLE).fail(STANDBY, 'GetItem', UNREACHABLE);
    await expect(disarm()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    expect(regions.item(STANDBY, 'state/current')).toMatchObject({ armed: false });
  });

  test('in both Regions is the switch that turns automation off', async () => {
    await Promise.all([HOME, STANDBY].map(region => arm(region)));
    await Promise.all([HOME, STANDBY].map(region => disarm(region)));
    [HOME, STANDBY].forEach(region => expect(regions.item(region, 'state/current')).toMatchObject({ armed: false }));
  });
});

describe('acknowledge', () => {
  const acknowledge = () => handleOperatorCommand(BY_ADA, regions.operators(STANDBY, 'acknowledge'));
  const BLOCKED = { ...STATE, armed: true, unacknowledgedRun: RUN, blockedUntil: '2026-03-04T05:30:00Z' };

  test('ends the block by the run; the minimum time goes on', async () => {
    regions.put(STANDBY, 'state/current', BLOCKED);
    await expect(acknowledge()).resolves.toEqual({ region: STANDBY, activeRegion: HOME, epoch: 2, armed: true, blockedUntil: '2026-03-04T05:30:00.000Z' });
    expect(regions.item(STANDBY, 'state/current')).not.toHaveProperty('unacknowledgedRun');
  });

  test('where there is nothing to acknowledge changes nothing', async () => {
    await expect(acknowledge()).resolves.toMatchObject({ epoch: 0 });
    expect(regions.all(STANDBY)).toEqual({});
  });

  test('does not acknowledge a run that nobody has looked at', async () => {
    regions.put(STANDBY, 'state/current', BLOCKED);
    regions.quicker = () => { regions.put(STANDBY, 'state/current', { ...BLOCKED, unacknowledgedRun: 'a later one' }); };
    await expect(acknowledge()).rejects.toMatchObject({ name: 'StateNotWritten' });
    expect(regions.item(STANDBY, 'state/current')).toMatchObject({ unacknowledgedRun: 'a later one' });
  });
});
