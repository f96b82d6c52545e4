export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** How many points more than the alarm needs are looked at. */
const FURTHER_POINTS = 2;

export interface AlarmRule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** missing, ignore, breaching or notBreaching. */
  readonly treatMissingData: string;
  readonly breaches: (value: number) => boolean;
}

/**
 * The state of an alarm by its points, the newest first; nothing is a point that is missing. The rules are those of the page on missing
 * data (`behaviours/cloudwatch.ts`), whose tables are the test.
 */
export function alarmState(rule: AlarmRule, points: readonly (number | undefined)[], present: AlarmState): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData, breaches } = rule;
  const range = points.slice(0, evaluationPeriods + FURTHER_POINTS).map(point => point === undefined ? undefined : breaches(point));
  const known = range.filter(point => point !== undefined);
  if (known.length === 0) {
    return { missing: 'INSUFFICIENT_DATA', ignore: present, breaching: 'ALARM', notBreaching: 'OK' }[treatMissingData] as AlarmState;
  }
  if (known.length >= evaluationPeriods) {
    return count(known.slice(0, evaluationPeriods)) >= datapointsToAlarm ? 'ALARM' : 'OK';
  }
  const filled = evaluationPeriods - known.length;
  if (treatMissingData === 'breaching' || treatMissingData === 'notBreaching') {
    const breaching = count(known) + (treatMissingData === 'breaching' ? filled : 0);
    return breaching >= datapointsToAlarm ? 'ALARM' : 'OK';
  }
  if (count(known) >= datapointsToAlarm) {
    return 'ALARM';
  }
  if (known.includes(false)) {
    return 'OK';
  }
  // All that is known breaches, and it is too little: an alarm that does not ignore waits until the oldest of it is as old as M points.
  const oldest = range.lastIndexOf(true) + 1;
  return treatMissingData === 'missing' && oldest >= datapointsToAlarm ? 'ALARM' : present;
}

function count(points: readonly boolean[]): number {
  return points.filter(point => point).length;
}

export const COMPARISONS: { readonly [operator: string]: (value: number, threshold: number) => boolean } = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};
