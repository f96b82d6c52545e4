import type { Regions as Fixture } from './regions';
import { DENIED, execution, failing, HOME, NOW, Regions, STANDBY, STARTED, THROTTLED, UNREACHABLE } from './regions';
import type { KeeperRequest } from '../../../src/recovery/handlers/requests';
import { RunMode } from '../../../src/recovery/plan/run-mode';

type Begin = Extract<KeeperRequest, { readonly action: 'begin' }>;

function begin(region: string, mode: RunMode, overrides: Partial<Begin> = {}): Begin {
  return { action: 'begin', mode, runId: execution(region), startedAt: STARTED, actor: 'Ada', reason: 'test', automatic: false, ...overrides };
}

const FORCED = begin(STANDBY, RunMode.FAILOVER);
const PLANNED = begin(STANDBY, RunMode.SWITCHOVER);
const OTHER_RUN = execution(STANDBY, 'another');
const LOCK = { runId: OTHER_RUN, epoch: 3, mode: 'failover', startedAt: '2026-03-04T05:00:00Z', acquiredAt: '2026-03-04T05:00:00Z' };
const HELD = { ...LOCK, expiresAt: '2026-03-04T05:31:00Z' };
const EXPIRED = { ...LOCK, expiresAt: '2026-03-04T05:06:06Z' };
const RECORD = `run/${STARTED}/${execution(STANDBY)}`;

let regions: Fixture;
beforeEach(() => {
  regions = new Regions();
});

const keep = (request: Begin, region = STANDBY) => regions.keep(region, request);

describe('a forced run', () => {
  test('that people carry out themselves says so in its lock, for there is no execution to ask', async () => {
    await keep({ ...FORCED, byHand: true });
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: FORCED.runId, byHand: true });
  });

  test('takes the lock of its own Region, begins an epoch and writes its record, and asks nothing of the other Region', async () => {
    await expect(keep(FORCED)).resolves.toEqual({
      runId: FORCED.runId, epoch: 1, startedAt: STARTED, target: STANDBY, source: HOME, resumed: false, lossSeenAt: 'unknown',
    });
    expect(regions.all(STANDBY)).toEqual({
      'lock/run': {
        kind: 'lock',
        id: 'run',
        runId: FORCED.runId,
        epoch: 1,
        mode: 'failover',
        startedAt: STARTED,
        acquiredAt: '2026-03-04T05:06:07Z',
        expiresAt: '2026-03-04T05:37:07Z',
      },
      'state/current': { kind: 'state', id: 'current', activeRegion: HOME, epoch: 0, begunEpoch: 1, phase: 'failover', updatedAt: '2026-03-04T05:06:07Z' },
      [RECORD]: {
        kind: 'run',
        id: RECORD.slice(4),
        mode: 'failover',
        target: STANDBY,
        source: HOME,
        epoch: 1,
        actor: 'Ada',
        reason: 'test',
        automatic: false,
        phase: 'begun',
        outcome: 'running',
        startedAt: STARTED,
        lossSeenAt: 'unknown',
        updatedAt: '2026-03-04T05:06:07Z',
      },
    });
    expect(regions.calls.filter(call => call.endsWith(HOME))).toEqual([]);
  });

  test.each([
    ['its state', 'state/current', { activeRegion: HOME, epoch: 7, phase: 'idle', updatedAt: 'x' }],
    ['its latch', 'latch/traffic', { closed: false, epoch: 7, updatedAt: 'x' }],
    ['the last run that began', 'state/current', { activeRegion: HOME, epoch: 2, begunEpoch: 7, phase: 'idle', updatedAt: 'x' }],
    ['a lock that a dead run left', 'lock/run', { ...EXPIRED, epoch: 7 }],
  ])('has an epoch above that of %s, and its own Region\'s', async (_what, key, item) => {
    regions.put(STANDBY, key, item);
    await expect(keep(FORCED)).resolves.toMatchObject({ epoch: 9 });
    expect(regions.item(STANDBY, 'state/current')!.begunEpoch).toBe(9);
  });
});

