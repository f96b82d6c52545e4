import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { ChaosExperiment } from './chaos-experiment';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';

/** One is the switch by hand. https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html */
const MOST_STOP_ALARMS = 5;
const LONGEST_IN_MINUTES = 720;

export function validateExperiments(scope: IConstruct, experiments: readonly ChaosExperiment[]): void {
  if (experiments.length === 0) {
    refuse(scope, { prop: 'experiments', value: '[]', rule: 'there is nothing to try', remedy: 'Give at least one, for example ChaosExperiment.regionFailure(network)' });
  }
  experiments.forEach(({ id, _duration: duration }, index) => {
    if (experiments.slice(0, index).some(other => other.id === id)) {
      refuse(scope, {
        prop: `experiments[${index}]`, value: `"${id}"`, rule: 'there is one of this kind for this construct already', remedy: 'Give it once, with the longer duration',
      });
    }
    const minutes = duration && !duration.isUnresolved() ? duration.toMinutes({ integral: false }) : 1;
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_IN_MINUTES) {
      refuse(scope, {
        prop: `experiments[${index}].duration`,
        value: duration!.toHumanString(),
        rule: `AWS FIS disturbs for 1 to ${LONGEST_IN_MINUTES} whole minutes`,
        remedy: 'Give for example Duration.minutes(20)',
      });
    }
  });
}

/** Refuses an alarm that AWS FIS could not look at. */
export function validateStopAlarm(scope: IConstruct, region: DrRegion, known: readonly cloudwatch.IAlarm[], alarm: cloudwatch.IAlarm): void {
  const reject = (rule: string, remedy: string) => refuse(scope, { prop: 'alarm', value: `"${alarm.node.path}"`, rule, remedy });
  const place = Token.isUnresolved(alarm.alarmArn) ? Stack.of(alarm) : Arn.split(alarm.alarmArn, ArnFormat.COLON_RESOURCE_NAME);
  if (differs(place.region, region.name)) {
    reject(`it is in ${place.region}, and experiments in ${region.name} look at alarms of their own Region only`, 'Give an alarm of that Region');
  }
  if (known.includes(alarm)) {
    reject('it stops the experiments of this Region already', 'Add it once');
  }
  if (known.length >= MOST_STOP_ALARMS) {
    reject(`an experiment looks at ${MOST_STOP_ALARMS} alarms at most, and one is the switch by hand`, 'Add those that tell what clients suffer');
  }
}
