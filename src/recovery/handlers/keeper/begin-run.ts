import { endedRuns } from './ended-runs';
import type { Keeper } from './keeper';
import { needsPeer } from './keeper';
import type { RunAdmission } from '../../state/begin-decision';
import { decideBegin } from '../../state/begin-decision';
import type { Beginning, BeginRequest } from '../../state/begin-writes';
import { beginHere, beginThere, takeBack } from '../../state/begin-writes';
import type { RegionView } from '../../state/region-view';
import { recordKey } from '../../state/state-writes';
import type { BegunRun } from '../requests';
import { RunError } from '../run-errors';
import { StateItem } from '../state-item';

/** Whoever writes between the look and the write makes the look void, and then it is taken again. */
const LOOKS = 3;

/**
 * Begins a run, or resumes one that began before: takes its lock, decides its epoch, writes its record. Planned runs take the lock of
 * their own Region first and then that of the other one.
 *
 * @throws RunError `RunInProgress`, `AlreadyActive`, `NotArmed`, `Blocked`, `ReverseLatchClosed`, `PeerUnreachable`: nothing was changed
 * @throws RunError `LockLost` when a run that is resumed was superseded
 */
export async function beginRun(request: BeginRequest, keeper: Keeper): Promise<BegunRun> {
  for (let look = 1; look <= LOOKS; look++) {
    const { own, peer, run } = await admit(request, keeper);
    if (await keeper.own.write(beginHere(keeper.own.tableName, own, run)) === undefined) {
      if (peer) {
        await lockPeer(peer, run, keeper);
      }
      const { epoch, resumed } = run.admission;
      return { runId: request.runId, epoch, startedAt: request.startedAt, target: run.region, source: run.peer, resumed };
    }
  }
  throw new RunError('ServiceUnavailable', `table ${keeper.own.tableName} changed ${LOOKS} times while it was read`);
}

interface Admitted {
  readonly own: RegionView;
  readonly peer?: RegionView;
  readonly run: Beginning;
}

async function admit(request: BeginRequest, keeper: Keeper): Promise<Admitted> {
  const { mode, runId, startedAt, automatic } = request;
  const { settings: { region, peer: peerRegion, home, lockSeconds } } = keeper.world;
  const planned = needsPeer(mode);
  const own = await keeper.own.view();
  const peer = planned ? await viewOfPeer(keeper) : undefined;
  const record = await keeper.own.item(recordKey(startedAt, runId));
  const decision = decideBegin({
    mode,
    runId,
    automatic,
    region,
    home,
    own,
    peer,
    recordedEpoch: record && new StateItem('run', record).wholeNumber('epoch'),
    endedRuns: await endedRuns(keeper, holders([own, peer], runId, keeper.now), planned ? [region, peerRegion] : [region]),
    now: keeper.now,
  });
  if ('refusal' in decision) {
    throw new RunError(decision.refusal, decision.detail);
  }
  const admission: RunAdmission = decision;
  return { own, peer, run: { request, admission, region, peer: peerRegion, home, lockSeconds: lockSeconds[mode], now: keeper.now } };
}

/** The other runs whose locks have not expired. */
function holders(views: readonly (RegionView | undefined)[], runId: string, now: number): string[] {
  return views.flatMap(view => view?.lock && view.lock.runId !== runId && view.lock.expiresAt >= now ? [view.lock.runId] : []);
}

async function viewOfPeer({ peer, world }: Keeper): Promise<RegionView> {
  try {
    return await peer.view();
  } catch (cause) {
    throw cause instanceof RunError
      ? new RunError('PeerUnreachable', `a planned run needs the state of ${world.settings.peer}: ${cause.message}`, { cause })
      : cause;
  }
}

/**
 * A write that was not answered may have been carried out: `ServiceUnavailable` goes on to the machine, which has the run begin again, and
 * then it is resumed.
 */
async function lockPeer(peer: RegionView, run: Beginning, keeper: Keeper): Promise<void> {
  if (await keeper.peer.write(beginThere(keeper.peer.tableName, peer, run)) === undefined) {
    return;
  }
  if (!run.admission.resumed) {
    await keeper.own.write(takeBack(keeper.own.tableName, run));
  }
  throw new RunError('RunInProgress', `another run took the lock of ${run.peer}, or changed its state, at the same time`);
}
