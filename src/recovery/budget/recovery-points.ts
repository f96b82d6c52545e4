import type { RecoveryPoint } from './recovery-point';
import type { IRecoverable, ReplicationSignal } from '../plan/recoverable';

/** The recovery points of stores, a signal each: what alarms watch and what is stated are the same figures. */
export function recoveryPoints(stores: readonly IRecoverable[]): RecoveryPoint[] {
  return stores.flatMap(store => store.replicationSignals().map(signal => pointOf(store, signal)));
}

function pointOf({ recoverableId }: IRecoverable, { id, threshold, metric, publishedIn }: ReplicationSignal): RecoveryPoint {
  return { recoverableId, signalId: id, target: threshold, metric: `${metric.namespace} ${metric.metricName}`, publishedIn };
}
