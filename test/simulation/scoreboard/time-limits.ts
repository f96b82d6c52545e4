import type { App } from 'aws-cdk-lib';
import { STANDBY } from './system';
import { covered } from './timing';
import { FailoverOrchestrator } from '../../../src/recovery';
import type { RecoveryBudget } from '../../../src/recovery/budget/recovery-budget';
import { RunMode } from '../../../src/recovery/plan/run-mode';
import { DrTopology } from '../../../src/topology';

/** What recovery may take, in seconds, by the budget of the app. */
export interface TimeLimits {
  readonly recovery: { readonly typical: number; readonly worst: number };
  /** What is ours of it. */
  readonly own: { readonly typical: number; readonly worst: number };
}

/** What is before the run, what AWS does, and what clients do. */
const NOT_OURS = /^(detection|decision|latch-reading|record-cache|reconnection|promote-)/;

/** Reads the limits out of the budget of an app's forced failover. */
export function timeLimitsOf(app: App): TimeLimits {
  const constructs = app.node.findAll();
  const orchestrator = constructs.find((each): each is FailoverOrchestrator => each instanceof FailoverOrchestrator)!;
  const topology = constructs.find((each): each is DrTopology => each instanceof DrTopology)!;
  const budget = orchestrator.budget(topology.regions.find(({ name }) => name === STANDBY)!, RunMode.FAILOVER);
  return {
    recovery: { typical: budget.typical.toSeconds(), worst: budget.worst.toSeconds() },
    own: { typical: ownSeconds(budget, 'typical'), worst: ownSeconds(budget, 'worst') },
  };
}

function ownSeconds({ lines }: RecoveryBudget, case_: 'typical' | 'worst'): number {
  const spans = lines.filter(({ id }) => !NOT_OURS.test(id))
    .map(line => [line[case_].start.toSeconds({ integral: false }), line[case_].end.toSeconds({ integral: false })] as const);
  return covered(spans, 0, Infinity);
}
