import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Check } from './check';
import { serviceCall } from '../../../lambda/handlers/service-call';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const checkAlarms: Check = async ({ id, region, parameters }, { cloudWatch }) => {
  const AlarmNames: string[] = JSON.parse(parameters.alarmNames);
  const { MetricAlarms = [], CompositeAlarms = [] } = await serviceCall(`DescribeAlarms in ${region}`, () => cloudWatch.send(
    // Without the types, composite alarms are left out.
    new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 })));
  const found = [...MetricAlarms, ...CompositeAlarms];
  const firing = found.filter(({ StateValue }) => StateValue === 'ALARM').map(({ AlarmName }) => AlarmName);
  const missing = AlarmNames.filter(name => !found.some(({ AlarmName }) => AlarmName === name));
  const faults = [...firing.map(name => `${name} is in ALARM`), ...missing.map(name => `${name} does not exist`)];
  return { id, ok: faults.length === 0, detail: faults.join('; ') || `${AlarmNames.length} alarms are silent` };
};