describe('a planned run of the Region that is under way', () => {
  const PLANNED_LOCK = { ...HELD, mode: 'switchover' };

  test('is overtaken by a forced one: the other side, which it needs, is held for lost', async () => {
    regions.put(STANDBY, 'lock/run', PLANNED_LOCK).executions[OTHER_RUN] = 'RUNNING';
    await expect(keep(FORCED)).resolves.toMatchObject({ epoch: 5, resumed: false });
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: FORCED.runId, mode: 'failover' });
  });

  test.each([
    ['another planned one', PLANNED_LOCK, PLANNED],
    ['a forced one, which is no planned one', HELD, FORCED],
    ['one of the other Region, which says that it lives', { ...PLANNED_LOCK, runId: execution(HOME) }, FORCED],
    ['one that somebody locked by hand', { ...PLANNED_LOCK, runId: 'by-hand' }, FORCED],
  ])('is not overtaken: %s', async (_, lock, request) => {
    regions.put(STANDBY, 'lock/run', lock).executions[OTHER_RUN] = 'RUNNING';
    regions.executions[execution(HOME)] = 'RUNNING';
    await expect(keep(request)).rejects.toMatchObject({ name: 'RunInProgress' });
  });

  describe('of the other Region, which is lost', () => {
    beforeEach(() => {
      regions.put(STANDBY, 'lock/run', { ...PLANNED_LOCK, runId: execution(HOME) }).lose(HOME);
    });

    test('is overtaken by a person: nobody can be asked what became of it, and its lease would be waited for', async () => {
      await expect(keep(FORCED)).resolves.toMatchObject({ epoch: 5, resumed: false });
      expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: FORCED.runId, mode: 'failover' });
      expect(regions.logged).toContainEqual(expect.objectContaining({ message: 'the other Region does not say what became of its run' }));
    });

    test('is waited for by automation, which does not even ask', async () => {
      regions.put(STANDBY, 'state/current', { activeRegion: HOME, epoch: 2, phase: 'idle', updatedAt: 'x', armed: true });
      await expect(keep({ ...FORCED, automatic: true })).rejects.toMatchObject({ name: 'RunInProgress' });
      expect(regions.calls.filter(call => call.endsWith(HOME))).toEqual([]);
    });

    test('is not overtaken by a run that is taken up again', async () => {
      regions.put(STANDBY, RECORD, { epoch: 5, outcome: 'failed' });
      await expect(keep(FORCED)).rejects.toMatchObject({ name: 'RunInProgress' });
    });

    test('is not overtaken by a planned one, which needs to know', async () => {
      regions.faults.length = 0;
      regions.fail(HOME, 'DescribeExecution', UNREACHABLE);
      await expect(keep(PLANNED)).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    });
  });

  test.each<[string, (at: Fixture) => unknown]>([
    ['it has ended', at => { at.executions[execution(HOME)] = 'ABORTED'; }], ['nobody may ask', at => at.fail(HOME, 'DescribeExecution', DENIED)],
  ])('of the other Region is overtaken by a person when %s', async (_, given) => {
    regions.put(STANDBY, 'lock/run', { ...PLANNED_LOCK, runId: execution(HOME) });
    given(regions);
    await expect(keep(FORCED)).resolves.toMatchObject({ epoch: 5 });
  });

  test('is not overtaken by a forced one that is taken up again after it', async () => {
    await keep(FORCED);
    regions.put(STANDBY, 'lock/run', PLANNED_LOCK).executions[OTHER_RUN] = 'RUNNING';
    await expect(keep(FORCED)).rejects.toMatchObject({ name: 'RunInProgress' });
  });
});

