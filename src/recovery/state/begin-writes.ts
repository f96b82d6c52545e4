import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { RunAdmission } from './begin-decision';
import { endDeadRecord } from './dead-run-writes';
import type { RegionView, RunLock } from './region-view';
import { timeText } from './region-view';
import { changeState, IDLE } from './state-changes';
import { ABSENT, asRead, asSeen, heldBy, notAfter } from './state-conditions';
import type { Condition, Values } from './state-writes';
import { flag, recordKey, StateWrites, text, wholeNumber } from './state-writes';
import { setOwnLatch } from './traffic-return';
import type { KeeperRequest } from '../handlers/requests';
import { STATE_ITEM } from '../regional-state/state-kinds';

export type BeginRequest = Extract<KeeperRequest, { readonly action: 'begin' }>;

/** A run that begins, and what its first writes are made of. */
export interface Beginning {
  readonly request: BeginRequest;
  readonly admission: RunAdmission;
  readonly region: string;
  readonly peer: string;
  readonly home: string;
  readonly lockSeconds: number;
  /** The drill that it is a part of, where that is announced. */
  readonly drill?: string;
  /** Whether it ended before, and gave back the traffic that it had taken: what it goes on with comes behind that step. */
  readonly takesTrafficAgain: boolean;
  /** The run of the Region that left its lock here, where nobody has ended its record. */
  readonly deadRun?: RunLock;
  /** The same of the other Region, whose lock a planned run takes, too. */
  readonly deadRunOfPeer?: RunLock;
  /** Of a forced run: since when its Region sees that the other one is lost, in ISO 8601, or that it is not known. */
  readonly lossSeenAt?: string;
  readonly now: number;
}

/**
 * Takes the lock, begins the epoch and writes the record: all of it, or nothing. The state is of that epoch when the run has changed who is
 * active: one that is refused, or fails before, leaves it what it was, and both Regions agree as before.
 */
export function beginHere(tableName: string, own: RegionView, run: Beginning): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  const { request: { mode, automatic }, admission: { epoch, resumed } } = run;
  return [
    takeLock(writes, own, run),
    changeState(writes, run, {
      set: { begunEpoch: wholeNumber(epoch), phase: text(mode) },
      condition: automatic && !resumed ? stillAutomatic(asRead(own)) : asRead(own),
    }),
    resumed ? reopenRecord(writes, run) : writes.put(recordKey(run.request.startedAt, run.request.runId), record(run), ABSENT),
    ...endRecordOf(run.deadRun, tableName, run),
    ...run.takesTrafficAgain ? [setOwnLatch(writes, true, { epoch, now: run.now }, notAfter(epoch))] : [],
  ];
}

/** Takes the lock of the other Region as well. Its epoch stays: its applications go on in it until the run takes over. */
export function beginThere(tableName: string, peer: RegionView, run: Beginning): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  return [takeLock(writes, peer, run), writes.check(STATE_ITEM.state, asRead(peer)), ...endRecordOf(run.deadRunOfPeer, tableName, run)];
}

/** A planned run that did not get the other Region's lock leaves no trace but that its epoch is taken. */
export function takeBack(tableName: string, { request, admission: { epoch }, home, now }: Beginning): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  return [
    writes.remove(STATE_ITEM.lock, heldBy({ runId: request.runId, epoch })),
    changeState(writes, { home, now }, { set: { phase: text(IDLE) } }),
    writes.remove(recordKey(request.startedAt, request.runId), { expression: '#epoch = :ours', values: { ':ours': wholeNumber(epoch) } }),
  ];
}

function takeLock(writes: StateWrites, seen: RegionView, { request, admission: { epoch }, lockSeconds, drill, now }: Beginning): TransactWriteItem {
  return writes.put(STATE_ITEM.lock, {
    runId: text(request.runId),
    epoch: wholeNumber(epoch),
    mode: text(request.mode),
    startedAt: text(request.startedAt),
    acquiredAt: text(timeText(now)),
    expiresAt: text(timeText(now + lockSeconds * 1000)),
    ...(drill === undefined ? {} : { drill: text(drill) }),
    ...(request.byHand ? { byHand: flag(true) } : {}),
  }, asSeen(seen.lock));
}

/** The decider of its Region, which would end its record, finds a dead run by its lock. */
function endRecordOf(dead: RunLock | undefined, tableName: string, { request: { runId }, now }: Beginning): TransactWriteItem[] {
  return dead ? [endDeadRecord(tableName, dead, `run ${runId} took its lock`, now)] : [];
}

/** Whoever disarms while the run begins is heard. */
function stillAutomatic({ expression, values }: Condition): Condition {
  return { expression: `${expression} AND #armed = :armed AND attribute_not_exists(#unacknowledgedRun)`, values: { ...values, ':armed': flag(true) } };
}

function record({ request: { mode, startedAt, actor, reason, automatic }, admission: { epoch }, region, peer, lossSeenAt, now }: Beginning): Values {
  return {
    mode: text(mode),
    target: text(region),
    source: text(peer),
    epoch: wholeNumber(epoch),
    actor: text(actor),
    reason: text(reason),
    automatic: flag(automatic),
    phase: text('begun'),
    outcome: text('running'),
    startedAt: text(startedAt),
    ...(lossSeenAt === undefined ? {} : { lossSeenAt: text(lossSeenAt) }),
    updatedAt: text(timeText(now)),
  };
}

function reopenRecord(writes: StateWrites, { request: { startedAt, runId }, now }: Beginning): TransactWriteItem {
  return writes.update(recordKey(startedAt, runId), {
    set: { outcome: text('running'), updatedAt: text(timeText(now)) },
    remove: ['endedAt', 'failure', 'trafficGivenBack'],
  });
}
