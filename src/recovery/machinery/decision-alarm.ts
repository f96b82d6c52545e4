import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { RegionalDetection } from '../../detection';
import { failingSeconds } from '../budget/detection-figures';
import type { DecisionAlarm } from '../state/keeper-settings';

/** What runs are told of the alarm by which their Region holds the other one for lost. */
export function decisionAlarmOf(detection: RegionalDetection): DecisionAlarm {
  return { name: detection.decisionAlarmName, failingSeconds: failingSeconds(datapointsOf(detection)) };
}

/** A Region takes itself for ill sooner than the other one for lost: the greatest number is that of the other. Nothing where nothing is probed. */
export function datapointsOf({ endpointAlarms }: RegionalDetection): number | undefined {
  return endpointAlarms.length === 0 ? undefined : Math.max(...endpointAlarms.map(alarm => (alarm.node.defaultChild as CfnAlarm).datapointsToAlarm!));
}
