import { runbookExample } from './environment';
import { blocksOf } from './runbook-commands';
import { ALIVE, typeInto } from './typed-shell';
import { FailoverOrchestrator } from '../../../src';
import { createdTopology, PRIMARY, SECONDARY } from '../../support/environment';

const example = runbookExample();
const blocks = blocksOf(example.orchestrator.runbook()).filter(({ title }) => title === 'Nobody acts').map(({ block }) => block);

/** As the decider logs them, beside what else it logs. */
const DECISIONS = [
  { timestamp: Date.UTC(2026, 4, 20, 11, 51, 4, 17), message: 'decided', verdict: 'page', reason: 'databases-unknown', epoch: 3 },
  { timestamp: Date.UTC(2026, 4, 20, 11, 51, 5), message: 'the other Region\'s state not read: nothing is decided by it', error: 'TimeoutError' },
  { timestamp: Date.UTC(2026, 4, 20, 11, 52, 4), message: 'decided', verdict: 'page', reason: 'not-armed', wanted: 'forced', epoch: 3 },
];

test.each([[SECONDARY, 0], [PRIMARY, 1]])('in %s the newest decisions are read from the log of its decider: when, verdict, reason and wanted run', (region, index) => {
  const { asked, printed } = typeInto(['date() { echo 1779278400; }', blocks[index]], { decisions: DECISIONS });
  const [found, read] = asked;
  expect(asked.map(({ operation, options }) => [operation, options.region])).toEqual([['lambda get-function-configuration', region], ['logs filter-log-events', region]]);
  expect(found.options).toMatchObject({ query: 'LoggingConfig.LogGroup', output: 'text' });
  expect(read.options).toEqual({
    'region': region,
    'log-group-name': `log-of-${found.options['function-name']}`,
    'start-time': String((1779278400 - 15 * 60) * 1000),
    'filter-pattern': 'decided',
    'output': 'json',
  });
  expect(printed).toContain('2026-05-20T11:51:04Z\tpage\tdatabases-unknown\t-\n2026-05-20T11:52:04Z\tpage\tnot-armed\tforced\n');
  expect(printed).not.toContain('not read');
});

test('no log is read where the decider is not found', () => {
  const { asked, printed } = typeInto([blocks[0]], { fails: ['lambda get-function-configuration'] });
  expect(asked.map(({ operation }) => operation)).toEqual(['lambda get-function-configuration']);
  expect(printed).toContain(ALIVE);
});

test('the page names the section, and the decider whose log is read there', () => {
  const signals = example.orchestrator.healthSignals().filter(({ id }) => id.includes('nobody-acts'));
  expect(signals).toHaveLength(2);
  for (const { description, publishedIn } of signals) {
    expect(description).toContain('The runbook says under "Nobody acts" what to do');
    expect(blocks.find(block => block.includes(`--region ${publishedIn.name}`))).toContain(/the log of (\S+) says why/.exec(description)![1]);
  }
});

test('where nothing is detected no log is read', () => {
  const topology = createdTopology();
  const orchestrator = new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [] });
  expect(blocksOf(orchestrator.runbook()).filter(({ block }) => block.includes('aws logs'))).toEqual([]);
});
