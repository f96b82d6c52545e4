import type { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AlertSeverity } from './alert-severity';
import { DashboardSection } from './dashboard-section';
import { requireLiteralDimensions } from './signal-rules';
import type { WatchedSignal } from './watched-signal';
import type { IRecoverable, ReplicationSignal } from '../recovery';
import { requirePositive } from '../topology/duration-rules';

/** The replication signals of a store as signals with an alarm: a lag above the store's objective. */
export function replicationSignalsOf(scope: IConstruct, store: IRecoverable): WatchedSignal[] {
  return store.replicationSignals().map((signal, index) => {
    const watched = lagSignal(scope, store.recoverableId, signal, `${store.recoverableId}.replicationSignals()[${index}]`);
    requireLiteralDimensions(scope, watched);
    return watched;
  });
}

/** A Region that is lost while its lag is above the objective costs more data than the objective allows: that is critical. */
function lagSignal(scope: IConstruct, sourceId: string, signal: ReplicationSignal, prop: string): WatchedSignal {
  const { id, description, publishedIn, metric, unit, threshold, evaluationPeriods, treatMissingData } = signal;
  const value = requirePositive(scope, `${prop}.threshold`, threshold) / requirePositive(scope, `${prop}.unit`, unit);
  return {
    sourceId,
    prop,
    unit,
    limit: threshold.toHumanString(),
    signal: {
      id,
      description,
      publishedIn,
      metric,
      section: DashboardSection.REPLICATION,
      // Without the Region, so that both Regions' share a row.
      graph: `Lag in ${unitName(unit)}`,
      axisLabel: unitName(unit),
      alarm: { threshold: value, evaluationPeriods, treatMissingData, severity: AlertSeverity.CRITICAL },
    },
  };
}

function unitName(unit: Duration): string {
  const milliseconds = unit.toMilliseconds({ integral: false });
  return { 1: 'ms', 1000: 's', 60_000: 'min' }[milliseconds] ?? `x ${milliseconds} ms`;
}
