import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Keeper } from './keeper';
import { lockLost, needsPeer, superseded } from './keeper';
import { recentRecord } from './recent-record';
import { returnTraffic } from './return-traffic';
import { tellOther } from './tell-other';
import { recoverySeconds } from '../../state/recovery-time';
import type { RegionView } from '../../state/region-view';
import { holdsLock } from '../../state/region-view';
import { runDurations } from '../../state/run-durations';
import { endRecord, finishHere, finishThere } from '../../state/run-writes';
import type { KeeperRequest, RunOutcome, StepFault } from '../requests';
import { isRefusal } from '../run-errors';
import { StateItem } from '../state-item';

type FinishRequest = Extract<KeeperRequest, { readonly action: 'finish' }>;

export interface FinishAnswer {
  readonly outcome: RunOutcome;
  /** Whether automation is blocked now, until somebody acknowledges the run. */
  readonly blocked: boolean;
  /** Whether the durations were published. */
  readonly published: boolean;
}

/** The end of an execution whose run failed: it fails under the name of its failure, by which it can be found, and redriven. */
export class RunFailed extends Error {
  public readonly name: string;

  constructor({ step, error, cause }: StepFault) {
    super(`step ${step}: ${cause}`);
    this.name = error;
  }
}

/**
 * Ends a run: its record, its locks, its durations, and what keeps automation from acting next. A run that was refused by its gates has
 * changed nothing, and a planned one that failed before it made its Region the active one left it where it was: neither blocks, since what a planned
 * run cannot do now may have to be forced in a minute. Only the next planned one waits. A forced one whose promotion was refused gives the
 * traffic back.
 *
 * @throws RunFailed under the name of the failure, after everything was written
 * @throws RunError `LockLost` when the run does not hold the lock and did not end so before
 */
export async function finishRun(request: FinishRequest, keeper: Keeper): Promise<FinishAnswer> {
  // Epoch 0 is of no run: what failed was its beginning, and there is nothing to end.
  const answer = request.epoch === 0 ? undefined : await end(request, keeper);
  if (request.failure) {
    throw new RunFailed(request.failure);
  }
  return answer ?? { outcome: request.outcome, blocked: false, published: false };
}

async function end(request: FinishRequest, keeper: Keeper): Promise<FinishAnswer> {
  const { outcome, steps, failure, findings, mode } = request;
  const view = await keeper.own.view();
  const activated = view.activeRegion === keeper.world.settings.region && view.epoch === request.epoch;
  const inVain = needsPeer(mode) && !activated;
  const blocked = failure === undefined || !(inVain || isRefusal(failure.error));
  if (!holdsLock(view.lock, request)) {
    await endWithoutLock(request, view, keeper);
    return { outcome, blocked, published: false };
  }
  const held = await keeper.held(request, view);
  await returnTraffic(held, view, failure, keeper);
  const block = blocked ? keeper.blockAfter(held) : undefined;
  const pausedUntil = inVain ? keeper.pauseAfter(failure) : undefined;
  if (needsPeer(mode)) {
    // First the other Region's: while the own lock is held, the call can be made again.
    await keeper.tryTo('release the lock', keeper.world.settings.peer, () => keeper.peer.write(finishThere(keeper.peer.tableName, held, activated, block)));
  }
  const recovered = recoverySeconds(request, held.startedAt, keeper.now);
  const runEnd = { outcome, steps, failure, findings, block, pausedUntil, recoverySeconds: recovered };
  if (await keeper.own.write(finishHere(keeper.own.tableName, held, runEnd)) !== undefined) {
    throw superseded(held, keeper.own.tableName);
  }
  if (activated && !needsPeer(mode)) {
    await tellOther(held, block, keeper);
  }
  return { outcome, blocked, published: await publish(runDurations(mode, held.startedAt, steps, keeper.now, recovered), keeper) };
}

/** This very call may have been carried out before, and its answer lost. And a run that was superseded still has its record to end. */
async function endWithoutLock(request: FinishRequest, view: RegionView, { own, now }: Keeper): Promise<void> {
  const { runId, outcome } = request;
  const attributes = await recentRecord(own, runId);
  const record = attributes && new StateItem('run', attributes);
  if (record === undefined || (record.text('outcome') !== outcome && outcome === 'succeeded')) {
    throw lockLost(request, view);
  }
  if (record.text('outcome') !== outcome) {
    await own.write([endRecord(own.tableName, { runId, startedAt: record.text('startedAt'), now }, request)]);
  }
}

/** A run that succeeded has succeeded, whether or not CloudWatch takes its durations: the record has them. */
async function publish(MetricData: MetricDatum[], { world }: Keeper): Promise<boolean> {
  const { clients, settings: { region, namespace } } = world;
  try {
    await clients(region).cloudWatch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }));
    return true;
  } catch (error) {
    world.log({ message: 'publish the durations of the run: not done', error: (error as Error).name, cause: (error as Error).message });
    return false;
  }
}
