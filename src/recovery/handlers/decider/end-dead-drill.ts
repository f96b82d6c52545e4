import type { DeciderWorld } from './decider-world';
import { runStatus } from './lock-holder';
import { storeOf } from './stores';
import { regionOfRun } from '../../state/begin-decision';
import { endDrillRecord, silenceEnds } from '../../state/drill-writes';
import type { RegionView } from '../../state/region-view';

/**
 * Ends a drill of this Region that was stopped: its note would hold pages back in both Regions until the time of the drill is over. The own
 * note last: while it is there, the next minute tries again. Of a drill of the other Region the note goes while that Region fails: nobody
 * there ends the drill, and people have to hear of the loss.
 */
export async function endDeadDrill({ drill }: RegionView, peerFails: boolean, world: DeciderWorld): Promise<void> {
  const { settings: { region, peer }, log, now } = world;
  // Whoever announces a drill by hand names no run, and ends it by hand.
  if (!drill?.runId) {
    return;
  }
  const { runId, startedAt } = drill;
  try {
    if (regionOfRun(runId) !== region) {
      await (peerFails ? forget(runId, world) : undefined);
      return;
    }
    if (await runStatus(runId, world) === 'lives') {
      return;
    }
    const [own, other] = [region, peer].map(each => storeOf(each, world));
    await other.write([silenceEnds(other.tableName, runId)]);
    await own.write([silenceEnds(own.tableName, runId), endDrillRecord(own.tableName, { runId, startedAt, now: now() }, 'failed')]);
    log({ message: 'a drill was stopped: pages are sent again', runId });
  } catch (error) {
    log({ message: 'a drill that may have been stopped was not ended', runId, error: String(error) });
  }
}

async function forget(runId: string, world: DeciderWorld): Promise<void> {
  const store = storeOf(world.settings.region, world);
  await store.write([silenceEnds(store.tableName, runId)]);
  world.log({ message: 'the Region of a drill fails: pages are sent again', runId });
}
