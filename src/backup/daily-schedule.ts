import type * as events from 'aws-cdk-lib/aws-events';

const EVERY = ['*', '?'];

/**
 * Whether a cron expression has a time on every day: `cron(minutes hours day-of-month month day-of-week year)`.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html
 */
export function isDaily({ expressionString }: events.Schedule): boolean {
  const [, , ...days] = expressionString.replace(/^cron\(|\)$/g, '').trim().split(/\s+/);
  return days.every(day => EVERY.includes(day));
}
