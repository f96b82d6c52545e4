import type { Keeper } from './keeper';
import { publishLatch } from './publish-latch';
import { isWrittenThere } from '../../decision/database-health';
import { RunMode } from '../../plan/run-mode';
import type { RegionView } from '../../state/region-view';
import type { HeldRun } from '../../state/run-writes';
import { endFence, giveTrafficBack } from '../../state/traffic-return';
import { lookAtGlobal } from '../global-database-look';
import type { StepFault } from '../requests';
import { PROMOTION_DENIED } from '../run-errors';

/**
 * Gives the traffic back that a forced run took before its promotion was refused: clients were led to where nobody can write. Only what this
 * run took itself, and only where RDS says of every database that it is written in the other Region: a promotion that was taken, or of which
 * nobody knows, may still end well, and people decide. With the traffic that Region writes again, which the run had fenced. Best effort: the
 * end of the run does not depend on it.
 */
export async function returnTraffic(
  held: HeldRun & { readonly mode: RunMode }, { latchClosed, latchEpoch }: RegionView, failure: StepFault | undefined, keeper: Keeper,
): Promise<void> {
  const tookTraffic = held.mode === RunMode.FAILOVER && latchClosed && latchEpoch === held.epoch;
  if (!tookTraffic || failure === undefined || !PROMOTION_DENIED.includes(failure.error)) {
    return;
  }
  const { own, world: { log, settings: { peer } } } = keeper;
  try {
    if (await isWrittenInPeer(keeper) && await own.write(giveTrafficBack(own.tableName, held)) === undefined) {
      await publishLatch({ region: held.region, closed: false }, keeper);
      log({ message: 'traffic given back', runId: held.runId, to: peer });
      await keeper.tryTo('end the fence', peer, () => keeper.peer.write(endFence(keeper.peer.tableName, held)));
    }
  } catch (error) {
    log({ message: 'traffic not given back', runId: held.runId, error: String(error) });
  }
}

/** Asked in the own Region: the other one may not answer. */
async function isWrittenInPeer({ world: { settings: { region, databases }, clients } }: Keeper): Promise<boolean> {
  const there = await Promise.all(databases.map(async database =>
    isWrittenThere(database, await lookAtGlobal(database.globalClusterIdentifier, region, clients(region).rds))));
  return there.every(each => each);
}
