import type { Figure, Sourced } from './sourced';

const API = 'https://docs.aws.amazon.com/step-functions/latest/apireference';
const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';

export const STEP_FUNCTIONS = {
  'start-same': { says: 'StartExecution with name and input of an execution that runs answers that one', source: `${API}/API_StartExecution.html` },
  'start-other-input': { says: 'with another input it is ExecutionAlreadyExists', source: `${API}/API_StartExecution.html` },
  'start-ended': { says: 'the name of an execution that has ended is ExecutionAlreadyExists for 90 days', source: `${API}/API_StartExecution.html` },
  'start-unknown': { says: 'an unknown machine is StateMachineDoesNotExist', source: `${API}/API_StartExecution.html` },
  'describe-unknown': { says: 'an unknown execution is ExecutionDoesNotExist', source: `${API}/API_DescribeExecution.html` },
  'lambda-errors': { says: 'a task of a function fails under the name of the error that the function threw', source: `${GUIDE}/concepts-error-handling.html` },
  'lambda-timeout': { says: 'a function that took too long is Sandbox.Timedout', source: `${GUIDE}/concepts-error-handling.html` },
  'sync-output': { says: 'startExecution.sync:2 answers the output of the child as JSON', source: `${GUIDE}/connect-stepfunctions.html` },
  'sync-failed': { says: 'a child that did not succeed is States.TaskFailed', source: `${GUIDE}/connect-stepfunctions.html` },
  'sync-stop': { says: 'a parent that is stopped stops the child, as far as it can', source: `${GUIDE}/connect-to-resource.html` },
  'token-once': { says: 'a token that is given back twice, or too late, is TaskTimedOut', source: `${API}/API_SendTaskSuccess.html` },
  'metrics': {
    says: 'ExecutionsFailed, ExecutionsTimedOut and ExecutionsAborted count ends of a machine, of redriven executions under names with Redriven before them',
    source: `${GUIDE}/procedure-cw-metrics.html`,
  },
  'regional': { says: 'executions of a Region that is lost stand still, and go on where they were when it is back', assumed: 'none: nobody switches a Region off' },
} satisfies { [id: string]: Sourced };

export type StepFunctionsBehaviour = keyof typeof STEP_FUNCTIONS;

export const STEP_FUNCTIONS_FIGURES = {
  metricSeconds: { says: 'how long after its end an execution is counted in CloudWatch: seconds', assumed: 'fail an execution, poll its metrics', range: [5, 60] },
  transitionMilliseconds: { says: 'from one state to the next: milliseconds', assumed: 'the times of an execution\'s history', range: [15, 45] },
} satisfies { [id: string]: Figure };