describe('a planned run', () => {
  test('ORC-06: takes both locks, its own first, and leaves the epoch of the Region that goes on working', async () => {
    regions.put(HOME, 'state/current', { activeRegion: HOME, epoch: 4, phase: 'idle', updatedAt: 'x' });
    await expect(keep(PLANNED)).resolves.toMatchObject({ epoch: 5, resumed: false });
    expect(regions.calls.filter(call => call.startsWith('Transact'))).toEqual([`TransactWriteItems ${STANDBY}`, `TransactWriteItems ${HOME}`]);
    for (const region of [HOME, STANDBY]) {
      expect(regions.item(region, 'lock/run')).toMatchObject({ runId: PLANNED.runId, epoch: 5, mode: 'switchover' });
    }
    expect(regions.item(HOME, 'state/current')).toMatchObject({ epoch: 4, phase: 'idle' });
    expect(regions.item(STANDBY, 'state/current')).toMatchObject({ epoch: 0, begunEpoch: 5, phase: 'switchover' });
  });

  test('home is the same, the other way round', async () => {
    [HOME, STANDBY].forEach(region => regions.put(region, 'state/current', { activeRegion: STANDBY, epoch: 5, phase: 'idle', updatedAt: 'x' }));
    await expect(keep(begin(HOME, RunMode.FAILBACK), HOME)).resolves.toMatchObject({ epoch: 6, target: HOME, source: STANDBY });
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: execution(HOME) });
  });

  test('that meets another run at the lock of the other Region gives its own back', async () => {
    regions.put(STANDBY, 'state/current', { activeRegion: HOME, epoch: 2, phase: 'idle', updatedAt: 'x' });
    const locks = () => regions.put(HOME, 'lock/run', { ...HELD, runId: execution(HOME) });
    let transactions = 0;
    const world = regions.tables.transact.bind(regions.tables);
    jest.spyOn(regions.tables, 'transact').mockImplementation(input => {
      transactions += 1;
      if (transactions === 2) {
        locks();
      }
      return world(input);
    });
    await expect(keep(PLANNED)).rejects.toMatchObject({ name: 'RunInProgress', message: expect.stringContaining(HOME) });
    expect(Object.keys(regions.all(STANDBY))).toEqual(['state/current']);
    expect(regions.item(STANDBY, 'state/current')).toMatchObject({ phase: 'idle', activeRegion: HOME });
    expect(regions.item(HOME, 'lock/run')).toMatchObject({ runId: execution(HOME) });
  });

  test('whose call to the other Region was carried out and not answered is begun again, and goes on', async () => {
    regions.fail(HOME, 'TransactWriteItems', UNREACHABLE, { once: true, afterwards: true });
    await expect(keep(PLANNED)).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    await expect(keep(PLANNED)).resolves.toMatchObject({ epoch: 1, resumed: true });
    expect(regions.item(HOME, 'lock/run')).toMatchObject({ runId: PLANNED.runId, epoch: 1 });
  });

  test('that is begun again meets a run at the lock of the other Region, and keeps its own, which is free when its execution ends', async () => {
    await keep(PLANNED);
    regions.put(HOME, 'lock/run', HELD);
    regions.executions[OTHER_RUN] = 'RUNNING';
    await expect(keep(PLANNED)).rejects.toMatchObject({ name: 'RunInProgress' });
    regions.put(HOME, 'lock/run', { ...HELD, runId: PLANNED.runId, epoch: 1 });
    regions.quicker = () => { regions.quicker = () => regions.put(HOME, 'lock/run', HELD); };
    await expect(keep(PLANNED)).rejects.toMatchObject({ name: 'RunInProgress' });
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: PLANNED.runId });
  });
});

