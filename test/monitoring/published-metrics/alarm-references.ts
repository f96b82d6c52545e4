import type { Finding } from './metric-use';
import { referenceIn, textOf } from './template-values';
import type { Located, Template } from './templates';
import { nameOf, resourcesOfType } from './templates';
import { placedWidgets } from './widget-uses';

const ALARM_TYPES = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];
const STATE_FUNCTION = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*"?([^")]+)"?\s*\)/g;
const ALARM_ARN = /^arn:(?:[^:]|\$\{[^}]*\})+:cloudwatch:([^:]+):[^:]+:alarm:(.+)$/;

/** What composite alarms and dashboards say of alarms that do not exist where they are looked for. */
export function alarmReferenceFindings(templates: readonly Template[]): Finding[] {
  const alarms = ALARM_TYPES.flatMap(type => [...resourcesOfType(templates, type)]);
  return [
    ...[...resourcesOfType(templates, 'AWS::CloudWatch::CompositeAlarm')].flatMap(composite => compositeFindings(composite, alarms)),
    ...placedWidgets(templates).flatMap(({ where, template, widget: { properties } }) =>
      [...properties.alarms ?? [], ...properties.annotations?.alarms ?? []]
        .filter(alarm => !exists(alarm, template, alarms))
        .map(alarm => ({ where, fault: `shows the alarm ${alarm}, which no template creates there` }))),
  ];
}

/** All children of a composite alarm are in its own Region and account. */
function compositeFindings(composite: Located, alarms: readonly Located[]): Finding[] {
  const { template, properties } = composite;
  const rule = textOf(properties.AlarmRule, template.region);
  const children = [...rule.matchAll(STATE_FUNCTION)].map(([, child]) => child);
  const suppressor = properties.ActionsSuppressor === undefined ? [] : [textOf(properties.ActionsSuppressor, template.region)];
  return [...children, ...suppressor].filter(child => !exists(child, template, alarms, template.region)).map(child => ({
    where: nameOf(composite), fault: `rests on the alarm ${child}, which no template creates in ${template.region}`,
  }));
}

/** Whether a text names an alarm: its name, its ARN or a reference in the same template. */
function exists(text: string, template: Template, alarms: readonly Located[], onlyIn?: string): boolean {
  const reference = referenceIn(text);
  if (reference) {
    return alarms.some(alarm => alarm.template.stack === (reference.stack ?? template.stack) && alarm.logicalId === reference.logicalId);
  }
  const arn = ALARM_ARN.exec(text);
  const [region, name] = arn ? [arn[1], arn[2]] : [template.region, text];
  return (onlyIn === undefined || region === onlyIn)
    && alarms.some(alarm => alarm.template.region === region && alarm.properties.AlarmName === name);
}
