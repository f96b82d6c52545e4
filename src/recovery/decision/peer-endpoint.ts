import type { PeerEndpoint } from './observation';
import type { AlarmTerm } from '../../monitoring/alarm-term';
import { isTrue } from '../../monitoring/alarm-term';

/** An alarm, as CloudWatch tells it. */
export interface AlarmSeen {
  readonly AlarmName?: string;
  readonly StateValue?: string;
}

/** Which alarms tell of the other Region. */
export interface DecisionAlarms {
  readonly decisionAlarmName: string;
  readonly bothFail?: AlarmTerm;
}

/**
 * What the alarms of a Region say of the other one. The decision alarm is `OK` for two reasons: the other Region works, or this one is as ill.
 * Which of both it is only the alarms below it tell. They are ahead of it for a moment: where this Region is fit, its word is waited for.
 */
export function peerEndpoint(alarms: readonly AlarmSeen[], { decisionAlarmName, bothFail }: DecisionAlarms): PeerEndpoint {
  const decision = alarms.find(({ AlarmName }) => AlarmName === decisionAlarmName)?.StateValue;
  if (decision === 'ALARM') {
    return 'lost';
  }
  const inAlarm = alarms.flatMap(({ AlarmName, StateValue }) => StateValue === 'ALARM' && AlarmName !== undefined ? [AlarmName] : []);
  if (bothFail !== undefined && isTrue(bothFail, inAlarm)) {
    return 'both-fail';
  }
  return decision === 'OK' ? 'works' : 'unknown';
}

/** Whether the other Region fails, whatever this one is itself. */
export function peerFails(seen: PeerEndpoint): boolean {
  return seen === 'lost' || seen === 'both-fail';
}
