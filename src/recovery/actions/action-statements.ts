import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { MachineContext } from './action-kind';
import { isTask } from './action-kind';
import { kindOf } from './action-kinds';
import type { RecoveryStep } from '../plan/recovery-step';

/** What steps take, by whose role. */
export interface StepStatements {
  readonly machine: iam.PolicyStatement[];
  readonly checker: iam.PolicyStatement[];
}

/** What the machine, and the function that takes the checks, may do for steps. */
export function statementsOf(scope: IConstruct, steps: readonly RecoveryStep[], context: MachineContext): StepStatements {
  const known = steps.map(step => ({ step, kind: kindOf(scope, step.action) }));
  const of = (tasks: boolean) => known.filter(({ kind }) => isTask(kind) === tasks).flatMap(({ step, kind }) => kind.statements(step, context));
  return { machine: of(true), checker: of(false) };
}
