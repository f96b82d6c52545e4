import type { DrRegion, DrTopology } from '../../../topology';
import type { StepDuration } from '../../actions/action-kind';
import type { RecoveryBudget } from '../../budget/recovery-budget';
import type { RecoveryNames } from '../../machinery/recovery-names';
import type { RecoveryPlan } from '../../plan/plan';
import type { RecoveryStep } from '../../plan/recovery-step';
import type { RunMode } from '../../plan/run-mode';

/** What a runbook is rendered from. */
export interface RunbookInput {
  readonly topology: DrTopology;
  readonly plan: (target: DrRegion, mode: RunMode) => Pick<RecoveryPlan, 'target' | 'source' | 'phases'>;
  readonly budget: (target: DrRegion, mode: RunMode) => RecoveryBudget;
  /** How long a step of a run takes, in seconds: also of one that no budget counts, because clients are served by then. */
  readonly durationOf: (step: RecoveryStep, mode: RunMode) => Pick<StepDuration, 'typical' | 'worst'>;
  /** What an operator types to take a step of a forced run to a Region by hand. */
  readonly commandsOf: (step: RecoveryStep, target: DrRegion) => readonly string[];
  /** How a step sees that its work is done. */
  readonly doneWhen: (step: RecoveryStep) => string;
  /** Of what recovery has in a Region. */
  readonly names: (region: DrRegion) => RecoveryNames;
  /** The alarm in which a Region concludes that the other one is lost. Nothing where nothing is detected. */
  readonly decisionAlarmName: (region: DrRegion) => string | undefined;
}
