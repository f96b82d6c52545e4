import type { App } from 'aws-cdk-lib';
import { combinationsOf, MOST_EXHAUSTIVE } from './alarm-states';
import type { ChildAlarm, CompositeReading, CompositeRole } from './composite-alarms';
import { compositesOf } from './composite-alarms';
import { paymentsApp } from '../app/payments-app';

const INTRODUCTION = `# Truth tables of the composite alarms

Read from the alarms of the synthesised example application, by a reader of CloudWatch's rule language that shares no code with what
writes the rules. For pages, each line counts the combinations of children that were tried, by how many of the children are in ALARM. A child in
OK and one in INSUFFICIENT_DATA count alike: the rules name only ALARM. What would keep a page in ALARM for long tells people itself, and
is no child of it.

Up to ${MOST_EXHAUSTIVE} children, every combination was tried. Above that: none, each alone, each pair, all but each one, all.`;

/** The truth table of every composite alarm of an app, the example application unless another is given, as a page. */
export function alarmTruthTables(app: App = paymentsApp()): string {
  return `${[INTRODUCTION, ...compositesOf(app).map(table)].join('\n\n')}\n`;
}

const ROLES: Readonly<Record<CompositeRole, string>> = {
  'page': 'It pages, unless a drill runs.',
  'part of a page': 'It holds some of the alarms of the one that pages.',
  'decision': 'It is never suppressed.',
};

function table(composite: CompositeReading): string {
  const { role, children, name, description } = composite;
  return [
    `## \`${name.replace(/-[0-9a-f]{8}$/, '')}\``,
    '',
    `${description} ${ROLES[role]}`,
    '',
    ...role === 'decision' ? everyCombination(composite) : counted(composite),
    '',
    'Its children:',
    '',
    ...children.map(child => `${role === 'decision' ? `- ${letterOf(children, child.name)}: ` : '- '}${child.description}`),
    ...role === 'page' ? toldAlone(composite) : [],
  ].join('\n');
}

function toldAlone({ name, others }: CompositeReading): string[] {
  const severity = /page-(\w+)-/.exec(name)![1];
  const alone = others.filter(({ tellsPeople, description }) => tellsPeople && description.includes(`(${severity}: `));
  return alone.length === 0 ? [] : ['', 'Beside it these tell people themselves:', '', ...alone.map(({ description }) => `- ${description}`)];
}

/** A page is about how many: which of them, its children say. */
function counted(composite: CompositeReading): string[] {
  const names = composite.children.map(({ name }) => name);
  const byCount = new Map<number, boolean[]>();
  for (const inAlarm of combinationsOf(names)) {
    byCount.set(inAlarm.length, [...byCount.get(inAlarm.length) ?? [], isInAlarm(composite, inAlarm)]);
  }
  return [
    '| children in ALARM | combinations tried | in ALARM | in OK |',
    '|---|---|---|---|',
    ...[...byCount].sort(([a], [b]) => a - b).map(([count, results]) =>
      `| ${count} of ${names.length} | ${results.length} | ${results.filter(result => result).length} | ${results.filter(result => !result).length} |`),
  ];
}

function everyCombination(composite: CompositeReading): string[] {
  const names = composite.children.map(({ name }) => name);
  return [
    '| children in ALARM | decision |',
    '|---|---|',
    ...combinationsOf(names).map(inAlarm =>
      `| ${inAlarm.map(name => letterOf(composite.children, name)).sort().join(' ') || 'none'} | ${isInAlarm(composite, inAlarm) ? 'ALARM' : 'OK'} |`),
  ];
}

function isInAlarm(composite: CompositeReading, inAlarm: readonly string[]): boolean {
  return composite.inAlarm(name => (inAlarm.includes(name) ? 'ALARM' : 'OK'));
}

function letterOf(children: readonly ChildAlarm[], name: string): string {
  return String.fromCharCode('A'.charCodeAt(0) + children.findIndex(child => child.name === name));
}
