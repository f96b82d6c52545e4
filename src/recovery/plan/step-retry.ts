import { Duration } from 'aws-cdk-lib';

/** How often and how fast a step is tried again. */
export interface StepBackoff {
  /** How often the call is made again, 1 to 10. @default 3 */
  readonly maxAttempts?: number;
  /** How long to wait before the first of them, whole seconds. @default - 1 second */
  readonly interval?: Duration;
  /** By what each wait is longer than the one before it, at least 1. @default 2 */
  readonly backoffRate?: number;
  /** How long to wait at most, whole seconds, more than `interval`. @default - 5 seconds */
  readonly maxDelay?: Duration;
}

/**
 * Whether a step is tried again when its call fails for a reason that may pass: a throttle, a time-out, an error of the service itself.
 * Whatever else goes wrong is never tried again. Every wait is shortened by chance, so that runs that fail together do not return together.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export class StepRetry {
  /**
   * Tries again after waits that grow.
   *
   * @param backoff how often and how fast
   */
  public static backoff(backoff: StepBackoff = {}): StepRetry {
    return new StepRetry(backoff.maxAttempts ?? 3, backoff);
  }

  /** Does not try again, for a call that must not be made twice. */
  public static never(): StepRetry {
    return new StepRetry(0, {});
  }

  /** How often the call is made again. 0: not at all. */
  public readonly maxAttempts: number;
  /** How long to wait before the first of them. */
  public readonly interval: Duration;
  /** By what each wait is longer than the one before it. */
  public readonly backoffRate: number;
  /** How long to wait at most. */
  public readonly maxDelay: Duration;

  private constructor(maxAttempts: number, { interval, backoffRate, maxDelay }: StepBackoff) {
    this.maxAttempts = maxAttempts;
    this.interval = interval ?? Duration.seconds(1);
    this.backoffRate = backoffRate ?? 2;
    this.maxDelay = maxDelay ?? Duration.seconds(5);
  }
}
