import { knownRuns } from './ended-runs';
import type { Keeper } from './keeper';
import { needsPeer } from './keeper';
import { lossSeenAt } from './loss-seen';
import { publishLatch } from './publish-latch';
import { NamedError } from '../../../lambda/handlers/named-error';
import type { RunAdmission } from '../../state/begin-decision';
import { decideBegin, isAssertion, isFree } from '../../state/begin-decision';
import type { Beginning, BeginRequest } from '../../state/begin-writes';
import { beginHere, beginThere, takeBack } from '../../state/begin-writes';
import type { RegionView, RunLock } from '../../state/region-view';
import { recordKey } from '../../state/state-writes';
import type { BegunRun } from '../requests';
import { RunError } from '../run-errors';
import { StateItem } from '../state-item';
import type { StateStore } from '../state-store';

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
      const { admission: { epoch, resumed }, region: target, peer: source, lossSeenAt: seenAt } = run;
      const seen = seenAt === undefined ? {} : { lossSeenAt: seenAt };
      return { runId: request.runId, epoch, startedAt: request.startedAt, target, source, resumed, ...seen };
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
  // Beside what the run needs to know: it informs, and takes no time of its own.
  const seen = planned ? undefined : lossSeenAt(keeper);
  const own = await keeper.own.view();
  const peer = planned ? await fromPeer(keeper, () => keeper.peer.view()) : undefined;
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
  const { now } = keeper;
  const deadRun = await deadRunOf(own, { runId, endedRuns, now }, keeper.own);
  const deadRunOfPeer = peer && await fromPeer(keeper, () => deadRunOf(peer, { runId, endedRuns, now }, keeper.peer));
  const places = { region, peer: peerRegion, home };
  // Of a run that is resumed: as it was when that began.
  const seenAt = record?.optionalText('lossSeenAt') ?? await seen;
  const left = { takesTrafficAgain, deadRun, deadRunOfPeer };
  return { own, peer, run: { request, admission, ...places, lockSeconds: lockSeconds[mode], drill, ...left, lossSeenAt: seenAt, now } };
}

/** The drill that asked for the run, if it is under way: nobody else makes a run pass for one of a drill. */
function announcedDrill({ drill: named }: BeginRequest, { drill }: RegionView, now: number): string | undefined {
  return named !== undefined && drill?.runId === named && drill.endsAt >= now ? named : undefined;
}

/** The other runs whose locks have not expired, and whose executions can be asked for. */
function holders(views: readonly (RegionView | undefined)[], runId: string, now: number): string[] {
  return views.flatMap(view => view?.lock && view.lock.runId !== runId && view.lock.expiresAt >= now && !view.lock.byHand ? [view.lock.runId] : []);
}

/** The run whose lock is taken over because it is dead, if its record did not come to its end. A run has it in its own Region only. */
async function deadRunOf({ lock }: RegionView, taking: Parameters<typeof isFree>[1], store: StateStore): Promise<RunLock | undefined> {
  if (lock === undefined || lock.runId === taking.runId || !isFree(lock, taking)) {
    return undefined;
  }
  const record = await store.item(recordKey(lock.startedAt, lock.runId));
  return record?.outcome?.S === 'running' ? lock : undefined;
}

/** What a planned run cannot begin without. */
async function fromPeer<Answer>({ world }: Keeper, read: () => Promise<Answer>): Promise<Answer> {
  try {
    return await read();
  } catch (cause) {
    throw cause instanceof NamedError
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
