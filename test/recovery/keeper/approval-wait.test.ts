import { execution, HOME, Regions, STANDBY, STARTED } from './regions';
import type { BegunRun, RunReference } from '../../../src/recovery/handlers/requests';
import { RunMode } from '../../../src/recovery/plan/run-mode';

const AUTOMATIC = execution(STANDBY, 'auto-1');
const PERSON = execution(STANDBY, 'by-ada');
const STATE = { activeRegion: HOME, epoch: 4, phase: 'idle', updatedAt: '2026-03-04T05:00:00Z', armed: true };

interface Beginning {
  readonly runId: string;
  readonly automatic: boolean;
  readonly mode?: RunMode;
}

function begin(regions: Regions, { runId, automatic, mode = RunMode.FAILOVER }: Beginning): Promise<BegunRun> {
  return regions.keep(STANDBY, { action: 'begin', mode, runId, startedAt: STARTED, actor: 'somebody', reason: 'test', automatic }) as Promise<BegunRun>;
}

/** A run of automation that waits for approval. */
async function waiting(mode = RunMode.FAILOVER) {
  const regions = new Regions();
  [HOME, STANDBY].forEach(each => regions.put(each, 'state/current', STATE));
  const { epoch } = await begin(regions, { runId: AUTOMATIC, automatic: true, mode });
  regions.executions[AUTOMATIC] = 'RUNNING';
  const run: RunReference = { runId: AUTOMATIC, epoch };
  const says = (awaits: boolean) => regions.keep(STANDBY, { action: 'await-approval', awaits, ...run });
  await expect(says(true)).resolves.toEqual({ awaitsApproval: true });
  return { regions, run, says };
}

describe('a run that waits for approval', () => {
  test('says so in its lock, until it is approved', async () => {
    const { regions, says } = await waiting();
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: AUTOMATIC, awaitsApproval: true });
    await says(false);
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: AUTOMATIC, awaitsApproval: false });
  });

  test.each([['Ada', 'Ada'], ['', undefined], [undefined, undefined]])('approved by "%s", it has the name in its record', async (approver, recorded) => {
    const { regions, run } = await waiting();
    await regions.keep(STANDBY, { action: 'await-approval', awaits: false, approver, ...run });
    const record = regions.item(STANDBY, `run/${STARTED}/${AUTOMATIC}`)!;
    expect(record).toMatchObject({ actor: 'somebody', outcome: 'running' });
    expect(record.approver).toBe(recorded);
  });

  test.each([RunMode.FAILOVER, RunMode.SWITCHOVER])('%s: a person who fails over by force does not wait for it, and it ends when it is approved after that', async mode => {
    const { regions, run, says } = await waiting(mode);
    const { epoch } = await begin(regions, { runId: PERSON, automatic: false });
    expect(epoch).toBeGreaterThan(run.epoch);
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: PERSON, epoch });
    expect(regions.item(STANDBY, 'lock/run')).not.toHaveProperty('awaitsApproval');
    await expect(says(false)).rejects.toMatchObject({ name: 'LockLost' });
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: PERSON, epoch });
  });

  test('automation waits for it', async () => {
    const { regions } = await waiting();
    await expect(begin(regions, { runId: PERSON, automatic: true })).rejects.toMatchObject({ name: 'RunInProgress' });
  });

  test('a person who moves by plan waits for it', async () => {
    const { regions } = await waiting();
    await expect(begin(regions, { runId: PERSON, automatic: false, mode: RunMode.SWITCHOVER })).rejects.toMatchObject({ name: 'RunInProgress' });
  });

  test('approved, a person waits for it, too', async () => {
    const { regions, says } = await waiting();
    await says(false);
    await expect(begin(regions, { runId: PERSON, automatic: false })).rejects.toMatchObject({ name: 'RunInProgress' });
  });

  test('approved in the moment in which a person begins, it goes on', async () => {
    const { regions } = await waiting();
    regions.quicker = () => regions.put(STANDBY, 'lock/run', { ...regions.item(STANDBY, 'lock/run')!, awaitsApproval: false });
    await expect(begin(regions, { runId: PERSON, automatic: false })).rejects.toMatchObject({ name: 'RunInProgress' });
    expect(regions.item(STANDBY, 'lock/run')).toMatchObject({ runId: AUTOMATIC });
  });

  test('overtaken in the moment in which it is approved, it ends', async () => {
    const { regions, run } = await waiting();
    regions.quicker = () => regions.put(STANDBY, 'lock/run', { ...regions.item(STANDBY, 'lock/run')!, runId: PERSON });
    await expect(regions.keep(STANDBY, { action: 'await-approval', awaits: false, approver: 'Ada', ...run })).rejects.toMatchObject({ name: 'LockLost' });
    expect(regions.item(STANDBY, `run/${STARTED}/${AUTOMATIC}`)).not.toHaveProperty('approver');
  });
});
