import type { CheckKind } from './action-kind';
import { CHECK_DURATION, UNCHANGED } from './check-parts';
import { CHECK_STATEMENTS } from '../functions/check-statements';

/** Whether alarms are silent. */
export const CHECK_ALARMS: CheckKind = {
  kind: 'check-alarms',
  doneWhen: UNCHANGED,
  duration: () => CHECK_DURATION,
  commands: ({ action: { parameters }, runsIn }) => [
    `aws cloudwatch describe-alarms --region ${runsIn.name} --alarm-types MetricAlarm CompositeAlarm --alarm-names `
    + (JSON.parse(parameters.alarmNames) as string[]).map(name => `'${name}'`).join(' '),
  ],
  statements: (step, { names: { topology } }) => CHECK_STATEMENTS['check-alarms'](topology, step),
};
