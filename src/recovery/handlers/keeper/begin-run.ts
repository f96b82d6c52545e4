import { knownRuns } from './ended-runs';
import type { Keeper } from './keeper';
import { needsPeer } from './keeper';
import { publishLatch } from './publish-latch';
import type { RunAdmission } from '../../state/begin-decision';
import { decideBegin, isAssertion, isFree } from '../../state/begin-decision';
import type { Beginning, BeginRequest } from '../../state/begin-writes';
import { beginHere, beginThere, takeBack } from '../../state/begin-writes';
import type { RegionView, RunLock } from '../../state/region-view';
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
      if (run.takesTrafficAgain) {
        await publishLatch({ region: run.region, closed: true }, keeper);
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
  const { mode, runId, startedAt, automatic, assertActive = false } = request;
  const { settings: { region, peer: peerRegion, home, lockSeconds } } = keeper.world;
  const planned = needsPeer(mode);
  const own = await keeper.own.view();
  const peer = planned ? await viewOfPeer(keeper) : undefined;
  const epochOfPeer = isAssertion({ mode, automatic, assertActive, region, own }) ? await epochOf(keeper) : undefined;
  const attributes = await keeper.own.item(recordKey(startedAt, runId));
  const record = attributes && new StateItem('run', attributes);
  // A forced run asks nothing that it needs of a Region that is lost. A person's learns whether that one says that its run lives.
  const asked = planned ? { needed: [region, peerRegion] } : { needed: [region], optional: automatic ? [] : [peerRegion] };
  const { ended: endedRuns, alive: livingRuns } = await knownRuns(keeper, holders([own, peer], runId, keeper.now), asked);
  const decision = decideBegin({
    mode,
    runId,
    automatic,
    assertActive,
    region,
    home,
    own,
    peer,
    epochOfPeer,
    recordedEpoch: record?.wholeNumber('epoch'),
    endedRuns,
    livingRuns,
    now: keeper.now,
  });
  if ('refusal' in decision) {
    throw new RunError(decision.refusal, decision.detail);
  }
  const admission: RunAdmission = decision;
  const takesTrafficAgain = record?.optionalFlag('trafficGivenBack') ?? false;
  const drill = announcedDrill(request, own, keeper.now);
  const deadRun = await deadRunOf(own, { runId, endedRuns }, keeper);
  const places = { region, peer: peerRegion, home };
  const { now } = keeper;
  return { own, peer, run: { request, admission, ...places, lockSeconds: lockSeconds[mode], drill, takesTrafficAgain, deadRun, now } };
}

/** The drill that asked for the run, if it is under way: nobody else makes a run pass for one of a drill. */
function announcedDrill({ drill: named }: BeginRequest, { drill }: RegionView, now: number): string | undefined {
  return named !== undefined && drill?.runId === named && drill.endsAt >= now ? named : undefined;
}

/** The other runs whose locks have not expired. */
function holders(views: readonly (RegionView | undefined)[], runId: string, now: number): string[] {
  return views.flatMap(view => view?.lock && view.lock.runId !== runId && view.lock.expiresAt >= now ? [view.lock.runId] : []);
}

/** The run whose lock is taken over because it is dead, if it did not come to the end of its record. Of a run of the other Region that has it. */
async function deadRunOf(
  { lock }: RegionView, { runId, endedRuns }: { readonly runId: string; readonly endedRuns: ReadonlySet<string> }, { own, now }: Keeper,
): Promise<RunLock | undefined> {
  if (lock === undefined || lock.runId === runId || !isFree(lock, { runId, endedRuns, now })) {
    return undefined;
  }
  const record = await own.item(recordKey(lock.startedAt, lock.runId));
  return record?.outcome?.S === 'running' ? lock : undefined;
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

/** What a Region that is asserted can learn of the other one, which may be lost. What it cannot, it does without. */
async function epochOf({ peer, world }: Keeper): Promise<number | undefined> {
  try {
    return (await peer.view()).highestEpoch;
  } catch (error) {
    world.log({ message: 'the other Region was not asked which epoch has begun', error: String(error) });
    return undefined;
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
