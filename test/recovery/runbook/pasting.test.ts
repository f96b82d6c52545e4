import { spawnSync } from 'child_process';
import * as fs from 'fs';
import { Duration } from 'aws-cdk-lib';
import { runbookExample } from './environment';
import { EXAMPLE } from './example';
import { awsCallsOf, blocksOf, payloadOf, programsOf } from './runbook-commands';
import { commandsOf } from './shell-words';
import { ALIVE, typeInto } from './typed-shell';
import { FailoverOrchestrator, RecoveryAction, RunPoint } from '../../../src';
import { createdTopology, PRIMARY, SECONDARY } from '../../support/environment';
import { auroraStore } from '../stores';

const example = runbookExample().orchestrator.runbook();

/** With no public name, and with steps of a team of every kind that somebody types. */
function teamsRunbook(): string {
  const topology = createdTopology();
  const orchestrator = new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [auroraStore(topology)] });
  const actions = {
    warm: RecoveryAction.wait(Duration.seconds(20)),
    web: RecoveryAction.scaleEcsService({ clusterName: 'web', serviceName: 'api', desiredCount: 2 }),
    workers: RecoveryAction.scaleAutoScalingGroup({ autoScalingGroupName: 'workers', desiredCapacity: 2 }),
    ask: RecoveryAction.approval('May it?'),
  };
  Object.entries(actions).forEach(([id, action]) =>
    orchestrator.addStep({ id, description: `Step ${id}`, point: RunPoint.BEFORE_PROMOTION, target: topology.secondary, action, timeout: Duration.minutes(1) }));
  return orchestrator.runbook();
}

const team = teamsRunbook();
/** As it is committed: with a deep path, which is asked by `curl`. */
const payments = fs.readFileSync(EXAMPLE, 'utf8');
const pages = [['of the example', example], ['of a team without a public name', team], ['of the payments app', payments]] as const;

const blocksUnder = (title: string) => blocksOf(example).filter(each => each.title === title).map(({ block }) => block);
const [once, why] = blocksUnder('Read this first');
const ASSIGNMENT = /^[A-Z_]+(?==)/;

/** Commands that say who acts. */
const SIGNED = ['stepfunctions start-execution', 'lambda invoke', 'stepfunctions stop-execution', 'stepfunctions send-task-success', 'stepfunctions send-task-failure'];
const SECTIONS = [
  `Forced failover to ${SECONDARY}`, `Planned switchover to ${SECONDARY}`, 'Traffic where nobody writes', 'False alarm', 'A run fails or does not end',
  'Arm, disarm, acknowledge, approve, switch off',
];

function isOfTheShell(program: string): boolean {
  return spawnSync('bash', ['--norc', '-c', `type -t '${program}'`], { encoding: 'utf8' }).stdout.trim() === 'builtin';
}

describe.each(pages)('the runbook %s', (_name, runbook) => {
  const blocks = blocksOf(runbook).map(({ block }) => block);

  test('calls nothing but what it says that an operator needs, and what a shell has', () => {
    const told = [.../- You need (.*), and a role/.exec(runbook)![1].matchAll(/`(\w+)`/g)].map(([, tool]) => tool);
    const called = [...new Set(programsOf(runbook))].filter(program => !ASSIGNMENT.test(program));
    expect(called.filter(program => !told.includes(program) && !isOfTheShell(program))).toEqual([]);
    // Of a step that waits, which not every plan has.
    expect(told.filter(tool => !['bash', 'sleep', ...called].includes(tool))).toEqual([]);
  });

  test('has nothing in its commands that must be replaced before they are pasted', () => {
    expect(blocks.flatMap(block => block.match(/<[^>\n]+>/g) ?? [])).toEqual([]);
  });

  test('sets no variable twice in what is pasted at once', () => {
    const twice = blocks.map(block => commandsOf(block).flatMap(({ words }) => ASSIGNMENT.exec(words[0])?.[0] ?? []))
      .filter(names => new Set(names).size < names.length);
    expect(twice).toEqual([]);
  });

  test('is understood by bash, block by block', () => {
    const wrong = blocks.filter(input => spawnSync('bash', ['--norc', '-n'], { input }).status !== 0);
    expect(wrong).toEqual([]);
  });
});

