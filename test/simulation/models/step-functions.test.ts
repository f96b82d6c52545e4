import { Caller } from './fabric';
import { Bench, HOME, STANDBY } from './models.fixture';
import { Sns } from './sns';
import { proves } from '../behaviours/proves';

const INVOKE = (fields: object = {}) => ({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'arn:aws:lambda:us-west-2:1:function:work' }, End: true, ...fields });
const WAIT = { Type: 'Wait', Seconds: 100, End: true };
const FAIL = { Type: 'Fail', Error: 'NotReady', Cause: 'why' };
const call = async (bench: Bench, operation: string, input: object, region = STANDBY) =>
  bench.outcome(bench.fabric.call('sfn', region, new Caller('test', STANDBY), operation, input), 5);
const ended = (bench: Bench) => bench.history.of('execution-ended').map(({ status, error }) => error ?? status);

proves('step-functions/start-same', async () => {
  const bench = new Bench();
  const stateMachineArn = bench.machine('m', { One: WAIT });
  const first = await call(bench, 'StartExecution', { stateMachineArn, name: 'a', input: '{"x":1}' });
  expect(await call(bench, 'StartExecution', { stateMachineArn, name: 'a', input: '{"x":1}' })).toMatchObject({ executionArn: first.executionArn });
  expect(bench.history.of('execution-started')).toHaveLength(1);
});

proves('step-functions/start-other-input', async () => {
  const bench = new Bench();
  const stateMachineArn = bench.machine('m', { One: WAIT });
  await call(bench, 'StartExecution', { stateMachineArn, name: 'a' });
  expect(await call(bench, 'StartExecution', { stateMachineArn, name: 'a', input: '{"x":1}' })).toBe('ExecutionAlreadyExists');
});

proves('step-functions/start-ended', async () => {
  const bench = new Bench();
  const stateMachineArn = bench.machine('m', { One: { Type: 'Succeed' } });
  await call(bench, 'StartExecution', { stateMachineArn, name: 'a' });
  expect(await call(bench, 'StartExecution', { stateMachineArn, name: 'a' })).toBe('ExecutionAlreadyExists');
});

proves('step-functions/start-unknown', async () => {
  expect(await call(new Bench(), 'StartExecution', { stateMachineArn: 'arn:other', name: 'a' })).toBe('StateMachineDoesNotExist');
});

proves('step-functions/describe-unknown', async () => {
  const bench = new Bench();
  const { props: { arn } } = bench.stepFunctions.start(bench.machine('m', { One: WAIT }), 'a', {});
  expect(await call(bench, 'DescribeExecution', { executionArn: arn })).toMatchObject({ status: 'RUNNING' });
  expect(await call(bench, 'DescribeExecution', { executionArn: arn }, HOME)).toBe('ExecutionDoesNotExist');
});

test('an execution is stopped and redriven by its callers', async () => {
  const bench = new Bench();
  const { props: { arn: executionArn } } = bench.stepFunctions.start(bench.machine('m', { One: WAIT }), 'a', {});
  expect(await call(bench, 'RedriveExecution', { executionArn })).toBe('ExecutionNotRedrivable');
  await call(bench, 'StopExecution', { executionArn, error: 'Stopped' });
  expect(await call(bench, 'DescribeExecution', { executionArn })).toMatchObject({ status: 'ABORTED', error: 'Stopped' });
  await call(bench, 'RedriveExecution', { executionArn });
  await bench.wait(200);
  expect(ended(bench)).toEqual(['Stopped', 'SUCCEEDED']);
});

proves('step-functions/lambda-errors', async () => {
  const bench = new Bench();
  bench.work(async () => { throw Object.assign(new Error('why'), { name: 'LockLost' }); });
  bench.stepFunctions.start(bench.machine('m', { One: INVOKE() }), 'a', {});
  await bench.wait(60);
  expect(ended(bench)).toEqual(['LockLost']);
});

proves('step-functions/lambda-timeout', async () => {
  const bench = new Bench();
  bench.work(async (_event, { wait }) => wait(100_000));
  bench.stepFunctions.start(bench.machine('m', { One: INVOKE() }), 'a', {});
  await bench.wait(90);
  expect(ended(bench)).toEqual(['Sandbox.Timedout']);
});

const CHILD = (child: string) => ({ One: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Arguments: { StateMachineArn: child, Name: 'child', Input: { x: 1 } }, End: true } });

proves('step-functions/sync-output', async () => {
  const bench = new Bench();
  const child = bench.machine('child', { One: { Type: 'Pass', End: true } });
  const parent = bench.stepFunctions.start(bench.machine('parent', CHILD(child)), 'a', {});
  await bench.wait(60);
  expect(parent.output).toMatchObject({ Status: 'SUCCEEDED', Output: { x: 1 } });
});

proves('step-functions/sync-failed', async () => {
  const bench = new Bench();
  const parent = bench.stepFunctions.start(bench.machine('parent', CHILD(bench.machine('child', { One: FAIL }))), 'a', {});
  await bench.wait(60);
  expect([parent.error, JSON.parse(parent.cause!)]).toEqual(['States.TaskFailed', { Status: 'FAILED', Error: 'NotReady', Cause: 'why' }]);
});

