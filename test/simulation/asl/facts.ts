import type { Sourced } from '../behaviours/sourced';

const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';
const SPEC = 'https://states-language.net/spec.html';
const ERRORS = `${GUIDE}/concepts-error-handling.html`;
const REDRIVE = `${GUIDE}/redrive-executions.html`;
const TRANSFORM = `${GUIDE}/transforming-data.html`;
const VARIABLES = `${GUIDE}/workflow-variables.html`;
const CONTEXT = `${GUIDE}/input-output-contextobject.html`;

/** What Step Functions does with a definition, each with the page that says so, or marked as a reading of ours. */
export const ASL_FACTS = {
  'unknown-field': { says: 'a field that this interpreter does not carry out is refused', source: SPEC },
  'pass-output': { says: 'without Output a Pass gives its input on', source: TRANSFORM },
  'task-output': { says: 'without Output a Task gives its result on', source: TRANSFORM },
  'no-undefined': { says: 'an expression without a result is States.QueryEvaluationError', source: TRANSFORM },
  'assign-after': { says: 'Assign and Output see the variables as they were when the state was entered', source: VARIABLES },
  'scope-inner': { says: 'a branch reads the variables around it, and its own are not seen outside', source: VARIABLES },
  'scope-shadow': { says: 'a branch cannot assign a variable that is assigned around it', source: VARIABLES },
  'choice-rule': { says: 'the first choice whose Condition is true is taken, with its own Assign and Output', source: `${GUIDE}/state-choice.html` },
  'choice-none': { says: 'no choice and no Default is States.NoChoiceMatched', source: ERRORS },
  'wait': { says: 'Wait waits for seconds or until a time, which may be an expression', source: `${GUIDE}/state-wait.html` },
  'retry-times': { says: 'the delay grows by BackoffRate from IntervalSeconds, at most to MaxDelaySeconds, for MaxAttempts', source: ERRORS },
  'retry-jitter': { says: 'full jitter draws the delay between 0 and what it would be', source: ERRORS },
  'retry-each': { says: 'each retrier counts its own attempts', source: SPEC },
  'catch-order': { says: 'the first catcher that names the error is taken, after the retries', source: ERRORS },
  'catch-output': { says: 'a catcher sees $states.errorOutput, and without Output gives it on', source: TRANSFORM },
  'all-not-runtime': { says: 'States.ALL does not match States.Runtime or States.DataLimitExceeded', source: ERRORS },
  'task-failed': { says: 'States.TaskFailed matches every error of a task but States.Timeout', source: ERRORS },
  'task-timeout': { says: 'a task that does not answer within TimeoutSeconds fails with States.Timeout', source: ERRORS },
  'machine-timeout': { says: 'an execution that does not end within TimeoutSeconds of the definition is TIMED_OUT, and nothing catches it', source: SPEC },
  'parallel-interleaved': { says: 'branches run side by side, and the result is the list of their outputs', source: `${GUIDE}/state-parallel.html` },
  'parallel-stops': { says: 'a branch that fails stops the others, and fails the Parallel', source: `${GUIDE}/state-parallel.html` },
  'map-inline': { says: 'Map runs its processor for each item, at most MaxConcurrency at a time, and keeps the order', source: `${GUIDE}/state-map-inline.html` },
  'token': { says: 'a task with .waitForTaskToken is over when its token is given back', source: `${GUIDE}/connect-to-resource.html` },
  'token-timeout': { says: 'a token that is not given back in time is States.Timeout, and is not known afterwards', source: `${GUIDE}/connect-to-resource.html` },
  'context': { says: 'the context object names execution, state, state machine and redrives', source: CONTEXT },
  'context-redrives': { says: 'RedriveCount is 0 before the first redrive', assumed: 'start an execution, read the context object before a redrive' },
  'clock': { says: '$now and $millis tell the time at which the expression is evaluated', source: TRANSFORM },
  'fail': { says: 'Fail ends the execution with its error and cause', source: `${GUIDE}/state-fail.html` },
  'abort': { says: 'an execution that is stopped is ABORTED, and what it asked of a service goes on', assumed: 'stop an execution while its function sleeps, read the log of the function' },
  'redrive-state': { says: 'a redrive runs the unsuccessful state again with the same input and the variables as they are', source: REDRIVE },
  'redrive-parallel': { says: 'a redrive goes on in the branches that did not succeed, and keeps the results of the others', source: REDRIVE },
  'redrive-succeeded': { says: 'an execution that succeeded cannot be redriven', source: REDRIVE },
  'redrive-timeout': { says: 'a redrive starts the time-out of the execution anew', source: REDRIVE },
  'redrive-retries': { says: 'a redrive starts the count of retries anew', source: REDRIVE },
} satisfies { [id: string]: Sourced };

export type AslFact = keyof typeof ASL_FACTS;
