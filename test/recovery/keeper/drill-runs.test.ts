import { DENIED, execution, HOME, Regions, STANDBY, STARTED, UNREACHABLE } from './regions';
import type { BegunRun, RunOutcome } from '../../../src/recovery/handlers/requests';
import { RunMode } from '../../../src/recovery/plan/run-mode';

const DRILL = execution(STANDBY, 'drill-1');
const BLOCKED_UNTIL = '2026-03-04T05:36:07Z';
const BOTH = [HOME, STANDBY];
const STATE = { activeRegion: HOME, epoch: 4, phase: 'idle', updatedAt: '2026-03-04T05:00:00Z', armed: true };

function world(state: { readonly [name: string]: string | number | boolean } = {}): Regions {
  const regions = new Regions();
  BOTH.forEach(each => regions.put(each, 'state/current', { ...STATE, ...state }));
  return regions;
}

/** A run by plan, from its beginning to its end. */
async function moveTo(regions: Regions, region: string, drill?: string): Promise<void> {
  const mode = region === HOME ? RunMode.FAILBACK : RunMode.SWITCHOVER;
  const runId = execution(region, `planned-to-${region}`);
  const { epoch } = await regions.keep(region, {
    action: 'begin', mode, runId, startedAt: STARTED, actor: 'schedule', reason: 'drill', automatic: false, ...drill === undefined ? {} : { drill },
  }) as BegunRun;
  const run = { runId, epoch };
  await regions.keep(region, { action: 'fence', ...run });
  await regions.keep(region, { action: 'activate', mode, ...run });
  await regions.keep(region, { action: 'shift', mode, ...run });
  await regions.keep(region, { action: 'finish', mode, outcome: 'succeeded', steps: [], ...run });
}

async function roundTrip(regions: Regions, outcome?: RunOutcome): Promise<void> {
  await regions.keep(STANDBY, { action: 'begin-drill', runId: DRILL });
  await moveTo(regions, STANDBY, DRILL);
  await moveTo(regions, HOME, DRILL);
  await regions.keep(STANDBY, { action: 'end-drill', runId: DRILL, ...outcome === undefined ? {} : { outcome } });
}

const blocks = (regions: Regions) => BOTH.map(each => regions.item(each, 'state/current')!.unacknowledgedRun);

describe('the runs of a drill', () => {
  test('block automation of both Regions in the name of the drill, as long as that goes on', async () => {
    const regions = world();
    await regions.keep(STANDBY, { action: 'begin-drill', runId: DRILL });
    await moveTo(regions, STANDBY, DRILL);
    expect(blocks(regions)).toEqual([DRILL, DRILL]);
  });

  test('are acknowledged by a drill that succeeded, in both Regions; for the minimum time automation waits all the same', async () => {
    const regions = world();
    await roundTrip(regions);
    expect(blocks(regions)).toEqual([undefined, undefined]);
    BOTH.forEach(each => expect(regions.item(each, 'state/current')).toMatchObject({ activeRegion: HOME, armed: true, blockedUntil: BLOCKED_UNTIL }));
  });

  test('are not acknowledged by a drill that failed', async () => {
    const regions = world();
    await roundTrip(regions, 'failed');
    expect(blocks(regions)).toEqual([DRILL, DRILL]);
  });

  test('a run that nobody has acknowledged before the drill is not acknowledged by it', async () => {
    const regions = world({ unacknowledgedRun: 'an earlier run' });
    await roundTrip(regions);
    expect(blocks(regions)).toEqual(['an earlier run', 'an earlier run']);
  });

  test('what was acknowledged in the middle, or blocked by another run since, stays as it is', async () => {
    const regions = world();
    await regions.keep(STANDBY, { action: 'begin-drill', runId: DRILL });
    await moveTo(regions, STANDBY, DRILL);
    await moveTo(regions, HOME);
    await regions.keep(STANDBY, { action: 'end-drill', runId: DRILL });
    expect(blocks(regions)).toEqual([execution(HOME, `planned-to-${HOME}`), execution(HOME, `planned-to-${HOME}`)]);
  });

  test('a drill ends although the other Region cannot be told: that one has to be acknowledged by hand', async () => {
    const regions = world();
    await regions.keep(STANDBY, { action: 'begin-drill', runId: DRILL });
    await moveTo(regions, STANDBY, DRILL);
    regions.fail(HOME, 'TransactWriteItems', UNREACHABLE);
    await expect(regions.keep(STANDBY, { action: 'end-drill', runId: DRILL })).resolves.toEqual({ ended: true });
    expect(blocks(regions)).toEqual([DRILL, undefined]);
    expect(regions.logged).toContainEqual(expect.objectContaining({ message: 'acknowledge the runs of the drill: not done', region: HOME }));
  });

  test('a drill whose own Region cannot be told is ended again', async () => {
    const regions = world();
    await regions.keep(STANDBY, { action: 'begin-drill', runId: DRILL });
    regions.fail(STANDBY, 'TransactWriteItems', DENIED);
    await expect(regions.keep(STANDBY, { action: 'end-drill', runId: DRILL })).rejects.toMatchObject({ name: 'StateNotWritten' });
  });

  test.each([
    ['no drill is under way', async () => {}],
    ['another drill is', async (regions: Regions) => regions.keep(STANDBY, { action: 'begin-drill', runId: execution(STANDBY, 'another') })],
    ['the time of the drill is over', async (regions: Regions) => regions.put(STANDBY, 'drill/current', { runId: DRILL, startedAt: STARTED, endsAt: '2026-03-04T05:06:00Z' })],
  ])('a run that only says so blocks as any: %s', async (_why, given) => {
    const regions = world();
    await given(regions);
    await moveTo(regions, STANDBY, DRILL);
    const own = execution(STANDBY, `planned-to-${STANDBY}`);
    expect(blocks(regions)).toEqual([own, own]);
  });
});

describe('a planned run of the other Region that holds the lock', () => {
  const RETURNING = execution(HOME, 'from-drill-1-0');
  const locked = async (): Promise<Regions> => {
    const regions = world({ activeRegion: STANDBY });
    await regions.keep(HOME, { action: 'begin', mode: RunMode.FAILBACK, runId: RETURNING, startedAt: STARTED, actor: 'schedule', reason: 'drill', automatic: false });
    return regions;
  };
  const begin = async (regions: Regions) => regions.keep(STANDBY, { action: 'begin-drill', runId: DRILL });

  test('keeps no drill from beginning, or being resumed, when it has died', async () => {
    const regions = await locked();
    regions.executions[RETURNING] = 'FAILED';
    await expect(begin(regions)).resolves.toMatchObject({ runId: DRILL, resumed: false });
  });

  test('keeps a drill from beginning while it goes on, and while nobody says what became of it', async () => {
    const regions = await locked();
    regions.executions[RETURNING] = 'RUNNING';
    await expect(begin(regions)).rejects.toMatchObject({ name: 'RunInProgress' });
    regions.executions[RETURNING] = 'FAILED';
    regions.fail(HOME, 'DescribeExecution', UNREACHABLE);
    await expect(begin(regions)).rejects.toMatchObject({ name: 'RunInProgress' });
  });
});
