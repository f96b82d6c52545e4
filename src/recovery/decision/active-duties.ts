import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { STATE_ITEM } from '../regional-state/state-kinds';
import type { StateSettings } from '../state/keeper-settings';
import { noteLatchOfPeer, tellPeer } from '../state/peer-news';
import type { RegionView } from '../state/region-view';
import { asSeen, before, notAfter } from '../state/state-conditions';
import { StateWrites } from '../state/state-writes';
import { endSuspectWrites } from '../state/suspect-writes';
import { setOwnLatch } from '../state/traffic-return';

/** What the active Region sees of its own state. */
export interface OwnState {
  readonly own: RegionView;
  /** Whether the run that holds the lock has ended, and left it. */
  readonly ended: boolean;
  readonly now: number;
}

/** What it sees of both. */
export interface BothStates extends OwnState {
  readonly peer: RegionView;
}

/** What the active Region sets right: one transaction in one Region. */
export interface Duty {
  readonly what: 'close-latch' | 'tell-peer' | 'end-suspects' | 'note-latch' | 'open-latch-of-peer' | 'open-reverse-latch';
  /** Whose table is written. */
  readonly region: string;
  readonly writes: TransactWriteItem[];
  /** Whether it must be seen first that the latch of the other Region is open to Route 53, too. */
  readonly afterLatchOfPeer?: boolean;
}

/**
 * What a run to the standby left undone in its own Region, where it died, or was stopped, after it had made the Region the active one: the
 * traffic follows. Nothing of the other Region is asked for it. A latch that was written in this epoch or later is left alone: the run did
 * that, or somebody by hand.
 */
export function ownDuties(seen: OwnState, { region, home, tables }: StateSettings): Duty[] {
  const { own: { activeRegion, latchClosed, latchEpoch, epoch, lock }, now } = seen;
  if (region === home || activeRegion !== region || isHeld(seen) || latchClosed || latchEpoch >= epoch) {
    return [];
  }
  const writes = new StateWrites(tables[region]);
  return [{
    what: 'close-latch',
    region,
    writes: [setOwnLatch(writes, true, { epoch, now }, before(epoch)), writes.check(STATE_ITEM.lock, asSeen(lock))],
  }];
}

/** Whether a run may be under way. */
function isHeld({ own: { lock }, ended, now }: OwnState): boolean {
  return lock !== undefined && lock.expiresAt >= now && !ended;
}

/**
 * Whether the other Region knows better: it says otherwise in a later epoch, or a run of it is under way in one. That one was begun there
 * says nothing: the run may have been refused.
 */
function knowsBetter({ own: { activeRegion, epoch }, peer, now }: BothStates): boolean {
  const mayRun = peer.lock !== undefined && peer.lock.expiresAt >= now && peer.lock.epoch > epoch;
  return mayRun || (peer.activeRegion !== activeRegion && peer.epoch > epoch);
}

/**
 * What a run could not do in a Region that was lost, done by the Region that is active since, when the other one answers again: it is told
 * who is active, and a latch that it still holds closed is opened. Then the home Region opens its reverse latch, which was closed because
 * the other one could not be opened: as long as it is closed, the standby could not take over. And when the other one knows, the record of the
 * forced run can say until when writes are suspect.
 *
 * Nothing while somebody knows better: the other Region, or a run under way in this one.
 */
export function activeDuties(seen: BothStates, { region, peer: peerName, home, tables }: StateSettings): Duty[] {
  const { own, peer, now } = seen;
  const { epoch, latchClosed } = own;
  if (own.activeRegion !== region) {
    // Overtaken by a run of the other Region, which knows it, before anybody here saw that it was told.
    return endSuspects(own, now, tables[region], { region, home });
  }
  if (isHeld(seen) || knowsBetter(seen)) {
    return [];
  }
  const isTold = peer.activeRegion === region && peer.epoch >= epoch;
  const { unacknowledgedRun: runId, blockedUntil: until = now } = own;
  const block = runId === undefined ? undefined : { runId, until };
  return [
    ...isTold ? [] : [{
      what: 'tell-peer' as const,
      region: peerName,
      writes: tellPeer(tables[peerName], { activeRegion: region, epoch, home, latchClosed, block, now }),
    }],
    ...isTold ? endSuspects(own, now, tables[region], { region, home }) : [],
    ...isTold && peer.peerLatchClosed !== latchClosed ? [{
      what: 'note-latch' as const, region: peerName, writes: [noteLatchOfPeer(tables[peerName], { closed: latchClosed, epoch: peer.epoch, now })],
    }] : [],
    ...peer.latchClosed && peer.latchEpoch < epoch ? [openLatchOfPeer(tables[peerName], peerName, own, now)] : [],
    ...isTold && !peer.latchClosed && latchClosed && region === home ? [openReverseLatch(tables[region], region, own, now)] : [],
  ];
}

function endSuspects({ suspectRun }: RegionView, now: number, tableName: string, { region, home }: { region: string; home: string }): Duty[] {
  return suspectRun === undefined ? [] : [{ what: 'end-suspects', region, writes: endSuspectWrites(tableName, suspectRun, now, { home, now }) }];
}

/** Only what an earlier epoch closed: of this one, somebody closed it by hand; of a later one, a run did that failed, and says so. */
function openLatchOfPeer(tableName: string, region: string, { epoch }: RegionView, now: number): Duty {
  return { what: 'open-latch-of-peer', region, writes: [setOwnLatch(new StateWrites(tableName), false, { epoch, now }, before(epoch))] };
}

function openReverseLatch(tableName: string, region: string, { epoch, lock }: RegionView, now: number): Duty {
  const writes = new StateWrites(tableName);
  return {
    what: 'open-reverse-latch',
    region,
    writes: [setOwnLatch(writes, false, { epoch, now }, notAfter(epoch)), writes.check(STATE_ITEM.lock, asSeen(lock))],
    afterLatchOfPeer: true,
  };
}
