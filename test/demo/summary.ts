import type { Acknowledgement } from './acknowledged';
import type { Finding } from './findings';
import type { RegionInventory, StackInventory } from './inventory';
import { COLUMNS, count, spread, wrap } from './text';

const RULER = '-'.repeat(COLUMNS);

/** What was created, per Region and stack. */
export function renderInventory(regions: readonly RegionInventory[]): string[] {
  return regions.flatMap(region => [
    '',
    ...spread(`${region.name}, ${region.role}`, `${count(region.stacks.length, 'stack')}, ${count(region.resources, 'resource')}`),
    RULER,
    ...region.stacks.flatMap(renderStack),
  ]);
}

function renderStack(stack: StackInventory): string[] {
  return [
    ...spread(stack.name, count(stack.resources, 'resource')),
    ...wrap(stack.services.map(({ name, count: number }) => `${name} ${number}`).join(', ') || 'no resource', '    '),
    ...(stack.waitsFor.length === 0 ? [] : wrap(`after ${stack.waitsFor.join(', ')}`, '    ')),
  ];
}

/** Faults: the rule and its message once, below them every construct that breaks it. */
export function renderFailures(findings: readonly Finding[]): string[] {
  return groupBy(findings, ({ validator, rule, message }) => `${validator}\n${rule}\n${message}`).flatMap(group => {
    const [{ rule, validator, severity, message, fix }] = group;
    return [
      '',
      ...spread(rule, `${validator}, ${severity}`),
      ...wrap(message, '  '),
      ...(fix === undefined ? [] : wrap(`Remedy: ${fix}`, '  ')),
      ...group.flatMap(finding => wrap(whereOf(finding), '  at ')),
    ];
  });
}

function whereOf({ constructPath, properties }: Finding): string {
  return [constructPath || 'the app', ...properties.map(property => `(${property})`)].join(' ');
}

/** What constructs advise, in short: the id, how often, and how the text begins. */
export function renderWarnings(warnings: readonly Finding[]): string[] {
  return groupBy(warnings, ({ rule }) => rule).flatMap(group => inShort(group[0].rule, group.length, group[0].message));
}

/** Rules that were set aside, and why: a rule about one resource is shown as the rule, each reason once. */
export function renderAcknowledgements(acknowledgements: readonly Acknowledgement[]): string[] {
  return groupBy(acknowledgements, ({ rule }) => rule.split('[')[0])
    .sort(([a], [b]) => a.rule.localeCompare(b.rule))
    .flatMap(group => [
      ...heading(group[0].rule.split('[')[0], group.length),
      ...[...new Set(group.map(({ reason }) => reason))].flatMap(reason => beginning(reason, 1)),
    ]);
}

function inShort(id: string, times: number, text: string): string[] {
  return [...heading(id, times), ...beginning(text, 2)];
}

function heading(id: string, times: number): string[] {
  return spread(`  ${id}`, times === 1 ? '' : `${times} times`).map(line => line.trimEnd());
}

/** The first lines of a text. */
function beginning(text: string, maxLines: number): string[] {
  const lines = wrap(text, '    ', COLUMNS - 4);
  const kept = lines.slice(0, maxLines);
  return lines.length > maxLines ? [...kept.slice(0, -1), `${kept[maxLines - 1]} ...`] : kept;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    groups.set(keyOf(item), [...groups.get(keyOf(item)) ?? [], item]);
  }
  return [...groups.values()];
}
