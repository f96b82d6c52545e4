import type { Duration } from 'aws-cdk-lib';

/** Whole seconds, at least one, as a state takes them. */
export function secondsOf(duration: Duration): number {
  return Math.max(1, Math.floor(duration.toSeconds({ integral: false })));
}
