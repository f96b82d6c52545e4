import type { Duration } from 'aws-cdk-lib';
import type { LocalSignal } from './delivery-signals';
import type { HealthSignal, SignalAlarm } from './health-signal';
import type { AlarmingSignal } from './signal-alarm';

/** A signal with what is known of it, whether it is published in a Region of the topology or in us-east-1. */
export interface SignalOfSource {
  readonly sourceId: string;
  readonly signal: LocalSignal;
  /** How errors name it, for example `database-main.healthSignals()[0]`. */
  readonly prop: string;
  /** How errors name its alarm, where a team has changed that. */
  readonly alarmProp?: string;
  /** For replication lag: the time that the metric's value 1 stands for. */
  readonly unit?: Duration;
  /** The threshold in words. Left out where the number says it. */
  readonly limit?: string;
}

/** One that is an alarm. */
export interface AlarmOfSource extends SignalOfSource {
  readonly signal: LocalSignal & { readonly alarm: SignalAlarm };
}

/** A signal of a Region that has passed the rules. */
export interface WatchedSignal extends SignalOfSource {
  readonly signal: HealthSignal;
}

/** A watched signal that is an alarm. */
export interface WatchedAlarm extends WatchedSignal {
  readonly signal: AlarmingSignal;
}

/** The key by which a team finds a signal: the same in both Regions for what is measured alike in both. */
export function keyOf({ sourceId, signal }: SignalOfSource): string {
  return `${sourceId}/${signal.id}`;
}

/** Whether somebody is told of a signal. */
export function hasAlarm<T extends SignalOfSource>(watched: T): watched is T & AlarmOfSource {
  return watched.signal.alarm !== undefined;
}
