import type { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './configuration-error';

/** The milliseconds of a duration that must be known at synthesis and longer than nothing. */
export function requirePositive(scope: IConstruct, prop: string, duration: Duration): number {
  const milliseconds = duration.isUnresolved() ? 0 : duration.toMilliseconds({ integral: false });
  if (milliseconds > 0) {
    return milliseconds;
  }
  return refuse(scope, {
    prop,
    value: duration.isUnresolved() ? 'not known at synthesis' : duration.toString(),
    rule: 'time limits and thresholds are computed from it at synthesis, so it must be known and longer than zero',
    remedy: 'Write a duration such as Duration.seconds(30)',
  });
}

/** The seconds of a duration that Step Functions counts: known at synthesis, and at least one. */
export function requireWholeSeconds(scope: IConstruct, prop: string, duration: Duration): number {
  const seconds = requirePositive(scope, prop, duration) / 1000;
  if (!Number.isInteger(seconds)) {
    refuse(scope, {
      prop,
      value: duration.toString(),
      rule: 'Step Functions counts in whole seconds',
      remedy: `Write Duration.seconds(${Math.ceil(seconds)})`,
    });
  }
  return seconds;
}
