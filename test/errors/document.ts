import type { BadInputEntry, BadInputTable } from '../support/bad-inputs';

/** Relative to the project's root. */
export const DOCUMENT = 'docs/errors.md';
/** How to write it anew. */
export const COMMAND = 'npm run errors';

const INTRODUCTION = `# Errors

What the constructs of this library refuse, and what to write instead. This page is generated from the tables that the tests
try (\`${COMMAND}\`): each input below is given to the construct, and the whole error is compared.

Every rule that can be known when the app is synthesised is checked then, before anything is deployed. Values that are known
only at deployment (tokens) are let pass, unless the rule says that a value must be known. What is wrong is a
\`ConfigurationError\`, whose message has always the same parts:

\`\`\`text
[<construct path>] <prop> = <value>: <rule>. <remedy>.
\`\`\`

- **construct path**: where the construct is in the app's tree, as \`cdk ls\` and stack traces name it;
- **prop**: the prop as you write it, from the construct's own props down, for example \`capacity.minCapacity\`;
- **value**: what was given; left out when nothing was;
- **rule**: the limit that the value breaks, and why there is one;
- **remedy**: what to write instead.

Below, each rule and its remedy stand once, under the prop, followed by inputs that break it and the beginning of the message that
each of them gets.
`;

/** The page, from the tables. */
export function renderErrors(tables: readonly BadInputTable[]): string {
  return [
    INTRODUCTION,
    ...tables.map(({ construct, entries }) => `- [${construct}](#${anchorOf(construct)}): ${entries.length} inputs`),
    '',
    ...tables.flatMap(renderTable),
  ].join('\n');
}

/** As GitHub derives it from a heading. */
export function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-');
}

function renderTable({ construct, entries }: BadInputTable): string[] {
  return [
    `## ${construct}`,
    '',
    ...groupBy(entries, ({ prop }) => prop).flatMap(ofProp => [
      `### ${code(ofProp[0].prop)}`,
      '',
      ...groupBy(ofProp, ({ rule, remedy }) => `${rule}\n${remedy}`).flatMap(renderRule),
    ]),
  ];
}

function renderRule(entries: BadInputEntry[]): string[] {
  const [{ rule, remedy }] = entries;
  return [
    `${prose(sentence(rule))} **Remedy:** ${prose(sentence(remedy))}`,
    '',
    ...entries.map(({ title, path, prop, value }) => `- ${prose(title)}: ${code(`[${path}] ${prop}${value === undefined ? '' : ` = ${value}`}`)}`),
    '',
  ];
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** Text as it is, whatever Markdown would make of it; addresses become links. */
function prose(text: string): string {
  return text.split(/(https:\/\/[^\s)]*[^\s).])/)
    .map((part, index) => index % 2 === 1 ? `<${part}>` : part.replace(/[\\`*_<>[\]|]/g, '\\$&'))
    .join('');
}

/** A code span that may hold backticks. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    groups.set(keyOf(item), [...groups.get(keyOf(item)) ?? [], item]);
  }
  return [...groups.values()];
}
