import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Keeper } from './keeper';
import { needsPeer, superseded } from './keeper';
import { latchMoves } from '../../state/latch-moves';
import { tellPeer } from '../../state/peer-news';
import type { HeldRun } from '../../state/run-writes';
import { activate } from '../../state/run-writes';
import { recordKey } from '../../state/state-writes';
import { endSuspectWrites } from '../../state/suspect-writes';
import type { KeeperRequest } from '../requests';

export interface ActivationAnswer {
  readonly activeRegion: string;
  readonly epoch: number;
  /** Whether the other Region was told. A Region that was lost is told when it is back. */
  readonly peerTold: boolean;
}

/**
 * Makes the Region the active one, when its writer was verified. The other Region is told where it answers: it was fenced, or is lost.
 *
 * @throws RunError `LockLost`
 */
export async function activateRegion(request: Extract<KeeperRequest, { readonly action: 'activate' }>, keeper: Keeper): Promise<ActivationAnswer> {
  const held = await keeper.held(request);
  const { region: activeRegion, home } = keeper.world.settings;
  const { epoch } = held;
  const block = keeper.blockAfter(held);
  const forced = !needsPeer(request.mode);
  if (await keeper.own.write(activate(keeper.own.tableName, held, block, forced)) !== undefined) {
    throw superseded(held, keeper.own.tableName);
  }
  const latchClosed = latchMoves(request.mode, keeper.world.settings).some(({ region, closed }) => closed && region === activeRegion);
  const news = { activeRegion, epoch, home, latchClosed, block, now: keeper.now };
  const peerTold = await keeper.tryTo('tell who is active', keeper.world.settings.peer, () => keeper.peer.write(tellPeer(keeper.peer.tableName, news)));
  if (forced && peerTold) {
    await keeper.tryTo('say until when writes are suspect', activeRegion, () => keeper.own.write(endSuspects(held, keeper)));
  }
  return { activeRegion, epoch, peerTold };
}

/** What could not be told now, whoever decides in this Region tells every minute, and then says this. */
function endSuspects({ startedAt, runId, home }: HeldRun, { own: { tableName }, world, now }: Keeper): TransactWriteItem[] {
  return endSuspectWrites(tableName, recordKey(startedAt, runId).id, world.now(), { home, now });
}
