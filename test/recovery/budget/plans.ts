import type { Duration } from 'aws-cdk-lib';
import type { DrTopology, IRecoverable, RecoveryAssumptions } from '../../../src';
import { RunMode } from '../../../src';
import { kindOf } from '../../../src/recovery/actions/action-kinds';
import { composeBudget } from '../../../src/recovery/budget/budget-composition';
import type { BudgetSettings } from '../../../src/recovery/budget/budget-parts';
import type { RecoveryBudget } from '../../../src/recovery/budget/recovery-budget';
import { composePlan } from '../../../src/recovery/plan/plan-composition';
import type { PlanParts } from '../../../src/recovery/plan/plan-parts';

/** What a budget is made of, where a test has nothing to say about it. */
export interface BudgetExample extends Partial<BudgetSettings> {
  readonly topology: DrTopology;
  readonly stores?: IRecoverable[];
  readonly parts?: Partial<PlanParts>;
  readonly mode?: RunMode;
  readonly objective?: Duration;
  readonly assumptions?: RecoveryAssumptions;
}

/** The budget of a run to the standby; of a failback to the home Region. */
export function budgetOf({ topology, stores = [], parts, mode = RunMode.FAILOVER, ...settings }: BudgetExample): RecoveryBudget {
  const target = mode === RunMode.FAILBACK ? topology.primary : topology.secondary;
  const plan = composePlan(topology, {
    recoverables: stores,
    environmentName: topology.environmentName,
    teamSteps: [],
    traffic: { domainName: 'api.example.com', endpointCheck: () => ({}) },
    ...parts,
  }, target, mode);
  return composeBudget({
    plan,
    mode,
    stores,
    startedBy: 'automation',
    datapointsToAlarm: 5,
    recordTtl: 60,
    assumptions: {},
    durationOf: step => kindOf(topology, step.action).duration(step),
    ...settings,
  });
}

/** How long each part typically takes, in seconds, by its id. */
export function lengths(budget: RecoveryBudget, which: 'best' | 'typical' | 'worst' = 'typical'): { [id: string]: number } {
  return Object.fromEntries(budget.lines.map(line => [line.id, line[which].end.toSeconds() - line[which].start.toSeconds()]));
}
