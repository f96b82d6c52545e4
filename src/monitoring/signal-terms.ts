import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlertSeverity } from './alert-severity';
import type { SignalAlarm } from './health-signal';

/** For how long a count must not be at nothing. */
export type CountTerms = Pick<SignalAlarm, 'evaluationPeriods' | 'datapointsToAlarm'>;

/** Once is too often, and every period of it is an alarm of its own. */
export const AT_ONCE: CountTerms = { evaluationPeriods: 1 };
/** Once is too often, and the next period may be quiet again: told at the first, and two in a row are one alarm. */
export const ONCE: CountTerms = { evaluationPeriods: 2, datapointsToAlarm: 1 };
/** Once may be chance: told when the next period has some, too. */
export const TWICE_IN_A_ROW: CountTerms = { evaluationPeriods: 2 };

/** An alarm on a count of which any is too many. Nothing is published while there is nothing to count, so that silence is no failure. */
export function anyOf(severity: AlertSeverity, terms: CountTerms): SignalAlarm {
  return { threshold: 0, ...terms, treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING, severity };
}
