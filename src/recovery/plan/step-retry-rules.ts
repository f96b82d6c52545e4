import type { IConstruct } from 'constructs';
import type { StepRetry } from './step-retry';
import { refuse } from '../../topology/configuration-error';
import { requireWholeSeconds } from '../../topology/duration-rules';

/** What Amazon States Language takes: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const MAX_ATTEMPTS = 10;

/** Refuses a policy by which a step could not be tried again. */
export function validateRetry(scope: IConstruct, prop: string, retry?: StepRetry): void {
  if (retry === undefined) {
    return;
  }
  const { maxAttempts, interval, backoffRate, maxDelay } = retry;
  requireNumber(scope, `${prop}.retry.maxAttempts`, maxAttempts, Number.isInteger(maxAttempts) && maxAttempts >= 0 && maxAttempts <= MAX_ATTEMPTS,
    `a whole number of 1 to ${MAX_ATTEMPTS}`, 'Write for example 3, or use StepRetry.never()');
  requireNumber(scope, `${prop}.retry.backoffRate`, backoffRate, backoffRate >= 1, 'a number of at least 1', 'Write for example 2');
  const shortest = requireWholeSeconds(scope, `${prop}.retry.interval`, interval);
  if (requireWholeSeconds(scope, `${prop}.retry.maxDelay`, maxDelay) <= shortest) {
    refuse(scope, {
      prop: `${prop}.retry.maxDelay`,
      value: maxDelay.toString(),
      rule: `Step Functions takes only a longest wait above the first one, here ${interval}`,
      remedy: `Write more than ${interval}`,
    });
  }
}

function requireNumber(scope: IConstruct, prop: string, value: number, isRight: boolean, rule: string, remedy: string): void {
  if (!isRight) {
    refuse(scope, { prop, value: String(value), rule: `it must be ${rule}`, remedy });
  }
}
