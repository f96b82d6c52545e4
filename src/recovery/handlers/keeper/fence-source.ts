import type { Keeper } from './keeper';
import { needsPeer, superseded } from './keeper';
import { NamedError } from '../../../lambda/handlers/named-error';
import { timeText } from '../../state/region-view';
import { fence } from '../../state/run-writes';
import type { RunReference } from '../requests';
import { RunError } from '../run-errors';

/** Until when applications of the Region that is left do not write. */
export interface FenceAnswer {
  readonly fencedUntil: string;
}

/**
 * Has the applications of the Region that is left stop to write, for a time: a run that dies leaves nobody fenced for ever.
 *
 * @throws RunError `PeerUnreachable` in a forced run, which goes on without; `ServiceUnavailable` in a planned one
 * @throws RunError `LockLost`
 */
export async function fenceSource(reference: RunReference, keeper: Keeper): Promise<FenceAnswer> {
  const held = await keeper.held(reference);
  const { fenceSeconds, peer } = keeper.world.settings;
  const planned = needsPeer(held.mode);
  const fencedUntil = keeper.now + fenceSeconds[planned ? 'planned' : 'forced'] * 1000;
  try {
    const refused = await keeper.peer.write(fence(keeper.peer.tableName, held, fencedUntil, planned));
    if (refused !== undefined && !await wasTold(reference, keeper)) {
      throw superseded(reference, keeper.peer.tableName);
    }
  } catch (cause) {
    const lost = !planned && cause instanceof NamedError && cause.name !== 'LockLost';
    throw lost ? new RunError('PeerUnreachable', `applications of ${peer} were not told to stop writing: ${cause.message}`, { cause }) : cause;
  }
  return { fencedUntil: timeText(fencedUntil) };
}

/** Whether the other Region knows already that this one took over: then there is nobody to fence. */
async function wasTold({ epoch }: RunReference, { peer, world }: Keeper): Promise<boolean> {
  const view = await peer.view();
  return view.activeRegion === world.settings.region && view.epoch === epoch;
}
