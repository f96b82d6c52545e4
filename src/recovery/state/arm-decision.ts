import type { RunRefusal } from './begin-decision';
import { blockedDetail } from './begin-decision';
import type { RegionView } from './region-view';
import { isBlocked } from './region-view';

/** An alarm as CloudWatch describes it. */
export interface SignalState {
  readonly alarmName: string;
  /** Absent where there is no such alarm. */
  readonly state?: string;
}

/** What decides whether a Region may be armed. */
export interface ArmQuestion {
  readonly region: string;
  readonly home: string;
  readonly own: RegionView;
  /** Of the other Region, where it answers. */
  readonly peer?: RegionView;
  readonly signals: readonly SignalState[];
  readonly now: number;
}

/**
 * Why a Region may not be armed. Which Region is active does not matter: both can be armed, and the one that stands by acts.
 */
export function refuseArming({ region, home, own, peer, signals, now }: ArmQuestion): RunRefusal | undefined {
  // INSUFFICIENT_DATA as well: a signal that never had data would never fire, or would at its first.
  const unwell = signals.filter(({ state }) => state !== 'OK').map(({ alarmName, state = 'not there' }) => `${alarmName} is ${state}`);
  if (signals.length === 0 || unwell.length > 0) {
    return { refusal: 'SignalNeverHealthy', detail: unwell.join(', ') || `no alarm decides for ${region}` };
  }
  if (isBlocked(own, now)) {
    return { refusal: 'Blocked', detail: blockedDetail(own) };
  }
  const reverseLatch = region === home ? own.latchClosed : peer?.latchClosed ?? own.peerLatchClosed;
  return reverseLatch
    ? { refusal: 'ReverseLatchClosed', detail: `the latch of ${home} is closed: the standby could not take the traffic` }
    : undefined;
}
