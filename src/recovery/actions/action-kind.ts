import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { RunErrorName } from '../handlers/run-errors';
import type { RecoveryNames } from '../machinery/recovery-names';
import type { RecoveryStep } from '../plan/recovery-step';
import type { RunMode } from '../plan/run-mode';

/** Where people are told, by literal ARNs. */
export interface RunTopics {
  /** Wakes somebody. */
  readonly pages: string;
  /** Nobody has to look. */
  readonly notes: string;
}

/** What the machine around a step knows. */
export interface MachineContext {
  readonly mode: RunMode;
  /** Of the Region that is activated, in which the machine is. */
  readonly names: RecoveryNames;
  readonly topics: RunTopics;
  /** Of the function that promotes. @default - 5 minutes */
  readonly promoterTimeout?: Duration;
}

/** Stands, as the successor of a state, for whatever comes after the step. */
export const NEXT = 'NEXT';

/** How a step ends that failed. `cause` is text, or a JSONata expression in `{% … %}`. */
export interface StepEnd {
  readonly error: RunErrorName;
  readonly cause: string;
}

/** A rule of a `Choice`: goes on, or ends the step as failed. */
export type ChoiceRule = { readonly Condition: string } & ({ readonly Next: string } | { readonly fails: StepEnd });

/** A state of Amazon States Language, JSONata. Tasks have neither `Retry` nor `Catch`: the rendering adds them, the same for all kinds. */
export interface State {
  readonly Type: 'Task' | 'Choice' | 'Wait' | 'Pass' | 'Parallel';
  readonly Choices?: readonly ChoiceRule[];
  readonly [field: string]: unknown;
}

/**
 * The states of one step. Each is named after the step: `entry` is the id of the step, the others begin with it and a dot. Of several
 * states the first is a `Pass` that puts the time into `since` of its output, and every later one hands `since` on.
 */
export interface StepStates {
  readonly entry: string;
  readonly states: { readonly [name: string]: State };
}

/** How long a step takes, in seconds. */
export interface StepDuration {
  readonly best: number;
  readonly typical: number;
  readonly worst: number;
  /** What the figures rest on: a page, a measurement, or `assumption`. */
  readonly source: string;
}

/** What every kind of action knows about itself. A kind is one file of this folder, and is listed in `action-kinds.ts`. */
export interface ActionKind {
  /** For example `promote-aurora`. */
  readonly kind: string;
  /** How a step of this kind sees that its work is done already. */
  readonly doneWhen: string;
  /** What an operator types to do the same by hand, AWS CLI version 2 with `--region`. */
  readonly commands: (step: RecoveryStep, context: MachineContext) => string[];
  readonly duration: (step: RecoveryStep) => StepDuration;
}

/** A check: reads, changes nothing, is carried out by `readiness-checker` together with all others of the plan. */
export interface CheckKind extends ActionKind {
  /** What the checker may do for it. */
  readonly statements: (step: RecoveryStep, context: MachineContext) => iam.PolicyStatement[];
}

/** A task: states of the machine. */
export interface TaskKind extends ActionKind {
  readonly states: (step: RecoveryStep, context: MachineContext) => StepStates;
  /** What the role of the machine may do for it. */
  readonly statements: (step: RecoveryStep, context: MachineContext) => iam.PolicyStatement[];
  /** The named ends of its calls: caught by name, first. */
  readonly errors: readonly RunErrorName[];
  /** What a time limit that is over is called. @default - `ServiceUnavailable` */
  readonly timedOutAs?: RunErrorName;
  /** What any other end is called. @default - `ServiceUnavailable` when it may pass, `CallFailed` otherwise */
  readonly failedAs?: RunErrorName;
}

/** Whether a kind is states of the machine, and not carried out by the checker. */
export function isTask(kind: CheckKind | TaskKind): kind is TaskKind {
  return 'states' in kind;
}
