import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { ProbeAlarmProps } from './probe-alarm';
import { PERIOD, PERIODS } from './probe-alarm';
import { bare } from '../monitoring/metric-parts';

export interface WitnessAlarmProps extends ProbeAlarmProps {
  /** The third Region that probes. */
  readonly witness: string;
}

/**
 * In ALARM while a witness says that a probe succeeds: the opposite of what the alarm on one's own probe says, by the same count. It must
 * speak to deny. Silent, the alarm is in OK, or soon is: CloudWatch looks a few periods back for data first.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function witnessAlarm(scope: Construct, props: WitnessAlarmProps): cloudwatch.Alarm {
  const { alarmName, observer, probed, depth, domainName, metric, witness, datapointsToAlarm } = props;
  const succeed = PERIODS - datapointsToAlarm + 1;
  return new cloudwatch.Alarm(scope, `witness-sees-${depth}-${probed.role}`, {
    alarmName,
    alarmDescription: `${domainName} answers its ${depth} probe from ${witness}, as ${observer.name} is told: ${succeed} of ${PERIODS} x ${PERIOD.toHumanString()}`,
    metric: bare(metric.with({ period: PERIOD, statistic: cloudwatch.Stats.MAXIMUM })),
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: PERIODS,
    datapointsToAlarm: succeed,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    actionsEnabled: true,
  });
}