test('the kinds of steps of a team are all typed, where anything is typed for them', () => {
  expect(programsOf(team)).toEqual(expect.arrayContaining(['sleep', '[']));
  expect(awsCallsOf(team).filter(({ title }) => title === 'Without the state machine').map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(['ecs update-service', 'autoscaling set-desired-capacity']));
  expect(programsOf(team)).not.toContain('dig');
});

test('nobody is asked for a token while a run is typed by hand: no execution waits for one', () => {
  const byHand = team.split(/^## /m).find(section => section.startsWith('Without the state machine\n'))!;
  expect(byHand).toContain('`ask`: Step ask.\n\nDone when somebody has answered');
  expect(byHand).not.toContain('send-task');
  expect(awsCallsOf(team).map(({ operation }) => operation)).toContain('stepfunctions send-task-success');
});

describe('once in each shell', () => {
  const env = 'printf \'%s|\' "${AWS_PAGER-paged}" "$OPERATOR" "$REASON"';

  test('answers are no longer paged, and it is known who acts, whichever Region is lost', () => {
    expect(programsOf(example)[0]).toBe('export');
    for (const lost of [PRIMARY, SECONDARY]) {
      expect(typeInto([once, env], { fails: [`sts get-caller-identity ${lost}`] }).printed).toContain('|arn:aws:sts::111111111111:assumed-role/Operators/ada@example.com||');
    }
    expect(typeInto([env]).printed).toContain('paged|||');
  });

  test('a Region that is silent is given up soon, whatever is asked, and its answers are JSON where nothing else is said', () => {
    const set = 'printf \'%s|\' "$AWS_MAX_ATTEMPTS" "$AWS_DEFAULT_OUTPUT"; export -p | grep -c "AWS_\\(MAX_ATTEMPTS\\|DEFAULT_OUTPUT\\|PAGER\\)="';
    const looking = blocksUnder('See where things stand').filter(block => !block.includes('dig'));
    const { asked, printed } = typeInto([once, set, ...looking, ...blocksUnder('Drill')]);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter(({ options }) => options['cli-connect-timeout'] !== '5' || options['cli-read-timeout'] !== '65')).toEqual([]);
    // A second attempt, or what is throttled while a command waits would end it.
    expect(printed).toContain('2|json|3');
  });

  test('a function of the team is waited for as long as it may take', () => {
    const topology = createdTopology();
    const orchestrator = new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [] });
    const action = RecoveryAction.invokeFunction({ functionName: 'warm' });
    orchestrator.addStep({ id: 'warm', description: 'Warm', point: RunPoint.BEFORE_PROMOTION, target: topology.secondary, action, timeout: Duration.minutes(15) });
    const { block } = blocksOf(orchestrator.runbook()).find(each => each.block.includes('--function-name warm '))!;
    const { asked } = typeInto([once, 'RUN=any EPOCH=7', block]);
    expect(Number(asked[1].options['cli-read-timeout'])).toBeGreaterThan(Duration.minutes(15).toSeconds());
  });

  test('whoever has no credentials hears of it', () => {
    const { printed, errors } = typeInto([once, env], { fails: ['sts get-caller-identity'] });
    expect(printed).toContain('|||');
    expect(errors).toContain('when calling sts get-caller-identity');
  });

  test('why is typed in one line, after which nothing of the block comes that would be read', () => {
    expect(why.trim().split('\n')).toHaveLength(1);
  });

  test('why is typed in words, whatever is in them, and reaches every command that is signed', () => {
    const line = 'Don\'t "panic": C:\\temp\t$HOME `date`';
    const answered = `{ ${why.trim()}; } <<'LINE'\n${line}\nLINE`;
    const typed = typeInto([once, answered, ...SECTIONS.flatMap(blocksUnder)]);
    const reason = 'Don\'t panic: C:temp$HOME `date`';
    const actor = 'arn:aws:sts::111111111111:assumed-role/Operators/ada@example.com';
    const signed = typed.asked.filter(({ operation }) => SIGNED.includes(operation) && operation !== 'stepfunctions send-task-success');
    expect(new Set(signed.map(({ operation }) => operation))).toEqual(new Set(SIGNED.slice(0, 3)));
    for (const { options: { input, payload, cause } } of signed) {
      expect(cause ?? JSON.parse(input ?? payload)).toEqual(cause ? `${actor}: ${reason}` : expect.objectContaining({ actor, reason }));
    }
  });
});

