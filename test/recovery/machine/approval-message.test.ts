import { fullOrchestrator, machinesOf } from './machines';
import type { Bench } from '../../simulation/asl/bench.fixture';
import type { Json } from '../../simulation/asl/json';
import { BY_HAND, BY_ITSELF, RenderedRun } from '../rows/rendered-run';
import { CLI_OPERATIONS, GLOBAL_OPTIONS } from '../runbook/cli-operations';
import type { AwsCall } from '../runbook/runbook-commands';
import { awsCallsOf } from '../runbook/runbook-commands';

const fixture = fullOrchestrator();
const { topology: { secondary } } = fixture;
const { failover, planned } = machinesOf(fixture, secondary);

/** What is typed of a message: its lines that are commands. */
function typedFrom(message: string): AwsCall[] {
  const commands = message.split('\n').filter(line => line.startsWith('aws '));
  return awsCallsOf(`## Message\n\`\`\`sh\n${commands.join('\n')}\n\`\`\`\n`);
}

/** The variables that the runbook sets once in each shell. */
const SHELL: Record<string, string> = { OPERATOR: 'Ada', REASON: 'not now' };

function expanded(word: string): string {
  return word.replace(/\$\{([A-Z]+):\?[^}]*\}/g, (_all, name: string) => SHELL[name]);
}

/** What Step Functions does with a command. Whatever is not sent to the Region of the run finds no token there. */
function send({ operation, options }: AwsCall, { tokens }: Bench): void {
  const { region, 'task-token': token, 'task-output': output = '{}', error = '', cause = '' } = options;
  expect(region).toBe(secondary.name);
  const known = operation === 'stepfunctions send-task-success' ? tokens.succeed(token, JSON.parse(expanded(output)))
    : operation === 'stepfunctions send-task-failure' && tokens.fail(token, error, expanded(cause));
  expect([operation, token, known]).toEqual([operation, token, true]);
}

/** A run in which somebody types one of the commands of the message that asks: the first to approve, the second to reject. */
async function answered(machine: typeof failover, input: Json, which: 0 | 1) {
  const messages: string[] = [];
  const run: RenderedRun = new RenderedRun({
    machine,
    input,
    asked: (_token, bench) => {
      const { given: { Message } } = run.calls.at(-1)!;
      messages.push(Message);
      send(typedFrom(Message)[which], bench);
    },
  });
  const { status, error } = await run.toItsEnd();
  return { run, messages, end: error ?? status };
}

const ASKED = [
  ['a run of automation', failover, BY_ITSELF, 'approve-run', /^May eu-central-1 take over from eu-west-1 \(failover\)\?\n/],
  ['a step of the team', planned, BY_HAND, 'ask-finance', /^May "finance" be moved\?\n/],
] as const;

describe.each(ASKED)('the message by which %s asks', (_what, machine, input, step, question) => {
  test('holds two commands that the CLI knows, with all that they demand, in the Region of the run', async () => {
    const { messages: [message, ...others], run } = await answered(machine, input, 0);
    expect(others).toEqual([]);
    expect(message).toMatch(question);
    expect(message).toMatch(/\n\nWithin \d+ minutes, approve:\naws .*\n\nor reject:\naws .*\n\nRun: arn:\S+$/);
    const calls = typedFrom(message);
    expect(calls.map(({ operation }) => operation)).toEqual(['stepfunctions send-task-success', 'stepfunctions send-task-failure']);
    for (const { operation, options, positional } of calls) {
      const { required, optional } = CLI_OPERATIONS[operation];
      const given = Object.keys(options);
      expect([operation, required.filter(name => !given.includes(name))]).toEqual([operation, []]);
      const known = [...required, ...optional, ...GLOBAL_OPTIONS];
      expect([operation, given.filter(name => !known.includes(name)), positional]).toEqual([operation, [], []]);
      expect([operation, options.region]).toEqual([operation, secondary.name]);
    }
    expect(run.calls.filter(({ integration }) => integration.endsWith('.waitForTaskToken')).map(({ state }) => state.split('.')[0])).toEqual([step]);
  });

  test('approves by the first of them, and the run goes on to its end', async () => {
    const { end } = await answered(machine, input, 0);
    expect(end).toBe('SUCCEEDED');
  });

  test('rejects by the second, and the run ends by that name with what was typed', async () => {
    const { run, end } = await answered(machine, input, 1);
    expect(end).toBe('ApprovalRejected');
    expect(run.call('run.report').given.Message).toContain('ApprovalRejected\nAda: not now');
    expect(run.states).not.toContain('activate-region');
  });
});

test('who approves is handed to the record of the run by the name that the answer gives; an answer without one approves, too', async () => {
  const noted = async (output: object) => {
    const run = new RenderedRun({ machine: failover, input: BY_ITSELF, asked: (token, { tokens }) => { tokens.succeed(token, output as never); } });
    await expect(run.toItsEnd()).resolves.toMatchObject({ status: 'SUCCEEDED' });
    return run.call('approve-run.go').given.Payload;
  };
  await expect(noted({ approver: 'Ada' })).resolves.toMatchObject({ action: 'await-approval', awaits: false, approver: 'Ada' });
  await expect(noted({})).resolves.toMatchObject({ awaits: false, approver: '' });
  await expect(noted({ approver: 7 })).resolves.toMatchObject({ approver: '7' });
  const { run } = await answered(failover, BY_ITSELF, 0);
  expect(run.call('approve-run.go').given.Payload).toMatchObject({ approver: 'Ada' });
});
