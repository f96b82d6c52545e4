import type * as iam from 'aws-cdk-lib/aws-iam';
import type { MachineContext, StepStates } from './action-kind';
import { functionTask, mayCall, RUN_REFERENCE } from './function-task';
import { poll } from './polling';
import { secondsOf } from './seconds';
import type { RunErrorName } from '../handlers/run-errors';
import type { CheckKindName } from '../plan/plan-kinds';
import type { RecoveryStep } from '../plan/recovery-step';

/** One call of the checker: a service that does not answer is asked again. */
const CALL_SECONDS = 15;

/** Takes one check again and again until it holds, and ends as `late` when the time of the step is over. */
export function askChecker(step: RecoveryStep, context: MachineContext, kind: CheckKindName, late: RunErrorName): StepStates {
  const { id, action, runsIn, onFailure } = step;
  return poll(step, {
    ask: {
      ...functionTask(context, 'readiness-checker', {
        mode: context.mode,
        ...RUN_REFERENCE,
        awaitedSince: '{% $states.input.since %}',
        checks: [{ id, kind, region: runsIn.name, parameters: action.parameters, onFailure }],
      }),
      TimeoutSeconds: Math.min(secondsOf(step.timeout), CALL_SECONDS),
    },
    answer: '$states.result.Payload.findings[0]',
    done: '$states.input.answer.ok = true',
    late: { error: late, cause: '{% $string($states.input.answer.detail) %}' },
  });
}

/** Lets the machine ask. What the checker looks at, it may look at for the checks of the plan. */
export function mayAsk(context: MachineContext): iam.PolicyStatement {
  return mayCall(context, 'readiness-checker');
}
