import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { DeciderWorld } from './decider/decider-world';
import { doDuties } from './decider/do-duties';
import { endDeadDrill } from './decider/end-dead-drill';
import { endDeadRun } from './decider/end-dead-run';
import { lockHolder } from './decider/lock-holder';
import { lookAtOwnService } from './decider/look-at-own-service';
import { observeDatabases } from './decider/observe-databases';
import { readDecisionAlarms } from './decider/read-alarms';
import { startRun } from './decider/start-run';
import { storeOf } from './decider/stores';
import { serviceCall } from '../../lambda/handlers/service-call';
import { decide } from '../decision/decide';
import type { Observation } from '../decision/observation';
import type { OwnLook } from '../decision/own-service';
import { looksAtItself, noteService, ownService } from '../decision/own-service';
import { peerFails } from '../decision/peer-endpoint';
import { roleOf, runUnderWay } from '../decision/run-under-way';
import { blockAfterStop, stoppedRun } from '../decision/stopped-run';
import type { Decision } from '../decision/verdict';
import { VERDICT_CODE } from '../decision/verdict';
import { DECISION_DIMENSION, DECISION_METRIC } from '../machinery/decision-metrics';
import type { RegionView, RunLock } from '../state/region-view';
import { isBlocked } from '../state/region-view';

/** What is observed while the other Region does not fail, or this one has nothing to take over: it decides nothing. */
const NOT_LOOKED_AT = { databases: 'unknown', ready: false, peerAnswers: false } as const;

/**
 * Decides whether this Region takes over, and starts the run. Whatever calls it, schedule or event, is only an occasion: what it rests on is
 * read anew, so that an event that is late, lost or sent twice changes nothing.
 *
 * @param event what called it, for the log
 * @throws RunError `ServiceUnavailable`, and StateMalformed for an item of the own state that breaks its contract
 */
export async function handleRunDecider(event: { readonly 'detail-type'?: string }, world: DeciderWorld): Promise<Decision> {
  const own = await storeOf(world.settings.region, world).view();
  const holder = await lockHolder(own, world);
  const ended = holder !== 'lives';
  const stopped = stoppedRun(own, holder === 'stopped');
  const { observation, look } = await observe(own, { ended, stopped: stopped !== undefined }, world);
  const decision = decide(observation);
  const { verdict, reason } = decision;
  world.log({ message: 'decided', calledBy: event['detail-type'], epoch: own.epoch, ...decision, ...observation });
  // The run before its metric: nothing that only informs may delay it.
  if (verdict === 'planned' || verdict === 'forced') {
    await startRun(verdict, reason, own, world);
  }
  if (stopped) {
    await noteStop(stopped, world);
  }
  await publish(decision, observation, secondsUnderWay(own, observation, world.now()), world);
  await endDeadDrill(own, peerFails(observation.peerEndpoint), world);
  await noteOwnService(own, look, observation, world);
  if (own.activeRegion === world.settings.region || own.suspectRun !== undefined) {
    await doDuties(own, ended, world);
  }
  const { role, peerEndpoint, peerAnswers } = observation;
  await endDeadRun({ own, ended, isPeerSilent: role !== 'active' && peerFails(peerEndpoint) && !peerAnswers }, world);
  return decision;
}

interface Observed {
  readonly observation: Observation;
  /** What the Region saw of itself. Absent where it did not look. */
  readonly look?: OwnLook;
}

async function observe(own: RegionView, { ended, stopped }: { ended: boolean; stopped: boolean }, world: DeciderWorld): Promise<Observed> {
  const { region, home, automatic } = world.settings;
  const now = world.now();
  const peerEndpoint = await readDecisionAlarms(world);
  const lock = { region, own, ended, now };
  const role = roleOf(lock);
  const isHome = region === home;
  const seen = role === 'active' || !peerFails(peerEndpoint) ? NOT_LOOKED_AT : await lookAround(world);
  const run = runUnderWay(lock);
  const look = looksAtItself(role, run) ? await lookAtOwnService(world) : undefined;
  const observation: Observation = {
    role,
    service: look === undefined ? 'serves' : ownService(own, look, now),
    peerEndpoint,
    run,
    ...seen,
    automatic,
    armed: own.armed,
    blocked: isBlocked(own, now) || stopped,
    paused: now < (own.pausedUntil ?? 0),
    behindReverseLatch: !isHome && own.peerLatchClosed,
    isHome,
  };
  return { observation, look };
}

/** The databases from both sides, and the other Region's recovery state. */
async function lookAround(world: DeciderWorld): Promise<Pick<Observation, keyof typeof NOT_LOOKED_AT>> {
  const peerAnswers = answers(world);
  return { ...await observeDatabases(peerAnswers, world), peerAnswers: await peerAnswers };
}

/** Best effort: what is not noted now is noted in a minute. */
async function noteOwnService(own: RegionView, look: OwnLook | undefined, { role }: Observation, world: DeciderWorld): Promise<void> {
  const { settings: { region, home }, log, now } = world;
  const store = storeOf(region, world);
  const writes = noteService(store.tableName, own, look, role, { home, now: now() });
  try {
    if (writes.length > 0) {
      await store.write(writes);
    }
  } catch (error) {
    log({ message: 'what the Region sees of itself was not noted', error: String(error) });
  }
}

/** Whoever began another run meanwhile has taken the lock, and there is nothing to note. */
async function noteStop(lock: RunLock, world: DeciderWorld): Promise<void> {
  const { settings: { region, home, blockSeconds }, log, now } = world;
  const store = storeOf(region, world);
  await store.write(blockAfterStop(store.tableName, lock, { home, now: now(), blockSeconds }));
  log({ message: 'a run was stopped: automation is blocked', runId: lock.runId });
}

async function answers(world: DeciderWorld): Promise<boolean> {
  try {
    await storeOf(world.settings.peer, world).view();
    return true;
  } catch (error) {
    world.log({ message: 'the other Region\'s state not read', error: String(error) });
    return false;
  }
}

/** Of the run that holds the lock of this Region. None: 0. */
function secondsUnderWay({ lock }: RegionView, { run }: Observation, now: number): number {
  return run === 'none' || lock === undefined ? 0 : Math.max(0, now - Date.parse(lock.startedAt)) / 1000;
}

async function publish(
  { verdict }: Decision, { role, peerEndpoint }: Observation, runAge: number, { settings, clients, now }: DeciderWorld,
): Promise<void> {
  const datum = (MetricName: string, Value: number) => ({
    MetricName, Value, Timestamp: new Date(now()), Dimensions: [{ Name: DECISION_DIMENSION.name, Value: DECISION_DIMENSION.value }],
  });
  await serviceCall('PutMetricData', () => clients(settings.region).cloudWatch.send(new PutMetricDataCommand({
    Namespace: settings.namespace,
    MetricData: [
      datum(DECISION_METRIC.verdict, VERDICT_CODE[verdict]),
      datum(DECISION_METRIC.heldForLost, Number(role !== 'active' && peerEndpoint === 'lost')),
      datum(DECISION_METRIC.runAge, runAge),
    ],
  })));
}