describe('one at a time', () => {
  test.each([RunMode.FAILOVER, RunMode.SWITCHOVER])('ORC-06: %s: ten that begin at once: one does', async mode => {
    const runs = Array.from({ length: 10 }, (_, index) => execution(STANDBY, `run-${index}`));
    runs.forEach(runId => { regions.executions[runId] = 'RUNNING'; });
    const answers = await Promise.allSettled(runs.map(runId => keep(begin(STANDBY, mode, { runId }))));
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    expect(answers.flatMap(answer => answer.status === 'rejected' ? [answer.reason.name] : [])).toEqual(Array(9).fill('RunInProgress'));
  });

  test('ORC-06: a run that is begun twice is one run, in one epoch', async () => {
    const first = await keep(FORCED);
    const before = regions.all(STANDBY);
    await expect(keep(FORCED)).resolves.toEqual({ ...first, resumed: true });
    expect(regions.all(STANDBY)).toEqual(before);
  });

  test.each(['RUNNING', 'PENDING_REDRIVE'])('the lock of an execution that is %s is held', async status => {
    regions.put(STANDBY, 'lock/run', HELD);
    regions.executions[OTHER_RUN] = status;
    await expect(keep(FORCED)).rejects.toMatchObject({ name: 'RunInProgress', message: expect.stringContaining(OTHER_RUN) });
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: OTHER_RUN });
  });

  test.each(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', undefined])('the lock of an execution that is %s is taken over', async status => {
    regions.put(STANDBY, 'lock/run', HELD);
    if (status) {
      regions.executions[OTHER_RUN] = status;
    }
    await expect(keep(FORCED)).resolves.toMatchObject({ epoch: 5 });
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: FORCED.runId });
  });

  test('a lock that has expired is taken over, and nobody is asked', async () => {
    regions.put(STANDBY, 'lock/run', EXPIRED);
    await expect(keep(FORCED)).resolves.toMatchObject({ epoch: 5 });
    expect(regions.calls).not.toContain(`DescribeExecution ${STANDBY}`);
  });

  test('a forced run of the other Region is no planned one: its lock holds until it expires', async () => {
    regions.put(STANDBY, 'lock/run', { ...HELD, runId: execution(HOME) }).lose(HOME);
    await expect(keep(FORCED)).rejects.toMatchObject({ name: 'RunInProgress' });
  });

  describe('the record of a run whose lock is taken over', () => {
    const DEAD = `run/${HELD.startedAt}/${OTHER_RUN}`;
    const OPEN = { epoch: 3, mode: 'failover', outcome: 'running', startedAt: HELD.startedAt };

    test.each([
      ['its execution has ended', HELD, 'FAILED', FORCED], ['its lock has expired', EXPIRED, 'RUNNING', FORCED], ['by a planned run', HELD, 'ABORTED', PLANNED],
    ])('ends, and says who took it: %s', async (_, lock, status, request) => {
      regions.put(STANDBY, 'lock/run', lock).put(STANDBY, DEAD, OPEN).executions[OTHER_RUN] = status;
      await keep(request);
      const { failure, ...record } = regions.item(STANDBY, DEAD)!;
      expect(record).toMatchObject({ phase: 'ended', outcome: 'failed', endedAt: new Date(NOW).toISOString(), updatedAt: '2026-03-04T05:06:07Z', epoch: 3 });
      expect(JSON.parse(failure)).toEqual({ step: '', error: 'LockLost', cause: `the execution ended and the run did not: run ${request.runId} took its lock` });
    });

    test('stays what it was where the run came to its end, or has none', async () => {
      regions.put(STANDBY, 'lock/run', HELD).put(STANDBY, DEAD, { ...OPEN, outcome: 'succeeded' }).executions[OTHER_RUN] = 'SUCCEEDED';
      await keep(FORCED);
      expect(regions.item(STANDBY, DEAD)).toMatchObject({ outcome: 'succeeded' });
      const others = new Regions().put(STANDBY, 'lock/run', HELD);
      await others.keep(STANDBY, FORCED);
      expect(others.item(STANDBY, DEAD)).toBeUndefined();
    });

    test('of one that lives is its own to end: it finds its lock lost', async () => {
      regions.put(STANDBY, 'lock/run', { ...HELD, mode: 'switchover' }).put(STANDBY, DEAD, OPEN).executions[OTHER_RUN] = 'RUNNING';
      await keep(FORCED);
      expect(regions.item(STANDBY, DEAD)).toMatchObject({ outcome: 'running' });
    });

    describe('in the other Region', () => {
      const DEAD_THERE = `run/${HELD.startedAt}/${execution(HOME)}`;
      const left = (outcome: string) => {
        regions.put(HOME, 'lock/run', { ...HELD, runId: execution(HOME) }).put(HOME, DEAD_THERE, { ...OPEN, outcome });
        regions.executions[execution(HOME)] = 'FAILED';
      };

      test('ends with the planned run that takes it: the decider there finds a dead run by its lock', async () => {
        left('running');
        await keep(PLANNED);
        const { failure, ...record } = regions.item(HOME, DEAD_THERE)!;
        expect(record).toMatchObject({ phase: 'ended', outcome: 'failed', endedAt: new Date(NOW).toISOString() });
        expect(JSON.parse(failure)).toMatchObject({ error: 'LockLost', cause: expect.stringContaining(`run ${PLANNED.runId} took its lock`) });
      });

      test('stays what it was where the run came to its end, or was one of this Region, which has it', async () => {
        left('succeeded');
        await keep(PLANNED);
        expect(regions.item(HOME, DEAD_THERE)).toMatchObject({ outcome: 'succeeded' });
        const own = new Regions().put(HOME, 'lock/run', HELD);
        own.executions[OTHER_RUN] = 'FAILED';
        await own.keep(STANDBY, PLANNED);
        expect(Object.keys(own.all(HOME))).toEqual(['lock/run']);
      });

      test('is left to the decider there by a forced run, which leaves the lock there', async () => {
        left('running');
        await keep(FORCED);
        expect(regions.item(HOME, DEAD_THERE)).toMatchObject({ outcome: 'running' });
      });

      test('that cannot be read keeps the planned run from beginning, as the state there does', async () => {
        left('running');
        const get = regions.tables.get.bind(regions.tables);
        jest.spyOn(regions.tables, 'get').mockImplementation(input => {
          if (input.Key!.kind.S === 'run' && input.TableName === 'state-of-home') {
            throw DENIED;
          }
          return get(input);
        });
        await expect(keep(PLANNED)).rejects.toMatchObject({ name: 'PeerUnreachable' });
        expect(regions.item(HOME, 'lock/run')).toMatchObject({ runId: execution(HOME) });
      });
    });
  });

  test('a planned run takes over the lock that a dead run left in the other Region', async () => {
    regions.put(HOME, 'lock/run', { ...HELD, runId: execution(HOME) });
    regions.executions[execution(HOME)] = 'ABORTED';
    await expect(keep(PLANNED)).resolves.toMatchObject({ epoch: 5 });
  });

  test.each([
    ['does not answer', UNREACHABLE, 'ServiceUnavailable'],
    ['denies the call', DENIED, 'AccessDeniedException'],
  ])('while Step Functions %s, nobody takes a lock over', async (_what, error, name) => {
    regions.put(STANDBY, 'lock/run', HELD).fail(STANDBY, 'DescribeExecution', error);
    await expect(keep(FORCED)).rejects.toMatchObject({ name });
  });

  test('ORC-06: of two that see the same free lock, the slower looks again', async () => {
    regions.put(STANDBY, 'lock/run', EXPIRED);
    regions.executions[OTHER_RUN] = 'RUNNING';
    regions.quicker = () => { regions.put(STANDBY, 'lock/run', { ...HELD, epoch: 4 }); };
    await expect(keep(FORCED)).rejects.toMatchObject({ name: 'RunInProgress' });
  });

  test('ORC-06: of two that read the same state, the slower looks again, though the quicker was refused and has left no lock', async () => {
    regions.put(STANDBY, 'state/current', { activeRegion: HOME, epoch: 2, begunEpoch: 3, phase: 'idle', updatedAt: 'x' });
    regions.quicker = () => { regions.put(STANDBY, 'state/current', { activeRegion: HOME, epoch: 2, begunEpoch: 5, phase: 'idle', updatedAt: 'x' }); };
    await expect(keep(FORCED)).resolves.toMatchObject({ epoch: 7 });
    const untouched = new Regions();
    untouched.quicker = () => { untouched.put(STANDBY, 'state/current', { activeRegion: HOME, epoch: 0, begunEpoch: 1, phase: 'idle', updatedAt: 'x' }); };
    await expect(untouched.keep(STANDBY, FORCED)).resolves.toMatchObject({ epoch: 3 });
  });

  test('whose state changes whenever it looks gives up, to be called again', async () => {
    let epoch = 0;
    const change = () => {
      epoch += 1;
      regions.put(STANDBY, 'state/current', { activeRegion: HOME, epoch, phase: 'idle', updatedAt: 'x' });
      regions.quicker = change;
    };
    change();
    await expect(keep(FORCED)).rejects.toMatchObject({ name: 'ServiceUnavailable', message: expect.stringContaining('3 times') });
    expect(epoch).toBe(4);
  });
});

