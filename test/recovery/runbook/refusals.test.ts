import { runbookExample } from './environment';
import { awsCallsOf, blocksOf } from './runbook-commands';
import type { World } from './typed-shell';
import { ALIVE, typeInto } from './typed-shell';
import { PRIMARY, SECONDARY } from '../../support/environment';

const runbook = runbookExample().orchestrator.runbook();
const WHO = 'OPERATOR=Ada REASON=because TOKEN=any';

const blocksUnder = (title: string) => blocksOf(runbook).filter(each => each.title === title).map(({ block }) => block);
const operationsOf = (block: string) => awsCallsOf(`## Any\n\`\`\`sh\n${block}\`\`\`\n`).map(({ operation }) => operation);

describe('an approval', () => {
  test('is answered in one way by what is pasted at once, in one Region, anywhere in the runbook', () => {
    const answering = blocksOf(runbook).map(({ block }) => operationsOf(block).filter(each => each.startsWith('stepfunctions send-task'))).filter(({ length }) => length > 0);
    expect(answering).toEqual([['stepfunctions send-task-failure'], ['stepfunctions send-task-success'], ['stepfunctions send-task-failure'], ['stepfunctions send-task-success']]);
  });

  test('says in words which block does what', () => {
    for (const region of [SECONDARY, PRIMARY]) {
      expect(runbook).toMatch(new RegExp(`Reject the run to ${region}:\n\n\`\`\`sh\naws stepfunctions send-task-failure \\\\?\\s*--region ${region} `));
      expect(runbook).toMatch(new RegExp(`Approve the run to ${region}:\n\n\`\`\`sh\naws stepfunctions send-task-success --region ${region} `));
    }
  });
});

describe('a run that is typed by hand', () => {
  const blocks = blocksUnder('Without the state machine').filter(block => !/(dig|curl) /.test(block));
  const byHand = (world: World) => typeInto([WHO, ...blocks], world);
  const changes = (world: World) => byHand(world).asked
    .filter(({ operation, options }) => operation === 'rds failover-global-cluster' || options.payload?.includes('"runId"'))
    .map(({ operation, options }) => (options.payload === undefined ? operation : JSON.parse(options.payload).action));

  test('that has begun goes through all of its steps', () => {
    const steps = ['begin', 'shift', 'rds failover-global-cluster', 'fence', 'activate', 'finish'];
    expect(changes({})).toEqual([...steps, ...steps]);
  });

  test.each([['is refused', { throws: { 'run-keeper': 'RunInProgress' } }], ['is not answered', { fails: ['lambda invoke'] }]] as [string, World][])(
    'and whose begin %s promotes nothing, moves no latch and no role, and says so', (_name, world) => {
      expect(changes(world)).toEqual(['begin', 'begin']);
      const { errors, printed } = byHand(world);
      expect(errors.split('EPOCH: begin was refused, or was made in another shell: stop')).toHaveLength(2 * 5 + 1);
      expect(printed).toContain(ALIVE);
    });

  test('in another shell does nothing before it is told what it goes on with', () => {
    const behind = blocks.filter(block => !block.includes('"action":"begin"'));
    const { asked, errors } = typeInto([WHO, ...behind]);
    expect(asked.filter(({ operation }) => operation === 'rds failover-global-cluster')).toEqual([]);
    expect(errors).toContain('RUN: no run has begun in this shell');
  });
});

describe('a run that is in the way', () => {
  const stops = blocksUnder('A run fails or does not end').filter(block => block.includes('stop-execution'));
  const stopped = (world: World) => typeInto([WHO, 'EXECUTION=arn', ...stops], world);
  const operations = (world: World) => stopped(world).asked.map(({ operation }) => operation);

  test('is stopped when its Region is disarmed', () => {
    expect(stops).toHaveLength(2);
    expect(operations({})).toEqual(Array(2).fill(['lambda invoke', 'stepfunctions stop-execution', 'stepfunctions describe-execution']).flat());
  });

  test.each([['throws', { throws: { disarm: 'StateNotWritten' } }], ['is not answered', { fails: ['lambda invoke'] }]] as [string, World][])(
    'is not stopped when disarming %s, and it is seen why', (_name, world) => {
      expect(operations(world)).toEqual(['lambda invoke', 'lambda invoke']);
      expect(stopped(world).errors).toMatch(/StateNotWritten|when calling lambda invoke/);
    });
});

describe('where there is no run', () => {
  test.each(['False alarm', `Forced failover to ${SECONDARY}`, 'A run fails or does not end'])('nothing of it is asked, and none of before is taken for it: %s', title => {
    const finding = blocksUnder(title).filter(block => /list-executions|Item\.runId\.S/.test(block));
    expect(finding.length).toBeGreaterThan(0);
    const none = typeInto(['EXECUTION=of-before', ...finding, 'echo "left: ${EXECUTION-nothing}"']);
    expect(none.asked.filter(({ options }) => 'execution-arn' in options)).toEqual([]);
    expect(none.printed).toMatch(/None: (this machine has never run|nobody holds the lock)\n/);
    expect(none.printed).toContain('left: nothing');
    const one = typeInto([...finding, 'echo "left: $EXECUTION"'], { execution: 'arn:of:it' });
    expect(new Set(one.asked.flatMap(({ options }) => options['execution-arn'] ?? []))).toEqual(new Set(['arn:of:it']));
    expect(one.printed).toContain('left: arn:of:it');
  });
});

describe('whoever wants automation to stop', () => {
  const section = (title: string) => runbook.split(/^## /m).find(text => text.startsWith(`${title}\n`))!;

  test('finds Disarm before Arm', () => {
    const functions = awsCallsOf(`## ${section('Arm, disarm, acknowledge, approve, switch off')}`).flatMap(({ options }) => /-recovery-(arm|disarm|acknowledge)-/.exec(options['function-name'])?.[1] ?? []);
    expect(functions).toEqual(['disarm', 'disarm', 'arm', 'arm', 'acknowledge', 'acknowledge']);
  });

  test('hears that a Region that does not answer may still take over', () => {
    expect(section('Arm, disarm, acknowledge, approve, switch off')).toContain('A Region that does not answer you cannot be disarmed, and **may still take over**');
  });

  test('is told where to go when the Regions do not come to agree', () => {
    expect(section('The lost Region returns')).toMatch(/Wait for it for five minutes; .* Where they still do not agree: \[Traffic where nobody writes\]/);
  });
});
