import { Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** The name of an alarm, where it is known at synthesis: it was given, or the alarm was imported by it. */
export function literalAlarmName(alarm: cloudwatch.IAlarm): string | undefined {
  const { defaultChild } = alarm.node;
  const isResource = cloudwatch.CfnAlarm.isCfnAlarm(defaultChild) || cloudwatch.CfnCompositeAlarm.isCfnCompositeAlarm(defaultChild);
  const name = isResource ? defaultChild.alarmName : alarm.alarmName;
  return Token.isUnresolved(name) ? undefined : name;
}
