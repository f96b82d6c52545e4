import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { WatchedSignal } from './watched-signal';
import type { IRecoverable, ReplicationSignal } from '../recovery';
import { requirePositive } from '../recovery/duration-rules';
import { requireIdentifier, requireUnique } from '../recovery/identifier-rules';
import type { DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';
import { inRegion } from '../topology/per-region';

/** Collects the replication signals of stores. Refuses what could not be watched in the Region that publishes it. */
export function collectSignals(scope: IConstruct, topology: DrTopology, recoverables: readonly IRecoverable[]): WatchedSignal[] {
  return recoverables.flatMap(store => {
    const signals = store.replicationSignals().map((signal, index) => ({ signal, prop: `${store.recoverableId}.replicationSignals()[${index}]` }));
    requireUnique(scope, signals.map(({ signal, prop }) => ({ prop: `${prop}.id`, id: signal.id })));
    return signals.map(({ signal, prop }) => ({
      recoverableId: store.recoverableId,
      signal,
      threshold: validateSignal(scope, topology, prop, signal),
    }));
  });
}

/** Returns the threshold in the unit of the metric. */
function validateSignal(scope: IConstruct, topology: DrTopology, prop: string, signal: ReplicationSignal): number {
  requireIdentifier(scope, `${prop}.id`, signal.id);
  inRegion(scope, new Map(topology.regions.map(region => [region, signal])), signal.publishedIn, `${prop}.publishedIn`);
  requireSameRegion(scope, prop, signal);
  requireLiteralDimensions(scope, prop, signal);
  requirePeriods(scope, prop, signal);
  return requirePositive(scope, `${prop}.threshold`, signal.threshold) / requirePositive(scope, `${prop}.unit`, signal.unit);
}

function requireSameRegion(scope: IConstruct, prop: string, signal: ReplicationSignal): void {
  const { region } = signal.metric;
  if (differs(region, signal.publishedIn.name)) {
    refuse(scope, {
      prop: `${prop}.metric.region`,
      value: `"${region}"`,
      rule: `an alarm in ${signal.publishedIn.name}, where the signal says that the metric is published, cannot see another Region's metrics`,
      remedy: 'Correct "publishedIn", or leave the Region out of the metric',
    });
  }
}

/** The dashboards of both Regions name the metric, and no value of one Region's stack may stand in the other's template. */
function requireLiteralDimensions(scope: IConstruct, prop: string, signal: ReplicationSignal): void {
  for (const [name, value] of Object.entries(signal.metric.dimensions ?? {})) {
    if (Token.isUnresolved(value)) {
      refuse(scope, {
        prop: `${prop}.metric.dimensions.${name}`,
        value: 'not known at synthesis',
        rule: 'the dashboards of both Regions name the metric, and what crosses a Region must be a name known at synthesis',
        remedy: 'Give the resource a physical name and use it as the dimension\'s value',
      });
    }
  }
}

function requirePeriods(scope: IConstruct, prop: string, signal: ReplicationSignal): void {
  if (!Number.isInteger(signal.evaluationPeriods) || signal.evaluationPeriods < 1) {
    refuse(scope, {
      prop: `${prop}.evaluationPeriods`,
      value: String(signal.evaluationPeriods),
      rule: 'an alarm looks at a whole number of periods, at least 1',
      remedy: 'Write 2 to ride out a single late data point',
    });
  }
}