describe('a run that is resumed', () => {
  const RECORDED = { epoch: 5, mode: 'failover', outcome: 'failed', startedAt: STARTED, endedAt: 'x', failure: '{}' };

  test('ORC-06: after it ended takes its lock again, in its epoch, whatever blocks a new one', async () => {
    regions.put(STANDBY, RECORD, RECORDED)
      .put(STANDBY, 'state/current', { activeRegion: STANDBY, epoch: 5, phase: 'idle', updatedAt: 'x', armed: false, unacknowledgedRun: FORCED.runId });
    await expect(keep({ ...FORCED, automatic: true })).resolves.toMatchObject({ epoch: 5, resumed: true });
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: FORCED.runId, epoch: 5 });
    expect(regions.item(STANDBY, RECORD)).toMatchObject({ outcome: 'running' });
    ['endedAt', 'failure'].forEach(each => expect(regions.item(STANDBY, RECORD)).not.toHaveProperty(each));
  });

  test.each([['state/current', { epoch: 6 }], ['state/current', { epoch: 5, begunEpoch: 6 }], ['latch/traffic', { epoch: 6 }]])('ORC-06: after another one began has lost its lock, by %s %j', async (key, epochs) => {
    regions.put(STANDBY, RECORD, RECORDED).put(STANDBY, key, { activeRegion: HOME, closed: false, phase: 'idle', updatedAt: 'x', ...epochs });
    const before = regions.all(STANDBY);
    await expect(keep(FORCED)).rejects.toMatchObject({ name: 'LockLost', message: expect.stringMatching(/epoch 5.*epoch 6/) });
    expect(regions.all(STANDBY)).toEqual(before);
  });

  test('planned, after the other Region has gone on, has lost its lock', async () => {
    regions.put(STANDBY, RECORD, RECORDED).put(HOME, 'state/current', { activeRegion: HOME, epoch: 6, phase: 'idle', updatedAt: 'x' });
    await expect(keep(PLANNED)).rejects.toMatchObject({ name: 'LockLost' });
  });
});

