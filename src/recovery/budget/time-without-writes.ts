import type { Duration } from 'aws-cdk-lib';

/**
 * For how long clients of a planned run cannot write: from the step that fences the Region which is left, until nobody is led there any longer.
 * What reaches either Region in between is refused, and may be sent again.
 */
export interface TimeWithoutWrites {
  /** When everything goes well. */
  readonly best: Duration;
  /** What to expect. */
  readonly typical: Duration;
  /** When everything takes as long as it has been seen to. */
  readonly worst: Duration;
}
