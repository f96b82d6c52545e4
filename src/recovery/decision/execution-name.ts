const MINUTE = 60_000;

/**
 * The name of the execution that a decision starts: the same for every decision of a minute, so that the event, the schedule and a call
 * that is made twice start one. Of the next minute it is another: Step Functions gives no name away a second time within 90 days.
 *
 * @param epoch that the run would begin, as far as its own Region knows
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function executionName(epoch: number, now: number): string {
  const minute = new Date(Math.floor(now / MINUTE) * MINUTE).toISOString().slice(0, 16).replaceAll(':', '');
  return `auto-${epoch}-${minute}Z`;
}
