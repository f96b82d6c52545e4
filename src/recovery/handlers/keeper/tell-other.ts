import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Keeper } from './keeper';
import { needsPeer } from './keeper';
import type { RunMode } from '../../plan/run-mode';
import { latchMoves } from '../../state/latch-moves';
import { tellPeer } from '../../state/peer-news';
import type { HeldRun } from '../../state/run-writes';
import type { RunBlock } from '../../state/state-changes';
import { recordKey } from '../../state/state-writes';
import { endSuspectWrites } from '../../state/suspect-writes';

/**
 * Tells the other Region that this one is the active one, where it answers. After a forced run the record can then say until when writes are suspect.
 *
 * @returns whether it knows. What could not be told now, whoever decides in this Region tells every minute
 */
export async function tellOther(held: HeldRun & { readonly mode: RunMode }, block: RunBlock | undefined, keeper: Keeper): Promise<boolean> {
  const { peer, own, world: { settings }, now } = keeper;
  const { region: activeRegion, epoch, home, mode } = held;
  const latchClosed = latchMoves(mode, settings).some(({ region, closed }) => closed && region === activeRegion);
  const news = { activeRegion, epoch, home, latchClosed, block, now };
  const told = await keeper.tryTo('tell who is active', settings.peer, () => peer.write(tellPeer(peer.tableName, news)));
  if (told && !needsPeer(mode)) {
    await keeper.tryTo('say until when writes are suspect', activeRegion, () => own.write(endSuspects(held, keeper)));
  }
  return told;
}

function endSuspects({ startedAt, runId, home }: HeldRun, { own: { tableName }, world, now }: Keeper): TransactWriteItem[] {
  return endSuspectWrites(tableName, recordKey(startedAt, runId).id, world.now(), { home, now });
}
