import { Duration } from 'aws-cdk-lib';
import type { State } from '../actions/action-kind';
import { OF_LAMBDA, passingOf, TIME_OVER } from '../actions/passing-errors';
import { StepRetry } from '../plan/step-retry';

/**
 * Tries again what failed for a reason that may pass, and nothing else.
 *
 * @param hasTimeLeft whether the time limit of one attempt leaves time for another
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export function retriesOf(task: State, retry: StepRetry = StepRetry.backoff(), hasTimeLeft = false): { Retry?: object[] } {
  return retryOn([...passingOf(task), ...hasTimeLeft ? [TIME_OVER] : []], retry);
}

/**
 * For a call that ends by throwing what the run failed with, which may be `ServiceUnavailable` itself. More patient than others: it is the
 * last one, and nobody waits for it.
 */
export function retriesOfTheEnd(): { Retry?: object[] } {
  return retryOn([...OF_LAMBDA, TIME_OVER], StepRetry.backoff({ maxAttempts: 6, interval: Duration.seconds(2), maxDelay: Duration.seconds(30) }));
}

function retryOn(errors: readonly string[], { maxAttempts, interval, maxDelay, backoffRate }: StepRetry): { Retry?: object[] } {
  return maxAttempts === 0 ? {} : {
    Retry: [{
      ErrorEquals: [...errors],
      IntervalSeconds: interval.toSeconds(),
      MaxAttempts: maxAttempts,
      BackoffRate: backoffRate,
      MaxDelaySeconds: maxDelay.toSeconds(),
      JitterStrategy: 'FULL',
    }],
  };
}
