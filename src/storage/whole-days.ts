import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** Checks a time that S3 counts in days. */
export function validateDays(scope: Construct, prop: string, duration?: Duration): void {
  if (duration !== undefined && !duration.isUnresolved()) {
    refuseOtherThanWholeDays(scope, prop, duration, 1);
  }
}

/** Refuses a known time that is not in whole days, or below the fewest that S3 takes. */
export function refuseOtherThanWholeDays(scope: Construct, prop: string, duration: Duration, fewest: number): void {
  const days = duration.toDays({ integral: false });
  if (days < fewest || !Number.isInteger(days)) {
    refuse(scope, {
      prop,
      value: duration.toHumanString(),
      rule: `S3 counts lifecycle rules in whole days, at least ${fewest}`,
      remedy: 'Write whole days, for example Duration.days(30)',
    });
  }
}
