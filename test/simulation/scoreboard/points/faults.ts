import type { Trial } from '../trial';
import { ALLOWED_AND_REDRIVEN, DENIED_FOR_GOOD, faultOfCalls } from './faults/call-faults';
import {
  ASSERTED, ASYMMETRIC_PARTITION, BLACK_HOLED, CLOCK_JUMP, CONTROL_PLANES_BLACK_HOLED, DUPLICATE_EVENTS, FULL_PARTITION, LESS_THAN_A_REGION,
  LOST_EVENTS, OLD_REGION_RETURNS, PROMOTION, SECONDARY_LOST_WHILE_ACTIVE, STANDBY_BACKED_UP, STATE_TABLE_UNAVAILABLE,
} from './faults/world-faults';

/** The fault modes that recovery answers for, by the names that people know them by. */
export const FAULT_MODES: { readonly [mode: string]: readonly Trial[] } = {
  'time-out': faultOfCalls('timeout'),
  'throttle': faultOfCalls('throttle'),
  '5xx': faultOfCalls('server-error'),
  'access denied': [...faultOfCalls('access-denied'), ALLOWED_AND_REDRIVEN, ...DENIED_FOR_GOOD],
  'stale read': faultOfCalls('stale-read'),
  'success-but-time-out': faultOfCalls('answered-late'),
  'partial list': faultOfCalls('partial-list'),
  'call made twice': faultOfCalls('made-twice'),
  'function dead before its call': faultOfCalls('killed-before'),
  'function dead after its call': faultOfCalls('killed-after'),
  'primary Region black-holed': BLACK_HOLED,
  'us-east-1 control planes black-holed': CONTROL_PLANES_BLACK_HOLED,
  'state table unavailable': STATE_TABLE_UNAVAILABLE,
  'asymmetric partition': ASYMMETRIC_PARTITION,
  'full partition': FULL_PARTITION,
  'clock jump': CLOCK_JUMP,
  'duplicate events': DUPLICATE_EVENTS,
  'lost events': LOST_EVENTS,
  'old Region returns in the middle': OLD_REGION_RETURNS,
  'secondary lost while active': SECONDARY_LOST_WHILE_ACTIVE,
  'promotion slow or stuck': PROMOTION,
  'the standby is backed up': STANDBY_BACKED_UP,
  'active Region asserted': ASSERTED,
  'less than a Region': LESS_THAN_A_REGION,
};

/** Fault modes, each with schedules of its own. */
export function faultModes(): Trial[] {
  return Object.entries(FAULT_MODES).flatMap(([mode, trials]) => trials.map(trial => ({ ...trial, name: `${mode}: ${trial.name}` })));
}
