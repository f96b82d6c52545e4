import type { DeciderWorld } from './decider-world';
import { latchesOfPeerAreOpen } from './read-alarms';
import { storeOf } from './stores';
import type { Duty } from '../../decision/active-duties';
import { activeDuties, ownDuties } from '../../decision/active-duties';
import type { RegionView } from '../../state/region-view';

/**
 * Sets right here, in the other Region, and then here again, what a run left undone. Best effort: the other Region may be lost, and the next
 * minute tries again. Nothing here keeps a Region that is active from serving.
 *
 * @param ended whether the run that holds the lock has ended, and left it
 */
export async function doDuties(own: RegionView, ended: boolean, world: DeciderWorld): Promise<void> {
  const { settings } = world;
  await attempt('the traffic was not moved', world, async () => ownDuties({ own, ended, now: world.now() }, settings));
  await attempt('the other Region was not told', world, async () => {
    const peer = await storeOf(settings.peer, world).view();
    return activeDuties({ own, peer, ended, now: world.now() }, settings);
  });
}

async function attempt(unlessDone: string, world: DeciderWorld, dutiesOf: () => Promise<Duty[]>): Promise<void> {
  try {
    for (const duty of await dutiesOf()) {
      await doDuty(duty, world);
    }
  } catch (error) {
    world.log({ message: unlessDone, error: String(error) });
  }
}

async function doDuty({ what, region, writes, afterLatchOfPeer }: Duty, world: DeciderWorld): Promise<void> {
  if (afterLatchOfPeer && !await latchesOfPeerAreOpen(world)) {
    world.log({ message: 'duty waits: the latch of the other Region is not published as open', what, region });
    return;
  }
  // Where a condition does not hold, somebody else has written since: the next minute sees what.
  const refused = await storeOf(region, world).write(writes);
  world.log({ message: refused === undefined ? 'duty done' : 'duty overtaken', what, region });
}