describe('a person asserts a Region that is active by its own state', () => {
  const active = (region: string, epoch: number) => ({ activeRegion: region, epoch, phase: 'idle', updatedAt: 'x' });
  const ASSERTED = begin(HOME, RunMode.FAILOVER, { assertActive: true });

  test.each([
    ['home', HOME, 2, 4], ['the standby', STANDBY, 3, 5],
  ])('%s: in an epoch above its own', async (_, region, known, epoch) => {
    regions.put(region, 'state/current', active(region, known)).lose(region === HOME ? STANDBY : HOME);
    const asserted = begin(region, RunMode.FAILOVER, { assertActive: true });
    await expect(keep(asserted, region)).resolves.toMatchObject({ epoch, target: region, resumed: false });
    expect(regions.item(region, 'state/current')).toMatchObject({ activeRegion: region, epoch: known, begunEpoch: epoch, phase: 'failover' });
    expect(regions.logged).toContainEqual(expect.objectContaining({ message: 'the other Region was not asked which epoch has begun' }));
  });

  test('and above that of the other Region, where that answers', async () => {
    regions.put(STANDBY, 'state/current', active(STANDBY, 7));
    await expect(keep(ASSERTED, HOME)).resolves.toMatchObject({ epoch: 8 });
  });

  test.each([
    ['a malformed state', (at: Fixture) => at.put(STANDBY, 'state/current', active('Mars', 7))],
    ['a run', (at: Fixture) => at.put(STANDBY, 'lock/run', HELD)],
  ])('whatever the other Region has, here %s: nothing there is waited for', async (_, given) => {
    given(regions);
    regions.executions[OTHER_RUN] = 'RUNNING';
    await expect(keep(ASSERTED, HOME)).resolves.toMatchObject({ resumed: false });
    expect(regions.calls).not.toContain(`TransactWriteItems ${STANDBY}`);
  });

  test('but not while a run holds its own lock', async () => {
    regions.put(HOME, 'lock/run', { ...HELD, runId: execution(HOME, 'another') });
    regions.executions[execution(HOME, 'another')] = 'RUNNING';
    await expect(keep(ASSERTED, HOME)).rejects.toMatchObject({ name: 'RunInProgress' });
  });

  test('both, while neither sees the other: never in one epoch', async () => {
    regions.put(STANDBY, 'state/current', active(STANDBY, 1)).put(HOME, 'state/current', active(HOME, 0));
    const epochs: number[] = [];
    for (const [region, other] of [[HOME, STANDBY], [STANDBY, HOME], [HOME, STANDBY], [STANDBY, HOME]] as const) {
      regions.faults.length = 0;
      regions.lose(other);
      const runId = execution(region, `assertion-${epochs.length}`);
      const { epoch } = await keep(begin(region, RunMode.FAILOVER, { runId, assertActive: true }), region) as { readonly epoch: number };
      epochs.push(epoch);
    }
    expect(epochs).toEqual([2, 3, 4, 5]);
  });
});

