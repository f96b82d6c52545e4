import { spawnSync } from 'child_process';
import { CLI_OPERATIONS, GLOBAL_OPTIONS } from './cli-operations';
import { runbookExample } from './environment';
import { awsCallsOf, blocksOf, payloadOf } from './runbook-commands';
import { RunMode } from '../../../src';
import { RUN_ERRORS } from '../../../src/recovery/handlers/run-errors';
import { PART_TITLES } from '../../../src/recovery/renderings/part-titles';
import { rowsOf } from '../../demo/budget/rows';
import { PRIMARY, SECONDARY, templateOf } from '../../support/environment';
import { LINES } from '../../truth-tables/decision.data';

const example = runbookExample();
const runbook = example.orchestrator.runbook();
const calls = awsCallsOf(runbook);
const sections = new Map(runbook.split(/^## /m).slice(1).map(section => [section.split('\n')[0], section]));

/** Where names of a Region are declared. */
const templates = new Map([PRIMARY, SECONDARY].map(region => [
  region,
  JSON.stringify(example.stacks().filter(stack => stack.region === region).map(stack => templateOf(stack).toJSON())),
]));

describe('the commands of the runbook', () => {
  test('are a lot', () => {
    expect(calls.length).toBeGreaterThan(80);
  });

  test('DOC-01: are understood by bash', () => {
    const { status, stderr } = spawnSync('bash', ['--norc', '-n'], { input: blocksOf(runbook).map(({ block }) => block).join('\n'), encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('DOC-01: name a Region of the environment, each of them', () => {
    const wrong = calls.filter(({ options }) => options.region !== PRIMARY && options.region !== SECONDARY);
    expect(wrong).toEqual([]);
  });

  test('DOC-01: exist, with all options that they demand and none that they do not know', () => {
    const wrong = calls.flatMap(({ operation, options }) => {
      const known = CLI_OPERATIONS[operation] ?? { required: ['an operation that is in the table'], optional: [] };
      const names = Object.keys(options);
      const missing = known.required.filter(name => !names.includes(name));
      const unknown = names.filter(name => ![...GLOBAL_OPTIONS, ...known.required, ...known.optional].includes(name));
      return [...missing, ...unknown].map(name => `${operation}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  test('have a file for the answer where the CLI demands one, and nothing else without a name', () => {
    for (const { operation, positional } of calls) {
      expect([operation, positional]).toEqual([operation, operation === 'lambda invoke' ? [expect.stringMatching(/^\/dev\/std(out|err)$/)] : []]);
    }
  });

  test('DOC-01: carry JSON that can be parsed', () => {
    const payloads = calls.flatMap(({ operation, options }) =>
      ['input', 'payload', 'expression-attribute-values', 'task-output', ...operation.startsWith('dynamodb') ? ['key'] : []]
        .flatMap(name => name in options ? [options[name]] : []));
    expect(payloads.length).toBeGreaterThan(30);
    for (const payload of payloads) {
      expect(payloadOf(payload)).toBeInstanceOf(Object);
    }
  });

  test('DOC-01: start runs with all that the machines read', () => {
    const inputs = calls.filter(({ operation }) => operation === 'stepfunctions start-execution').map(({ options }) => JSON.parse(options.input));
    expect(inputs.length).toBeGreaterThan(4);
    for (const input of inputs) {
      expect(input).toMatchObject({ actor: expect.any(String), reason: expect.any(String), automatic: false });
    }
    expect(inputs.filter(({ roundTrip }) => roundTrip)).toEqual([expect.objectContaining({ confirm: 'test' })]);
  });

  test('DOC-01: name what the templates of their Region have', () => {
    const subjects: { [option: string]: (value: string) => string } = {
      'state-machine-arn': arn => arn.split(':').pop()!,
      'function-name': name => name,
      'table-name': name => name,
      'source-table-name': name => name,
      'alarm-names': name => name,
      'global-cluster-identifier': name => name,
      'source-db-cluster-identifier': name => name,
      'target-db-cluster-identifier': arn => arn.split(':').pop()!,
      'bucket': name => name,
    };
    const named = calls.flatMap(({ options }) => Object.entries(subjects)
      .filter(([option]) => option in options)
      .map(([option, nameOf]) => ({ region: options.region, name: nameOf(options[option]) })));
    expect(named.length).toBeGreaterThan(60);
    expect(named.filter(({ region, name }) => !templates.get(region)!.includes(`"${name}"`))).toEqual([]);
  });

  test('hold no value that is known to a deployment only', () => {
    expect(runbook).not.toMatch(/\$\{Token\[|undefined|\[object/);
  });
});

describe('with a Region gone', () => {
  test.each([
    [`Forced failover to ${SECONDARY}`, SECONDARY],
    [`The standby is lost while it is active: forced failover to ${PRIMARY}`, PRIMARY],
  ])('%s needs only the one that takes over', (title, region) => {
    const regions = new Set(calls.filter(call => call.title === title).map(({ options }) => options.region));
    expect([...regions]).toEqual([region]);
  });

  test('a run that is typed by hand needs only the Region that takes over, and forces the promotion', () => {
    const [toStandby, toHome] = sections.get('Without the state machine')!.split(`**${PRIMARY} takes over by force:**`);
    for (const [text, region] of [[toStandby, SECONDARY], [toHome, PRIMARY]]) {
      const typed = awsCallsOf(`## By hand\n${text}`);
      expect(new Set(typed.map(({ options }) => options.region))).toEqual(new Set([region]));
      expect(typed.map(({ operation }) => operation)).toContain('rds failover-global-cluster');
      const requests = typed.filter(({ operation }) => operation === 'lambda invoke').map(({ options }) => payloadOf(options.payload).action);
      // Whoever is disarmed takes no lock over.
      expect(requests).toEqual([undefined, 'begin', 'shift', 'fence', 'activate', 'finish']);
    }
  });

  test('DOC-01: all stacks of the survivor are deployed, by themselves, but the one that reads the other Region', () => {
    const deployed = blocksOf(runbook).filter(({ title }) => title === 'Deploy while a Region is gone').map(({ block }) => block.split(/\s+\\?\s*/));
    expect(deployed.map(words => words.filter(word => /^(Payments|Web)/.test(word)))).toEqual([SECONDARY, PRIMARY].map(region => [
      ...['foundation', 'data', 'recovery', 'edge', 'view'].map(layer => `Payments/${layer}-${region}`), `Web-${region}`,
    ]));
    expect(deployed.every(words => words.includes('--exclusively'))).toBe(true);
  });

  test('says where to keep it, and what us-east-1 is needed for', () => {
    const first = sections.get('Read this first')!;
    expect(first).toContain('Keep this page where it can be read while either Region is lost');
    expect(first).toContain('control planes in us-east-1');
    expect(first).toContain(`https://${SECONDARY}.console.aws.amazon.com`);
  });
});

describe('whoever did not build the system', () => {
  test('finds a section for each thing that can happen', () => {
    expect([...sections.keys()]).toEqual([
      'Read this first', 'See where things stand', 'What to do',
      `Forced failover to ${SECONDARY}`, `The standby is lost while it is active: forced failover to ${PRIMARY}`,
      `Planned switchover to ${SECONDARY}`, `Failback to ${PRIMARY}`, 'Drill', 'Nobody acts',
      'False alarm', 'A run fails or does not end', 'Traffic where nobody writes', 'The lost Region returns', 'Reconcile suspect writes',
      'Arm, disarm, acknowledge, approve, switch off', 'Deploy while a Region is gone', 'Promote the secret of a database', 'Restore from a backup',
      'Without the state machine', 'Time budget and recovery points',
    ]);
  });

  test('who is paged that nobody acts finds every reason of that, and the decider that says which it is', () => {
    const section = sections.get('Nobody acts')!;
    const paged = new Set(LINES.filter(({ verdict }) => verdict === 'page').map(({ reason }) => reason));
    expect(new Set([...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, reason]) => reason))).toEqual(paged);
    const asked = calls.filter(({ title, operation }) => title === 'Nobody acts' && operation === 'lambda get-function-configuration').map(({ options }) => options);
    expect(asked.map(({ region }) => region)).toEqual([SECONDARY, PRIMARY]);
    asked.forEach(options => expect(options['function-name']).toContain('-run-decider-'));
  });

  test('DOC-01: is led by links that lead somewhere', () => {
    const anchors = [...sections.keys()].map(title => title.toLowerCase().replace(/[^a-z0-9 -]/g, '').replace(/ /g, '-'));
    const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(40);
    expect(links.filter(anchor => !anchors.includes(anchor))).toEqual([]);
  });

  test('DOC-01: sees what to expect, section by section where something is typed', () => {
    const typed = [...sections].filter(([title, text]) => text.includes('```sh') && title !== 'Without the state machine');
    expect(typed.length).toBeGreaterThan(12);
    expect(typed.filter(([, text]) => !text.includes('\nExpect: ')).map(([title]) => title)).toEqual([]);
    expect(sections.get('Without the state machine')).toContain('\nDone when ');
  });

  test.each([
    [`Forced failover to ${SECONDARY}`, SECONDARY, RunMode.FAILOVER],
    [`The standby is lost while it is active: forced failover to ${PRIMARY}`, PRIMARY, RunMode.FAILOVER],
    [`Planned switchover to ${SECONDARY}`, SECONDARY, RunMode.SWITCHOVER],
    [`Failback to ${PRIMARY}`, PRIMARY, RunMode.FAILBACK],
    ['Drill', SECONDARY, RunMode.DRILL],
  ])('DOC-01: %s has each step of the plan, its time limit and its time budget, as they are (law 4)', (title, region, mode) => {
    const target = example.topology.regions.find(({ name }) => name === region)!;
    const rows = sections.get(title)!.split('\n').filter(line => /^\| [a-z-]+ \| `/.test(line)).map(line => line.split(' | '));
    expect(rows.map(([, id, description, runsIn,, limit]) => [id, description, runsIn, limit])).toEqual(
      example.orchestrator.plan(target, mode).steps.map(step => [`\`${step.id}\``, step.description, step.runsIn.name, step.timeout.toHumanString()]));
    // Also of steps behind which nobody waits, which no budget counts: alike in all tables.
    expect(rows.filter(([,,,, seconds]) => !/^\d+ \/ \d+$/.test(seconds))).toEqual([]);
    expect(rows.find(([, id]) => id === '`notify`')![4]).toBe('1 / 5');
    const lines = example.orchestrator.budget(target, mode).lines;
    for (const { id, typical, worst } of lines) {
      const row = rows.find(([, step]) => step === `\`${id}\``);
      const lengths = [typical, worst].map(({ start, end }) => end.toSeconds() - start.toSeconds()).join(' / ');
      expect(row?.[4] ?? lengths).toBe(lengths);
    }
  });

  test('DOC-01: is told what to do about every error of a run', () => {
    const told = [...sections.get('A run fails or does not end')!.matchAll(/^\| `(\w+)` \| .+ \| .+ \|$/gm)].map(([, name]) => name);
    expect(told).toEqual(Object.keys(RUN_ERRORS));
  });

  test('after a false alarm looks at every machine, and is told of each until when it may be stopped', () => {
    const looked = calls.filter(({ title, operation }) => title === 'False alarm' && operation === 'stepfunctions list-executions');
    const { topology: { primary, secondary }, orchestrator } = example;
    const recoveries = [secondary, primary].map(region => orchestrator.forRegion(region));
    expect(looked.map(({ options }) => options['state-machine-arn'])).toEqual(
      recoveries.flatMap(({ failoverMachineArn, plannedMachineArn }) => [failoverMachineArn, plannedMachineArn]));
    const rules = [...sections.get('False alarm')!
      .matchAll(/^(By \w+ to [\w-]+); nothing has moved before (.*):$/gm)].map(([, run, steps]) => [run, steps]);
    expect(rules).toEqual([SECONDARY, PRIMARY].flatMap(region => [
      [`By force to ${region}`, '`shift-traffic`'],
      // Drained, then promoted: of traffic a planned run thinks last.
      [`By plan to ${region}`, '`fence-source`'],
    ]));
  });

  test('DOC-01: disarms before a run is stopped, and acknowledges in both Regions', () => {
    const stopped = calls.filter(({ title }) => title === 'A run fails or does not end').map(({ operation }) => operation);
    stopped.forEach((operation, index) => operation === 'stepfunctions stop-execution' && expect(stopped[index - 1]).toBe('lambda invoke'));
    expect(stopped).toContain('stepfunctions stop-execution');
    for (const title of [`Planned switchover to ${SECONDARY}`, `Failback to ${PRIMARY}`]) {
      expect(sections.get(title)).toMatch(new RegExp(`acknowledge the run, in (${PRIMARY}|${SECONDARY}) \\*\\*and\\*\\* in `));
    }
  });

  test.each([[`Planned switchover to ${SECONDARY}`, SECONDARY, RunMode.SWITCHOVER], [`Failback to ${PRIMARY}`, PRIMARY, RunMode.FAILBACK]])(
    '%s says how long clients cannot write: until they are led on, and not only until the writer has moved', (title, region, mode) => {
      const target = example.topology.regions.find(({ name }) => name === region)!;
      const { withoutWrites, lines } = example.orchestrator.budget(target, mode);
      const line = (id: string) => lines.find(each => each.id === id)!.typical;
      expect(withoutWrites!.typical.toSeconds()).toBe(line('record-cache').end.toSeconds() - line('fence-source').start.toSeconds());
      expect(sections.get(title)).toContain(`Writes are refused from the fence until clients are led to ${region}: typically for `
        + `${withoutWrites!.typical.toSeconds()} seconds, at worst for ${withoutWrites!.worst.toSeconds()}.`);
    });

  test('looks for a snapshot before it is copied', () => {
    const blocks = blocksOf(runbook).filter(({ title }) => title === 'Reconcile suspect writes').map(({ block }) => block);
    expect(blocks.filter(block => block.includes('SNAPSHOT=$(')).length).toBeGreaterThan(0);
    expect(blocks.filter(block => block.includes('SNAPSHOT=$(') && block.includes('copy-db-cluster-snapshot'))).toEqual([]);
  });

  test('reads the times of the budget', () => {
    expect(sections.get(`Forced failover to ${SECONDARY}`)).toContain('Typically 240 seconds pass from the loss of the Region until clients are served, at worst 806');
    // Whoever starts the run waits from there.
    const { typical, worst, lines } = example.orchestrator.budget(example.topology.secondary);
    const decided = lines.find(({ id }) => id === 'decision')!;
    expect(sections.get(`Forced failover to ${SECONDARY}`)).toContain(`From the start of the run: typically ${typical.toSeconds() - decided.typical.end.toSeconds()}, `
      + `at worst ${worst.toSeconds() - decided.worst.end.toSeconds()}.`);
    expect(sections.get('Time budget and recovery points')).toContain('The objective is 5 minutes.');
  });

  test('reads parts of the budget by the words of its picture', () => {
    const { lines } = example.orchestrator.budget(example.topology.secondary);
    const rows = rowsOf(example.orchestrator.budget(example.topology.secondary));
    const parts = lines.filter(({ id }) => id in PART_TITLES);
    expect(parts.map(({ id }) => id)).toEqual(['detection', 'decision', 'latch-reading', 'record-cache', 'reconnection']);
    for (const { id } of parts) {
      expect(rows.map(({ label }) => label)).toContain(PART_TITLES[id]);
      expect(sections.get('Time budget and recovery points')).toMatch(new RegExp(`^\\| (\\*\\*)?${id}(\\*\\*)?${PART_TITLES[id] === id ? '' : `: ${PART_TITLES[id].replace(/[()]/g, '\\$&')}`} \\|`, 'm'));
    }
  });

  test('knows what a false alarm\'s first commands answer', () => {
    expect(sections.get('False alarm')).toMatch(/function-name \S+-disarm-(?:(?!```)[^])*```\n\nExpect: `"StatusCode": 200`/);
  });

  test('knows until when a Region that returns is not told yet', () => {
    expect(sections.get('Reconcile suspect writes')).toContain('within a few minutes after it answers');
    expect(sections.get('Reconcile suspect writes')).toContain('`suspectUntil` is 60 seconds behind that look');
  });
});

test('law 5: nothing is promised', () => {
  expect(runbook).not.toMatch(/guarant/i);
});
