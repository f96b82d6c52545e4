import type { Keeper } from './keeper';
import { needsPeer, superseded } from './keeper';
import { tellOther } from './tell-other';
import { activate } from '../../state/run-writes';
import type { KeeperRequest } from '../requests';

export interface ActivationAnswer {
  readonly activeRegion: string;
  readonly epoch: number;
  /** Whether the other Region was told. After a forced run it is told when that ends. */
  readonly peerTold: boolean;
}

/**
 * Makes the Region the active one, when its writer was verified. A planned run tells the other Region, which it fenced. A forced one does not
 * wait for a Region that is lost: its clients wait for this.
 *
 * @throws RunError `LockLost`
 */
export async function activateRegion(request: Extract<KeeperRequest, { readonly action: 'activate' }>, keeper: Keeper): Promise<ActivationAnswer> {
  const held = await keeper.held(request);
  const { epoch, region: activeRegion } = held;
  const block = keeper.blockAfter(held);
  const forced = !needsPeer(request.mode);
  if (await keeper.own.write(activate(keeper.own.tableName, held, block, forced)) !== undefined) {
    throw superseded(held, keeper.own.tableName);
  }
  return { activeRegion, epoch, peerTold: !forced && await tellOther(held, block, keeper) };
}
