import { Token } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** How AWS Backup counts a time. */
interface TimeUnit {
  readonly name: string;
  /** How many of it a duration is. */
  of(duration: Duration): number;
}

export const DAYS: TimeUnit = { name: 'days', of: duration => duration.toDays({ integral: false }) };
export const HOURS: TimeUnit = { name: 'hours', of: duration => duration.toHours({ integral: false }) };
export const MINUTES: TimeUnit = { name: 'minutes', of: duration => duration.toMinutes({ integral: false }) };

/** Which times AWS Backup takes. */
export interface TimeLimits {
  readonly unit: TimeUnit;
  readonly lowest: number;
  readonly highest: number;
}

/** Refuses a duration that is no whole number of its unit, or outside its limits. One that is left out, or not known at synthesis, is let pass. */
export function validateDuration(
  scope: IConstruct, prop: string, duration: Duration | undefined, { unit, lowest, highest }: TimeLimits, example: string,
): void {
  if (duration === undefined || duration.isUnresolved()) {
    return;
  }
  const count = unit.of(duration);
  if (!Number.isInteger(count) || count < lowest || count > highest) {
    refuse(scope, {
      prop,
      value: duration.toHumanString(),
      rule: `AWS Backup takes whole ${unit.name}, from ${lowest} to ${highest}`,
      remedy: `Write for example ${example}`,
    });
  }
}

/** Refuses a rate and a single time. CDK's plan must see the expression too. */
export function validateCron(scope: IConstruct, prop: string, { expressionString }: events.Schedule, example: string): void {
  if (!expressionString.startsWith('cron(')) {
    refuse(scope, {
      prop,
      value: Token.isUnresolved(expressionString) ? 'not known at synthesis' : `"${expressionString}"`,
      rule: 'AWS Backup takes cron expressions only, and it must be seen at synthesis that it is one',
      remedy: `Write for example events.Schedule.cron({ ${example} })`,
    });
  }
}
