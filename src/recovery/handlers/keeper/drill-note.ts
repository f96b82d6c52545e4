import { knownRuns } from './ended-runs';
import type { Keeper } from './keeper';
import { RunMode } from '../../plan/run-mode';
import { isFree } from '../../state/begin-decision';
import { announceDrill, endDrillRecord, recordDrill, silenceEnds } from '../../state/drill-writes';
import { acknowledge } from '../../state/operator-writes';
import type { BegunRun, KeeperRequest } from '../requests';
import { RunError } from '../run-errors';

type BeginDrill = Extract<KeeperRequest, { readonly action: 'begin-drill' }>;
type EndDrill = Extract<KeeperRequest, { readonly action: 'end-drill' }>;

/**
 * Announces a drill in both Regions, so that their alarms do not page, and begins its record. A drill takes no lock: the runs that it may
 * start do.
 *
 * @throws RunError `RunInProgress` while a run or another drill is under way
 */
export async function beginDrill({ runId, actor = 'unknown', reason = 'drill' }: BeginDrill, keeper: Keeper): Promise<BegunRun> {
  const { settings: { region, peer, lockSeconds } } = keeper.world;
  const { lock, drill, epoch } = await keeper.own.view();
  const answer = { runId, epoch, target: region, source: peer };
  if (drill?.runId === runId) {
    return { ...answer, startedAt: drill.startedAt, resumed: true };
  }
  // A run of the other Region holds this lock as well, when it is planned: one that died is not to keep its drill from being resumed.
  const { ended } = await knownRuns(keeper, [lock?.runId, drill?.runId].flatMap(id => id ? [id] : []), { needed: [region], optional: [peer] });
  if (lock && !isFree(lock, { runId, endedRuns: ended, now: keeper.now })) {
    throw new RunError('RunInProgress', `run ${lock.runId} holds the lock of ${region}`);
  }
  const { own, now } = keeper;
  const startedAt = new Date(now).toISOString();
  const left = drill && ended.has(drill.runId) ? drill.runId : undefined;
  const beginning = { runId, startedAt, now, endsAt: now + lockSeconds[RunMode.DRILL] * 1000, ended: left };
  const refused = await own.write([
    announceDrill(own.tableName, beginning),
    recordDrill(own.tableName, beginning, { ...answer, actor, reason }),
  ]);
  if (refused !== undefined) {
    throw new RunError('RunInProgress', `another drill is under way in ${region}`);
  }
  await keeper.tryTo('announce the drill', peer, () => keeper.peer.write([announceDrill(keeper.peer.tableName, beginning)]));
  return { ...answer, startedAt, resumed: false };
}

/**
 * Ends a drill: pages are sent again. One that has succeeded acknowledges its own runs in both Regions; what a failed one left, people look at.
 * Nothing happens to one that has ended.
 */
export async function endDrill({ runId, outcome = 'succeeded' }: EndDrill, keeper: Keeper): Promise<{ readonly ended: boolean }> {
  const { own, peer, now } = keeper;
  const { drill } = await own.view();
  if (outcome === 'succeeded') {
    await acknowledgeRuns(runId, keeper);
  }
  await keeper.tryTo('end the drill', keeper.world.settings.peer, () => peer.write([silenceEnds(peer.tableName, runId)]));
  if (drill?.runId !== runId) {
    return { ended: false };
  }
  const refused = await own.write([
    silenceEnds(own.tableName, runId),
    endDrillRecord(own.tableName, { runId, startedAt: drill.startedAt, now }, outcome),
  ]);
  return { ended: refused === undefined };
}

/** As a person would. What blocks in another name goes on: somebody else has to look at that. */
async function acknowledgeRuns(drill: string, keeper: Keeper): Promise<void> {
  const { own, peer, now, world: { settings: { home, peer: peerRegion } } } = keeper;
  await own.write(acknowledge(own.tableName, drill, { home, now }));
  await keeper.tryTo('acknowledge the runs of the drill', peerRegion, () => peer.write(acknowledge(peer.tableName, drill, { home, now })));
}
