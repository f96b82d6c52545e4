import { BOTH_FAIL, fault, HOME, settingsOf, STANDBY, TwoRegions, UNREACHABLE } from './two-regions';
import { NOW, runOf } from '../decision/states';

const RECORD = '2026-01-31T11:50:00.000Z';
const NOTE = {
  runId: { S: runOf(STANDBY, 'drill') }, startedAt: { S: RECORD }, endsAt: { S: '2026-01-31T13:00:00Z' },
};

/** A world in which a drill of the standby has announced itself in both Regions. */
function drilling(status: string, region = STANDBY): TwoRegions {
  const world = new TwoRegions(settingsOf(region));
  [HOME, STANDBY].forEach(each => world.hold(each, 'drill/current', NOTE));
  world.hold(STANDBY, `run/${RECORD}/${NOTE.runId.S}`, { outcome: { S: 'running' } });
  world.answers[`${region} DescribeAlarms`] = { CompositeAlarms: [{ AlarmName: 'decision', StateValue: 'OK' }] };
  world.answers[`${region} DescribeExecution`] = { status };
  return world;
}

const announced = (world: TwoRegions) => [HOME, STANDBY].filter(region => world.item(region, 'drill/current') !== undefined);

describe('the note of a drill, which holds pages back', () => {
  test.each(['ABORTED', 'TIMED_OUT', 'FAILED'])('is taken away in both Regions when the drill is %s, and its record ends', async status => {
    const world = drilling(status);
    await world.decide();
    expect(announced(world)).toEqual([]);
    expect(world.item(STANDBY, `run/${RECORD}/${NOTE.runId.S}`)).toMatchObject({ outcome: { S: 'failed' }, endedAt: { S: new Date(NOW).toISOString() } });
  });

  test.each(['RUNNING', 'PENDING_REDRIVE'])('stays while the drill is %s', async status => {
    const world = drilling(status);
    await world.decide();
    expect(announced(world)).toEqual([HOME, STANDBY]);
  });

  test('is left to the Region of the drill', async () => {
    const world = drilling('ABORTED', HOME);
    await world.decide();
    expect(announced(world)).toEqual([HOME, STANDBY]);
    expect(world.of('DescribeExecution')).toEqual([]);
  });

  test.each([
    ['is held for lost', { CompositeAlarms: [{ AlarmName: 'decision', StateValue: 'ALARM' }] }], ['fails as this one does', BOTH_FAIL],
  ])('of the other Region goes here while that one %s: its loss has to page', async (_, alarms) => {
    const world = drilling('RUNNING', HOME);
    world.answers[`${HOME} DescribeAlarms`] = alarms;
    await world.decide();
    expect(announced(world)).toEqual([STANDBY]);
    expect(world.logged).toContainEqual(expect.objectContaining({ message: 'the Region of a drill fails: pages are sent again' }));
  });

  test('that people wrote by hand is theirs', async () => {
    const world = drilling('ABORTED');
    world.hold(STANDBY, 'drill/current', { endsAt: NOTE.endsAt });
    await world.decide();
    expect(announced(world)).toEqual([HOME, STANDBY]);
  });

  test.each([`${HOME} TransactWriteItems`, `${STANDBY} DescribeExecution`])('stays for the next minute when there is no answer: %s', async call => {
    const world = drilling('ABORTED');
    world.answers[call] = UNREACHABLE;
    await expect(world.decide()).resolves.toMatchObject({ verdict: 'nothing' });
    expect(announced(world)).toContain(STANDBY);
    expect(world.logged).toContainEqual(expect.objectContaining({ message: 'a drill that may have been stopped was not ended' }));
  });

  test('a fault of it does not keep the Region from deciding', async () => {
    const world = drilling('ABORTED');
    world.answers[`${STANDBY} DescribeExecution`] = fault('AccessDenied');
    await expect(world.decide()).resolves.toMatchObject({ verdict: 'nothing' });
  });
});
