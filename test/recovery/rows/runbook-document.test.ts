import * as fs from 'fs';
import * as path from 'path';
import { projectFile } from '../../project/project-files';
import { HOME, STANDBY } from '../../simulation/scoreboard/system';
import { CLI_OPERATIONS, GLOBAL_OPTIONS } from '../runbook/cli-operations';
import { paymentsRunbook } from '../runbook/payments-runbook';
import { awsCallsOf, blocksOf } from '../runbook/runbook-commands';

const RUNBOOKS = ['docs', 'runbooks'];
/** As it is rendered. What is committed is the same. */
const runbook = paymentsRunbook();
const calls = awsCallsOf(runbook);
const sections = new Map(runbook.split(/^## /m).slice(1).map(section => [section.split('\n')[0], section]));

/** What operators do, each with the Regions that its commands may need. */
const PROCEDURES: readonly (readonly [title: string, regions: readonly string[]])[] = [
  [`Forced failover to ${STANDBY}`, [STANDBY]],
  [`The standby is lost while it is active: forced failover to ${HOME}`, [HOME]],
  [`Planned switchover to ${STANDBY}`, [HOME, STANDBY]],
  [`Failback to ${HOME}`, [HOME, STANDBY]],
];
const OPERATIONS = [
  'See where things stand', 'Drill', 'False alarm', 'A run fails or does not end', 'The lost Region returns', 'Reconcile suspect writes',
  'Arm, disarm, acknowledge, approve, switch off', 'Restore from a backup',
];

/** Before a forced run, whether; of a planned one that is refused, what then. */
const DECISION = /\n\*\*Decide\.\*\* |Wait, or decide on a forced run/;

/** What is typed to start or to watch a run, and is not followed by what to expect. */
function unexplained(section: string): string[] {
  const paragraphs = section.split('\n\n').map(each => each.trim());
  return paragraphs.filter((each, index) => /^```sh\n[\s\S]*stepfunctions (start-execution|list-executions)/.test(each) && !paragraphs[index + 1].startsWith('Expect: '));
}

/** As GitHub derives it from a heading. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9 -]/g, '').replace(/ /g, '-');
}

test('DOC-01: the runbook of the example lists steps, commands by Region, what to expect, what to decide and the time it takes; all links lead somewhere', () => {
  expect(calls.length).toBeGreaterThan(80);
  expect(calls.filter(({ options }) => options.region !== HOME && options.region !== STANDBY)).toEqual([]);

  // What the CLI would refuse at night is no command.
  for (const { title, operation, options } of calls) {
    const { required, optional } = CLI_OPERATIONS[operation];
    const given = Object.keys(options);
    expect([title, operation, required.filter(name => !given.includes(name))]).toEqual([title, operation, []]);
    expect([title, operation, given.filter(name => ![...required, ...optional, ...GLOBAL_OPTIONS].includes(name))]).toEqual([title, operation, []]);
  }

  for (const [title, regions] of PROCEDURES) {
    const text = sections.get(title)!;
    const commands = calls.filter(call => call.title === title);
    expect([title, [...new Set(commands.map(({ options }) => options.region))].filter(region => !regions.includes(region))]).toEqual([title, []]);
    expect([title, commands.map(({ operation }) => operation)]).toEqual([title, expect.arrayContaining(['stepfunctions start-execution', 'stepfunctions describe-execution'])]);
    const told = {
      decision: DECISION.test(text), expected: unexplained(text), budget: /ypically (after )?\d+ seconds.* at worst (after )?\d+/.test(text),
    };
    expect([title, told]).toEqual([title, { decision: true, expected: [], budget: true }]);
    // A row for each step of the run, in order: its Region, typical / worst seconds and time limit.
    const rows = [...text.matchAll(/^\| [a-z-]+ \| `([\w-]+)` \| .+ \| us-[\w-]+ \| \d+ \/ \d+ \| \d+ (?:second|minute)s? \| .+ \| .+ \|$/gm)];
    expect([title, rows.map(([, id]) => id)]).toEqual([title, expect.arrayContaining(['begin-run', 'promote-database-main', 'shift-traffic', 'verify-traffic', 'finish-run', 'notify'])]);
    expect([title, rows.length]).toEqual([title, [...text.matchAll(/^\| [a-z-]+ \| `[\w-]+` \|/gm)].length]);
  }
  for (const title of OPERATIONS) {
    expect([title, blocksOf(runbook).some(block => block.title === title)]).toEqual([title, true]);
    expect([title, sections.get(title)!.includes('\nExpect: ')]).toEqual([title, true]);
  }
  expect(sections.get('What to do')).toMatch(/\*\*Forced or planned\?\*\*/);
  expect(sections.get('Time budget and recovery points')).toMatch(/\| .* \| .* \|/);

  // It works without the Region that is lost: where it is kept, who signs in where, and what us-east-1 is needed for.
  const first = sections.get('Read this first')!;
  ['Keep this page where it can be read while either Region is lost', 'control planes in us-east-1', `https://${HOME}.console`, `https://${STANDBY}.console`]
    .forEach(told => expect(first).toContain(told));

  const headings = new Set([...sections.keys()].map(anchorOf));
  const inside = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(inside.length).toBeGreaterThan(40);
  expect(inside.filter(anchor => !headings.has(anchor))).toEqual([]);
  const outside = [...runbook.matchAll(/\]\((?!#|https?:)([^)#]+)/g)].map(([, target]) => target);
  expect(outside.filter(target => !fs.existsSync(path.resolve(projectFile(...RUNBOOKS), target)))).toEqual([]);
});
