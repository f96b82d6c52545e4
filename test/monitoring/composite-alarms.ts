import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { AlarmStateName } from './alarm-rule';
import { ruleOf } from './alarm-rule';

/** A metric alarm that a composite alarm rests on, directly or through others. */
export interface ChildAlarm {
  readonly name: string;
  readonly description: string;
  /** Whether it tells another topic than that for information: a topic that people are subscribed to. */
  readonly tellsPeople: boolean;
  /** Whether it may stay in ALARM for long by its nature, or is from its creation. */
  readonly lasting: boolean;
}

/** A composite alarm tells people, holds some of the alarms of one that does, or decides that a Region is lost. */
export type CompositeRole = 'page' | 'part of a page' | 'decision';

/** A composite alarm of a synthesised app, as CloudWatch would evaluate it. */
export interface CompositeReading {
  readonly name: string;
  readonly region: string;
  readonly description: string;
  readonly role: CompositeRole;
  readonly children: ChildAlarm[];
  /** The metric alarms of the same stack on which it does not rest. */
  readonly others: ChildAlarm[];
  inAlarm(stateOf: (child: string) => AlarmStateName): boolean;
}

interface Properties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmRule: string;
  readonly ActionsSuppressor?: unknown;
  readonly AlarmActions: unknown[];
}

/** What CloudFormation says of a metric alarm that decides for how long it stays in ALARM. */
interface Terms {
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Period?: number;
  readonly Metrics?: { readonly MetricStat?: { readonly Period: number } }[];
  readonly EvaluationPeriods: number;
  readonly TreatMissingData: string;
}

const HOUR = 3600;

/** What waits in a queue does so until somebody acts; what ignores missing data stays as it is; what must not be missing for hours is for hours. */
function isLasting(terms: Terms): boolean {
  const period = terms.Period ?? terms.Metrics!.find(({ MetricStat }) => MetricStat)!.MetricStat!.Period;
  const waitsInQueue = terms.Namespace === 'AWS/SQS' && terms.MetricName === 'ApproximateNumberOfMessagesVisible';
  const missingForLong = terms.TreatMissingData === 'breaching' && period * terms.EvaluationPeriods > HOUR;
  return waitsInQueue || missingForLong || terms.TreatMissingData === 'ignore';
}

/** Every composite alarm of an app, read from its templates. */
export function compositesOf(app: App): CompositeReading[] {
  return app.node.findAll().filter((construct): construct is Stack => Stack.isStack(construct)).flatMap(compositesIn);
}

function compositesIn(stack: Stack): CompositeReading[] {
  const template = Template.fromStack(stack);
  const of = (type: string) => Object.values(template.findResources(type)).map(resource => resource.Properties as Properties & Terms);
  const metricAlarms = of('AWS::CloudWatch::Alarm').map((properties): ChildAlarm => ({
    name: properties.AlarmName,
    description: properties.AlarmDescription,
    tellsPeople: properties.AlarmActions.some(action => !/information/i.test(JSON.stringify(action))),
    lasting: isLasting(properties),
  }));
  const rules = new Map(of('AWS::CloudWatch::CompositeAlarm').map(({ AlarmName, AlarmRule }) => [AlarmName, ruleOf(AlarmRule)]));
  const named = new Set([...rules.values()].flatMap(({ alarms }) => alarms));
  const leavesOf = (name: string): string[] => rules.get(name)?.alarms.flatMap(leavesOf) ?? [name];
  const inAlarm = (name: string, stateOf: (child: string) => AlarmStateName): boolean => rules.get(name)!
    .isTrue(child => (rules.has(child) ? (inAlarm(child, stateOf) ? 'ALARM' : 'OK') : stateOf(child)));
  return of('AWS::CloudWatch::CompositeAlarm').map(({ AlarmName: name, AlarmDescription: description, ActionsSuppressor }) => {
    const leaves = new Set(leavesOf(name));
    return {
      name,
      description,
      region: stack.region,
      role: ActionsSuppressor !== undefined ? 'page' : named.has(name) ? 'part of a page' : 'decision',
      children: metricAlarms.filter(alarm => leaves.has(alarm.name)),
      others: metricAlarms.filter(alarm => !leaves.has(alarm.name)),
      inAlarm: stateOf => inAlarm(name, stateOf),
    };
  });
}