describe('ORC-17: a run is refused by name, and nothing has changed', () => {
  const state = (values: object) => ({ activeRegion: HOME, epoch: 2, phase: 'idle', updatedAt: 'x', ...values });
  const automatic = { ...FORCED, automatic: true };
  test.each<[string, string, Begin, (at: Fixture) => void]>([
    ['AlreadyActive', 'the Region is active, and nobody asked for the run', automatic, at => at.put(STANDBY, 'state/current', state({ activeRegion: STANDBY, armed: true }))],
    ['AlreadyActive', 'the Region is active, and nobody said that this is meant', FORCED, at => at.put(STANDBY, 'state/current', state({ activeRegion: STANDBY }))],
    ['AlreadyActive', 'the Region is active, and automation asserts nothing', { ...automatic, assertActive: true },
      at => at.put(STANDBY, 'state/current', state({ activeRegion: STANDBY, armed: true }))],
    ['AlreadyActive', 'the Region is active, and a planned run asserts nothing', { ...PLANNED, assertActive: true },
      at => at.put(STANDBY, 'state/current', state({ activeRegion: STANDBY }))],
    ['AlreadyActive', 'the Region is active, planned', PLANNED, at => at.put(STANDBY, 'state/current', state({ activeRegion: STANDBY }))],
    ['AlreadyActive', 'it is by what the other Region knows', PLANNED, at => at.put(HOME, 'state/current', state({ activeRegion: STANDBY }))],
    ['NotArmed', 'nobody armed it', automatic, () => undefined],
    ['NotArmed', 'it was disarmed', automatic, at => at.put(STANDBY, 'state/current', state({ armed: false }))],
    ['Blocked', 'a run was not acknowledged', automatic, at => at.put(STANDBY, 'state/current', state({ armed: true, unacknowledgedRun: OTHER_RUN }))],
    ['Blocked', 'the minimum time is not over', automatic, at => at.put(STANDBY, 'state/current', state({ armed: true, blockedUntil: '2026-03-04T05:06:08Z' }))],
    ['ReverseLatchClosed', 'the home Region says that its latch is closed', PLANNED, at => at.put(HOME, 'latch/traffic', { closed: true, epoch: 2, updatedAt: 'x' })],
    ['ReverseLatchClosed', 'the Region was told so in this epoch', FORCED,
      at => at.put(STANDBY, 'state/current', state({})).put(STANDBY, 'latch/peer', { closed: true, epoch: 2, updatedAt: 'x' })],
    ['PeerUnreachable', 'the other Region does not answer', PLANNED, at => at.lose(HOME)],
    ['PeerUnreachable', 'the other Region denies it', PLANNED, at => at.fail(HOME, 'GetItem', DENIED)],
    ['StateMalformed', 'an item is malformed', FORCED, at => at.put(STANDBY, 'state/current', state({ activeRegion: 'Mars' }))],
    ['StateMalformed', 'an item of the other Region is malformed', PLANNED, at => at.put(HOME, 'latch/traffic', { closed: 1, epoch: 2 })],
    ['StateUnreadable', 'the table may not be read', FORCED, at => at.fail(STANDBY, 'GetItem', DENIED)],
    ['ServiceUnavailable', 'the table does not answer', FORCED, at => at.lose(STANDBY)],
    ['StateNotWritten', 'the table may not be written', FORCED, at => at.fail(STANDBY, 'TransactWriteItems', DENIED)],
    ['ServiceUnavailable', 'the table throttles', FORCED, at => at.fail(STANDBY, 'TransactWriteItems', THROTTLED)],
    ['ServiceUnavailable', 'the service fails', FORCED, at => at.fail(STANDBY, 'TransactWriteItems', failing('InternalServerError', 500))],
  ])('%s: %s', async (name, _why, request, given) => {
    given(regions);
    const before = [HOME, STANDBY].map(region => regions.all(region));
    await expect(keep(request)).rejects.toMatchObject({ name });
    expect([HOME, STANDBY].map(region => regions.all(region))).toEqual(before);
    expect(regions.published).toEqual([]);
  });

  test.each([
    ['armed, acknowledged, and the minimum time over', { armed: true, blockedUntil: '2026-03-04T05:06:07Z' }, automatic],
    ['asked for by hand, whatever blocks automation', { unacknowledgedRun: OTHER_RUN, blockedUntil: '2026-03-04T06:00:00Z' }, FORCED],
  ])('and is not when it is %s', async (_what, values, request) => {
    regions.put(STANDBY, 'state/current', state(values));
    await expect(keep(request)).resolves.toMatchObject({ epoch: 3 });
  });

  test('whoever disarms while an automatic run begins is heard', async () => {
    regions.put(STANDBY, 'state/current', state({ armed: true }));
    regions.quicker = () => { regions.put(STANDBY, 'state/current', state({ armed: false })); };
    await expect(keep(automatic)).rejects.toMatchObject({ name: 'NotArmed' });
  });

  test('what was told of the reverse latch in an earlier epoch does not refuse a run', async () => {
    regions.put(STANDBY, 'state/current', state({})).put(STANDBY, 'latch/peer', { closed: true, epoch: 1, updatedAt: 'x' });
    await expect(keep(FORCED)).resolves.toMatchObject({ epoch: 3 });
  });

  test('the home Region takes over from a lost standby whatever its own latch says', async () => {
    regions.put(HOME, 'state/current', state({ activeRegion: STANDBY })).put(HOME, 'latch/traffic', { closed: true, epoch: 1, updatedAt: 'x' });
    await expect(keep(begin(HOME, RunMode.FAILOVER), HOME)).resolves.toMatchObject({ epoch: 4 });
  });

  test('a Region that a planned run was leaving when it died with the other Region can be kept by force', async () => {
    const abandoned = { ...EXPIRED, mode: 'switchover', startedAt: STARTED };
    regions.put(HOME, 'state/current', state({})).put(HOME, 'lock/run', abandoned);
    await expect(keep(begin(HOME, RunMode.FAILBACK), HOME)).rejects.toMatchObject({ name: 'AlreadyActive' });
    await expect(keep(begin(HOME, RunMode.FAILOVER), HOME)).resolves.toMatchObject({ epoch: 4 });
  });

  test('a run whose id is no ARN has a lock like any other', async () => {
    regions.put(STANDBY, 'lock/run', { ...HELD, runId: 'by-hand' });
    await expect(keep(FORCED)).rejects.toMatchObject({ name: 'RunInProgress' });
    regions.now = NOW + 3600_000;
    await expect(keep(FORCED)).resolves.toMatchObject({ epoch: 5 });
  });
});
