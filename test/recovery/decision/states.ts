import type { RegionView, RunLock } from '../../../src/recovery/state/region-view';

export const HOME = 'eu-west-1';
export const STANDBY = 'eu-central-1';
export const NOW = Date.parse('2026-01-31T12:00:00Z');

/** What a Region knows that has seen no run. */
export const UNTOUCHED: RegionView = {
  activeRegion: HOME, epoch: 0, highestEpoch: 0, armed: false, latchClosed: false, latchEpoch: 0, peerLatchClosed: false,
};

/** The ARN of an execution in a Region. */
export function runOf(region: string, name = 'one'): string {
  return `arn:aws:states:${region}:111111111111:execution:machine:${name}`;
}

/** A lock that a run of a Region holds for another minute, or has held until a minute ago. */
export function lockOf(region: string, minutesLeft = 1, epoch = 1): RunLock {
  return { runId: runOf(region), epoch, mode: 'switchover', startedAt: new Date(NOW).toISOString(), expiresAt: NOW + minutesLeft * 60_000, stopSeen: false, awaitsApproval: false, byHand: false };
}
