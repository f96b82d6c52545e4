import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { fault } from './aurora';
import { handler } from '../../../src/recovery/handlers/peer-run.lambda';

const sfn = mockClient(SFNClient);
const MACHINE = 'arn:aws:states:eu-west-1:111111111111:stateMachine:recovery-failback';
const REQUEST = {
  stateMachineArn: MACHINE, name: 'drill-8', attempt: 0, input: { actor: 'drill', reason: 'a drill returns home', automatic: false },
};
/** As EventBridge sends it. */
const RULE = { 'detail-type': 'Scheduled Event', 'source': 'aws.events' } as never;

beforeEach(() => {
  sfn.reset();
  sfn.on(StartExecutionCommand).resolves({});
  jest.spyOn(console, 'log').mockReturnValue(undefined);
  process.env.AWS_REGION = 'eu-central-1';
  process.env.PEER_RUN_SETTINGS = JSON.stringify({ region: 'eu-west-1', stateMachineArn: MACHINE });
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.PEER_RUN_SETTINGS;
  delete process.env.AWS_REGION;
});

describe('a run of the other Region', () => {
  test('is started there, when there is none of that name', async () => {
    sfn.on(DescribeExecutionCommand).rejects(fault('ExecutionDoesNotExist'));
    await expect(handler(REQUEST)).resolves.toMatchObject({ status: 'running' });
    const [look, start, ...others] = sfn.calls();
    expect(others).toEqual([]);
    expect(look.args[0].input).toEqual({ executionArn: 'arn:aws:states:eu-west-1:111111111111:execution:recovery-failback:drill-8' });
    expect(start.args[0].input).toEqual({ stateMachineArn: MACHINE, name: 'drill-8', input: JSON.stringify(REQUEST.input) });
    await expect((start.thisValue as SFNClient).config.region()).resolves.toBe('eu-west-1');
  });

  test.each([
    ['RUNNING', 'running'], ['PENDING_REDRIVE', 'running'], ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'], ['TIMED_OUT', 'failed'], ['ABORTED', 'failed'],
  ] as const)('is looked at, and not started again, when it is %s: %s', async (status, expected) => {
    sfn.on(DescribeExecutionCommand).resolves({ status });
    await expect(handler(REQUEST)).resolves.toMatchObject({ status: expected });
    expect(sfn.commandCalls(StartExecutionCommand)).toHaveLength(0);
  });

  test('tells why it failed', async () => {
    sfn.on(DescribeExecutionCommand).resolves({ status: 'FAILED', error: 'TrafficNotMoved', cause: 'still there' });
    await expect(handler(REQUEST)).resolves.toEqual({ status: 'failed', detail: 'the execution is FAILED: TrafficNotMoved: still there', attempt: 0 });
    sfn.on(DescribeExecutionCommand).resolves({ status: 'ABORTED' });
    await expect(handler(REQUEST)).resolves.toEqual({ status: 'failed', detail: 'the execution is ABORTED: no error: no cause', attempt: 0 });
  });

  test('has succeeded when the other Region was the active one already: a run before it was there', async () => {
    sfn.on(DescribeExecutionCommand).resolves({ status: 'FAILED', error: 'AlreadyActive' });
    await expect(handler(REQUEST)).resolves.toMatchObject({ status: 'succeeded' });
  });

  test.each([[179, 0], [180, 1]])('that was refused %d s ago is asked for again after three minutes: attempt %d', async (seconds, attempt) => {
    const stopDate = new Date('2026-03-01T12:00:00Z');
    jest.spyOn(Date, 'now').mockReturnValue(stopDate.getTime() + seconds * 1000);
    sfn.on(DescribeExecutionCommand).resolves({ status: 'FAILED', error: 'LagAboveGate', cause: 'too far behind', stopDate });
    await expect(handler(REQUEST)).resolves.toEqual({ status: 'running', detail: 'the execution is FAILED: LagAboveGate: too far behind', attempt });
    expect(sfn.commandCalls(StartExecutionCommand)).toHaveLength(0);
  });

  test('has another name at each attempt', async () => {
    sfn.on(DescribeExecutionCommand).rejects(fault('ExecutionDoesNotExist'));
    await expect(handler({ ...REQUEST, attempt: 2 })).resolves.toMatchObject({ status: 'running', attempt: 2 });
    expect(sfn.commandCalls(StartExecutionCommand)[0].args[0].input.name).toBe('drill-8-2');
  });

  test('is not started twice when Step Functions did not tell of it at once', async () => {
    sfn.on(DescribeExecutionCommand).rejects(fault('ExecutionDoesNotExist'));
    sfn.on(StartExecutionCommand).rejects(fault('ExecutionAlreadyExists'));
    await expect(handler(REQUEST)).resolves.toMatchObject({ status: 'running' });
  });

  test.each([DescribeExecutionCommand, StartExecutionCommand])('ORC-17: an error that nobody foresaw stays what it is', async command => {
    sfn.on(DescribeExecutionCommand).rejects(fault('ExecutionDoesNotExist'));
    sfn.on(command as typeof StartExecutionCommand).rejects(fault('StateMachineDoesNotExist'));
    await expect(handler(REQUEST)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  });

  test('ORC-17: called by its rule: an error that nobody foresaw stays what it is, and only a Region that does not answer is none', async () => {
    sfn.on(DescribeExecutionCommand).rejects(fault('AccessDeniedException'));
    await expect(handler(RULE)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    sfn.on(DescribeExecutionCommand).rejects(fault('TimeoutError', 0));
    await expect(handler(RULE)).resolves.toEqual({ dry: true });
  });

  test('ORC-17: ServiceUnavailable, which the machine retries, when the other Region does not answer', async () => {
    sfn.on(DescribeExecutionCommand).rejects(fault('TimeoutError', 0));
    await expect(handler(REQUEST)).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  });
});