test.each([['who acts', 'OPERATOR= REASON=because', 'OPERATOR: not set, see Read this first'], ['why', 'OPERATOR=Ada REASON=', 'REASON: say why, see Read this first']])(
  'a command that does not know %s says so and does nothing, and the shell stays', (_what, variables, message) => {
    const signed = SECTIONS.flatMap(blocksUnder).filter(block => commandsOf(block).some(({ words }) => SIGNED.some(each => words.join(' ').startsWith(`aws ${each} `))));
    expect(signed.length).toBeGreaterThan(15);
    const { asked, errors, printed } = typeInto([`TOKEN=any ${variables}`, ...signed]);
    // Who approves is said, and not why.
    const left = asked.map(({ operation }) => operation).filter(operation => SIGNED.includes(operation));
    expect(new Set(left)).toEqual(new Set(variables.includes('OPERATOR=Ada') ? ['stepfunctions send-task-success'] : []));
    expect(errors.split(message).length).toBeGreaterThan(15);
    // What would follow a run that was not started.
    expect(asked.filter(({ operation }) => operation === 'stepfunctions describe-execution').every(({ options }) => options['execution-arn'] !== '')).toBe(true);
    expect(printed).toContain(ALIVE);
  });

test('a token, a time, a secret and an object are asked for where they are not known', () => {
  const asking = { 'Arm, disarm, acknowledge, approve, switch off': 'TOKEN', 'Restore from a backup': 'RESTORE_TO', 'Promote the secret of a database': 'SECRET' };
  for (const [title, variable] of Object.entries(asking)) {
    const { asked, errors, printed } = typeInto(['OPERATOR=Ada REASON=because CLASS=db.r8g.large', ...blocksUnder(title)]);
    expect(errors).toContain(`${variable}: `);
    expect(asked.filter(({ operation }) => /send-task|restore-|put-secret|replicate-secret|stop-replication/.test(operation))).toEqual([]);
    expect(printed).toContain(ALIVE);
  }
});

test('what was refused is started again under another name, within the minute', () => {
  const names = awsCallsOf(example).filter(({ operation }) => operation === 'stepfunctions start-execution').map(({ options }) => options.name);
  expect(names.length).toBeGreaterThan(8);
  const { asked } = typeInto([
    'date() { command date -u -d 2026-05-20T11:52:33Z "$2"; }', 'OPERATOR=Ada REASON=because', ...blocksUnder(`Planned switchover to ${SECONDARY}`),
  ]);
  expect(asked.map(({ options }) => options.name).filter(name => name !== undefined)).toEqual(['by-hand-planned-20260520T115233Z']);
});

describe('a redrive that ended at once with the same error', () => {
  const section = example.split(/^## /m).find(text => text.startsWith('A run fails or does not end\n'))!;

  test('is followed by a new run of the same machine, and the runbook says why', () => {
    const [, anew] = section.split('**The redrive ended at once, with the same error, and entered no step again:** start the run anew.');
    expect(anew).toContain('takes over the lock of the one that has ended, looks at what is there');
    const started = (text: string) => awsCallsOf(`## Anew\n${text}`).filter(({ operation }) => operation === 'stepfunctions start-execution').map(({ options }) => options);
    const looked = awsCallsOf(`## A run fails\n${section}`).filter(({ operation }) => operation === 'stepfunctions list-executions').map(({ options }) => options['state-machine-arn']);
    expect(started(anew).map(options => options['state-machine-arn'])).toEqual(looked);
    expect(looked).toHaveLength(4);
    started(anew).forEach(({ input }) => expect(payloadOf(input)).toMatchObject({ automatic: false }));
    expect(anew).toMatch(/`AlreadyActive`: .*\(#traffic-where-nobody-writes\)/);
  });
});
