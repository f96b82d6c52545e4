import type { Attributes } from '../handlers/state-item';
import { StateItem } from '../handlers/state-item';

/** Items of the state table of one Region, as DynamoDB returns them. One that is not there is left out. */
export interface RegionItems {
  readonly state?: Attributes;
  readonly latch?: Attributes;
  readonly peerLatch?: Attributes;
  readonly lock?: Attributes;
  readonly drill?: Attributes;
}

/** What one Region knows of recovery. Times are milliseconds. */
export interface RegionView {
  readonly activeRegion: string;
  /** Since which its state is what it is: 0 while no run ever changed anything. */
  readonly epoch: number;
  /** The last that a run of this Region began, whatever became of it. */
  readonly begunEpoch?: number;
  /** The highest that it knows of, its latch and its lock included. A new run has a higher one. */
  readonly highestEpoch: number;
  readonly armed: boolean;
  /** Until when its applications do not write. */
  readonly fencedUntil?: number;
  /** The run that nobody has acknowledged. */
  readonly unacknowledgedRun?: string;
  /** The record of a forced run that cannot say yet until when writes are suspect, by its sort key. */
  readonly suspectRun?: string;
  /** Until when automation does nothing, acknowledged or not. */
  readonly blockedUntil?: number;
  /** Until when automation begins no planned run: one has just ended, and changed nothing. A forced run may be what is left. */
  readonly pausedUntil?: number;
  /** Since when the Region, which is the active one, sees that it does not serve. */
  readonly amissSince?: number;
  readonly latchClosed: boolean;
  /** In which the latch was written last: 0 while nobody ever moved it. */
  readonly latchEpoch: number;
  /** Whether the other Region's latch is closed, as this one was told in its present epoch. */
  readonly peerLatchClosed: boolean;
  readonly lock?: RunLock;
  readonly drill?: DrillNote;
}

/** The lock of a Region: the one run of it. */
export interface RunLock {
  readonly runId: string;
  readonly epoch: number;
  readonly mode: string;
  /** When the execution began: with `runId` the key of its record. */
  readonly startedAt: string;
  /** When the run took it: a run that ended, and is redriven, takes it anew. */
  readonly acquiredAt?: number;
  readonly expiresAt: number;
  /** Whether it was seen that the run was stopped from outside, and automation was blocked for it. */
  readonly stopSeen: boolean;
  /** The drill that the run is a part of, by the ARN of its execution. */
  readonly drill?: string;
  /** Whether the run does nothing but wait for approval. */
  readonly awaitsApproval: boolean;
  /** Whether people take the steps of the run: there is no execution of it. */
  readonly byHand: boolean;
}

export interface DrillNote {
  readonly runId: string;
  readonly startedAt: string;
  readonly endsAt: number;
}

/**
 * What the items say.
 *
 * @param home the name of the home Region, which is active while nobody ever said otherwise
 * @throws StateMalformed for an item that breaks its contract: nothing is decided on a guess
 */
export function regionView({ state, latch, peerLatch, lock, drill }: RegionItems, home: string): RegionView {
  const stateItem = state && new StateItem('state/current', state);
  const latchItem = latch && new StateItem('latch/traffic', latch);
  const peerItem = peerLatch && new StateItem('latch/peer', peerLatch);
  const heldLock = lock && runLock(new StateItem('lock/run', lock));
  const epoch = stateItem?.wholeNumber('epoch') ?? 0;
  const begunEpoch = stateItem?.optionalWholeNumber('begunEpoch');
  const latchEpoch = latchItem?.wholeNumber('epoch') ?? 0;
  return {
    activeRegion: stateItem?.region('activeRegion') ?? home,
    epoch,
    begunEpoch,
    highestEpoch: Math.max(epoch, begunEpoch ?? 0, latchEpoch, heldLock?.epoch ?? 0),
    armed: stateItem?.optionalFlag('armed') ?? false,
    fencedUntil: stateItem?.optionalTime('fencedUntil'),
    unacknowledgedRun: stateItem?.optionalText('unacknowledgedRun'),
    suspectRun: stateItem?.optionalText('suspectRun'),
    blockedUntil: stateItem?.optionalTime('blockedUntil'),
    pausedUntil: stateItem?.optionalTime('pausedUntil'),
    amissSince: stateItem?.optionalTime('amissSince'),
    latchClosed: latchItem?.flag('closed') ?? false,
    latchEpoch,
    // A note of an earlier epoch says nothing: somebody has moved traffic since, and tells no latch of the other Region.
    peerLatchClosed: peerItem !== undefined && peerItem.flag('closed') && peerItem.wholeNumber('epoch') === epoch,
    lock: heldLock,
    drill: drill && drillNote(new StateItem('drill/current', drill)),
  };
}

function runLock(item: StateItem): RunLock {
  return {
    runId: item.text('runId'),
    epoch: item.wholeNumber('epoch'),
    mode: item.text('mode'),
    startedAt: item.text('startedAt'),
    acquiredAt: item.optionalTime('acquiredAt'),
    expiresAt: item.time('expiresAt'),
    stopSeen: item.optionalFlag('stopSeen') ?? false,
    drill: item.optionalText('drill'),
    awaitsApproval: item.optionalFlag('awaitsApproval') ?? false,
    byHand: item.optionalFlag('byHand') ?? false,
  };
}

/** Whoever announces a drill by hand writes `endsAt` only. */
function drillNote(item: StateItem): DrillNote {
  return { runId: item.optionalText('runId') ?? '', startedAt: item.optionalText('startedAt') ?? '', endsAt: item.time('endsAt') };
}

/** Whether automation of a Region may not act: a run was not acknowledged, or ended too short a time ago. */
export function isBlocked({ unacknowledgedRun, blockedUntil = 0 }: RegionView, now: number): boolean {
  return unacknowledgedRun !== undefined || now < blockedUntil;
}

/**
 * Whether a lock is that of a run that people do by hand. Step Functions knows nothing of it, which says nothing: it goes on until its lock
 * expires. Behind that it is dead like any other.
 */
export function isDoneByHand({ byHand, expiresAt }: RunLock, now: number): boolean {
  return byHand && expiresAt >= now;
}

/** Whether a lock is that of a run. */
export function holdsLock(lock: RunLock | undefined, run: { readonly runId: string; readonly epoch: number }): boolean {
  return lock !== undefined && lock.runId === run.runId && lock.epoch === run.epoch;
}

/**
 * A time as the items hold it: whole seconds, as `date -u` of an operator's shell writes it, so that DynamoDB compares them as texts.
 */
export function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
