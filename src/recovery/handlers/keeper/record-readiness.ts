import type { Keeper } from './keeper';
import { needsPeer, superseded } from './keeper';
import type { RunMode } from '../../plan/run-mode';
import type { HeldRun } from '../../state/run-writes';
import { recordDrillReadiness, recordReadiness } from '../../state/run-writes';
import { recordKey } from '../../state/state-writes';
import type { MeasuredLag } from '../../state/suspect-writes';
import type { KeeperRequest } from '../requests';
import { RunError } from '../run-errors';
import { StateItem } from '../state-item';

/**
 * Writes what the checks found: the record says so even if the run dies in the next second.
 *
 * @throws RunError `LockLost`. Drills hold no lock: theirs is the note of the drill
 * @throws RunError `NotReady` for a drill that found something wrong, after it was written: what a planned run would not begin with
 */
export async function recordFindings(request: Extract<KeeperRequest, { readonly action: 'record' }>, keeper: Keeper): Promise<{ readonly recorded: true }> {
  const { own, now } = keeper;
  const view = await own.view();
  const isDrill = view.drill?.runId === request.runId;
  const writes = view.drill && isDrill
    ? recordDrillReadiness(own.tableName, { runId: request.runId, startedAt: view.drill.startedAt, now }, request.readiness)
    : await recordOf(await keeper.held(request, view));
  if (await own.write(writes) !== undefined) {
    throw superseded(request, own.tableName);
  }
  const wrong = isDrill ? request.readiness.findings.filter(({ ok }) => !ok) : [];
  if (wrong.length > 0) {
    throw new RunError('NotReady', wrong.map(({ id, detail }) => `${id}: ${detail}`).join('; '));
  }
  return { recorded: true };

  async function recordOf(held: HeldRun & { readonly mode: RunMode }) {
    const forced = !needsPeer(held.mode);
    return recordReadiness(own.tableName, held, request.readiness, forced, forced ? await lagBefore(held, keeper) : undefined);
  }
}

/** What the run itself has recorded, if it has been here before. */
async function lagBefore({ startedAt, runId }: HeldRun, { own }: Keeper): Promise<MeasuredLag> {
  const attributes = await own.item(recordKey(startedAt, runId));
  const record = new StateItem('run', attributes ?? {});
  return { lagInMilliseconds: record.optionalWholeNumber('lagInMilliseconds'), lagMeasuredAt: record.optionalText('lagMeasuredAt') };
}