proves('step-functions/sync-stop', async () => {
  const bench = new Bench();
  const parent = bench.stepFunctions.start(bench.machine('parent', CHILD(bench.machine('child', { One: WAIT }))), 'a', {});
  await bench.wait(10);
  parent.abort();
  await bench.wait(1);
  expect(bench.stepFunctions.all().map(({ status }) => status)).toEqual(['ABORTED', 'ABORTED']);
});

const TOPIC = 'arn:aws:sns:us-west-2:1:critical';
const PUBLISH = (fields: object) => ({ One: { Type: 'Task', Arguments: { TopicArn: TOPIC, Subject: 'look', Message: 'here' }, End: true, ...fields } });

proves('step-functions/token-once', async () => {
  const bench = new Bench();
  bench.services.sns = new Sns(new Set([TOPIC]), bench.history).operations;
  const Arguments = { TopicArn: TOPIC, Message: '{% $states.context.Task.Token %}' };
  bench.stepFunctions.start(bench.machine('m', PUBLISH({ Resource: 'arn:aws:states:::sns:publish.waitForTaskToken', Arguments })), 'a', {});
  await bench.wait(10);
  const [taskToken] = bench.stepFunctions.tokens.pending();
  expect(await call(bench, 'SendTaskSuccess', { taskToken, output: '{"yes":true}' })).toEqual({});
  expect(await call(bench, 'SendTaskFailure', { taskToken })).toBe('TaskTimedOut');
  expect(ended(bench)).toEqual(['SUCCEEDED']);
});

proves('sns/published', async () => {
  const bench = new Bench();
  bench.services.sns = new Sns(new Set([TOPIC]), bench.history).operations;
  const { props: { arn } } = bench.stepFunctions.start(bench.machine('m', PUBLISH({ Resource: 'arn:aws:states:::sns:publish' })), 'a', {});
  await bench.wait(10);
  expect(bench.history.of('paged')).toMatchObject([{ region: STANDBY, topic: TOPIC, subject: 'look', about: arn }]);
});

proves('sns/integration-error', async () => {
  const bench = new Bench();
  bench.services.sns = new Sns(new Set(), bench.history).operations;
  bench.stepFunctions.start(bench.machine('m', PUBLISH({ Resource: 'arn:aws:states:::sns:publish' })), 'a', {});
  await bench.wait(10);
  expect(ended(bench)).toEqual(['SNS.NotFoundException']);
});

proves('step-functions/metrics', async () => {
  const bench = new Bench();
  const arns = [
    bench.machine('fails', { One: FAIL }), bench.machine('late', { One: WAIT }, { TimeoutSeconds: 10 }), bench.machine('stopped', { One: WAIT }), bench.machine('fine', { One: { Type: 'Succeed' } }),
  ];
  const [failing, , stopped] = arns.map(arn => bench.stepFunctions.start(arn, 'a', {}));
  await bench.wait(5);
  stopped.abort();
  await bench.wait(95);
  failing.redrive();
  await bench.wait(100);
  const counted = (metric: string, arn: string) => `${STANDBY}|AWS/States|${metric}|StateMachineArn=${arn}`;
  expect(bench.points.sort()).toEqual([
    counted('ExecutionsAborted', arns[2]), counted('ExecutionsFailed', arns[0]), counted('ExecutionsTimedOut', arns[1]), counted('RedrivenExecutionsFailed', arns[0]),
  ]);
});

proves('step-functions/regional', async () => {
  const bench = new Bench();
  bench.stepFunctions.start(bench.machine('m', { One: WAIT }), 'a', {});
  bench.clock.after(50_000, () => bench.network.lose(STANDBY));
  await bench.wait(500);
  expect(ended(bench)).toEqual([]);
  bench.network.restore(STANDBY);
  await bench.wait(1);
  expect(ended(bench)).toEqual(['SUCCEEDED']);
});

test('an integration that is not modelled ends the simulation, unless a test says what it does', async () => {
  const states = { One: { Type: 'Task', Resource: 'arn:aws:states:::ecs:updateService', Arguments: {}, End: true } };
  const bench = new Bench();
  bench.stepFunctions.start(bench.machine('m', states), 'a', {});
  await expect(bench.wait(10)).rejects.toThrow('arn:aws:states:::ecs:updateService is not modelled');
  const other = new Bench();
  other.integrations['ecs:updateService'] = async () => ({ Service: {} });
  other.stepFunctions.start(other.machine('m', states), 'a', {});
  await other.wait(10);
  expect(ended(other)).toEqual(['SUCCEEDED']);
});

proves('world-faults/control-planes', async () => {
  const states = { One: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:route53:changeResourceRecordSets', Arguments: {}, End: true } };
  const bench = new Bench();
  bench.network.controlPlanes = false;
  bench.stepFunctions.start(bench.machine('m', states), 'a', {});
  bench.work(async (_event, { clients }) => clients(STANDBY).iam.send(new (class PutRolePolicyCommand { public readonly input = {}; })()));
  expect(await bench.invoke()).toBe('TimeoutError');
  expect(ended(bench)).toEqual(['Route53.SdkClientException']);
  expect(bench.history.of('control-plane-called').map(({ service, operation }) => `${service}.${operation}`).sort()).toEqual(['iam.PutRolePolicy', 'route53.ChangeResourceRecordSets']);
});
