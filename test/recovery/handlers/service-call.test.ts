import { Readable } from 'stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientsByRegion } from '../../../src/lambda/handlers/lambda-world';
import { isUnavailable, PATIENCE, PATIENCE_WITH_PEER, serviceCall } from '../../../src/lambda/handlers/service-call';
import { RunError } from '../../../src/recovery/handlers/run-errors';
import { StateStore } from '../../../src/recovery/handlers/state-store';
import { filesIn, readProjectFile } from '../../project/project-files';

interface Reply {
  readonly status: number;
  readonly error?: string;
  readonly reasons?: string[];
}

const OWN_REGION = 'eu-central-1';

/** What handlers make the clients of their own Region with. */
const ownConfig = () => clientsByRegion(config => ({ config }))(OWN_REGION).config;

const canceled = (...reasons: string[]): Reply => ({ status: 400, error: 'TransactionCanceledException', reasons });

/** A store on the SDK's own client, with its own retries, and a service that gives these replies and then the last one again. */
function storeOf(...replies: Reply[]) {
  const requests: string[] = [];
  const answer = async ({ body }: { body: Uint8Array }) => {
    const { status, error, reasons = [] } = replies[Math.min(requests.length, replies.length - 1)];
    requests.push(new TextDecoder().decode(body));
    const answered = error ? { __type: `com.amazonaws.dynamodb.v20120810#${error}`, CancellationReasons: reasons.map(Code => Code === 'nothing' ? {} : { Code }) } : {};
    return { response: { statusCode: status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: Readable.from([JSON.stringify(answered)]) } };
  };
  const dynamoDb = new DynamoDBClient({
    ...ownConfig(),
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    requestHandler: { handle: answer } as never,
  });
  const pauses: number[] = [];
  const store = new StateStore(dynamoDb, 'state', 'eu-west-1', async milliseconds => { pauses.push(milliseconds); });
  const write = async () => {
    const written = store.write([{ Delete: { TableName: 'state', Key: { kind: { S: 'lock' }, id: { S: 'run' } } } }]).then(refused => ({ refused }), error => ({ error }));
    let settled = false;
    void written.then(() => { settled = true; });
    // The client loads parts of itself when it is first used: how many turns that takes is up to the machine.
    for (let passed = 0; !settled && passed < 10_000; passed++) {
      await jest.advanceTimersByTimeAsync(1000);
    }
    return written as Promise<{ refused?: number; error?: RunError }>;
  };
  return { write, requests, pauses };
}

const THROTTLES = ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'];
/** What a throttle is called where it cancels a transaction, which the SDK does not make again. */
const THROTTLED_ITEMS = ['ProvisionedThroughputExceeded', 'ThrottlingError'];
const REFUSALS = ['ValidationException', 'AccessDeniedException', 'ResourceNotFoundException'];

describe('a write to a state table', () => {
  beforeEach(() => {
    process.env.AWS_REGION = OWN_REGION;
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
    delete process.env.AWS_REGION;
  });

  test('TBL-08, ORC-04: throttled twice it is taken, throttled beyond three retries it fails, and what was refused for another reason is thrown at once', async () => {
    for (const error of THROTTLES) {
      const passing = storeOf({ status: 400, error }, { status: 400, error }, { status: 200 });
      expect([error, await passing.write(), passing.requests.length]).toEqual([error, { refused: undefined }, 3]);
      const lasting = storeOf({ status: 400, error });
      expect([await lasting.write(), lasting.requests.length]).toEqual([{ error: expect.objectContaining({ name: 'ServiceUnavailable' }) }, 4]);
    }
    for (const code of THROTTLED_ITEMS) {
      const passing = storeOf(canceled(code), canceled(code), { status: 200 });
      expect([code, await passing.write(), passing.requests.length]).toEqual([code, { refused: undefined }, 3]);
      const lasting = storeOf(canceled(code));
      expect([code, await lasting.write(), lasting.requests.length])
        .toEqual([code, { error: expect.objectContaining({ name: 'ServiceUnavailable' }) }, 4]);
      expect(lasting.pauses).toEqual([100, 200, 400]);
    }
    for (const error of REFUSALS) {
      const refused = storeOf({ status: 400, error }, { status: 200 });
      const cause = expect.objectContaining({ name: error });
      expect([await refused.write(), refused.requests.length]).toEqual([{ error: expect.objectContaining({ name: 'StateNotWritten', cause }) }, 1]);
    }
  });

  test('TBL-08: is made by a client with these retries in every handler that writes', () => {
    const handlers = filesIn('src', '.lambda.ts').map(file => ({ file, text: readProjectFile(file) })).filter(({ text }) => text.includes('DynamoDBClient('));
    const own = handlers.filter(({ text }) => !(text.includes('clientsByRegion(config => (') && text.includes('new DynamoDBClient(config)')));
    expect(handlers.length).toBeGreaterThan(4);
    // It reads only.
    expect(own.map(({ file }) => file)).toEqual(['src/recovery/handlers/state-publisher.lambda.ts']);
  });

  test.each(THROTTLES)('throttled twice (%s), then taken: a success', async error => {
    const { write, requests } = storeOf({ status: 400, error }, { status: 400, error }, { status: 200 });
    await expect(write()).resolves.toEqual({ refused: undefined });
    expect(requests.length).toBe(3);
  });

  test.each(THROTTLES)('throttled beyond three retries (%s): an error is thrown', async error => {
    const { write, requests } = storeOf({ status: 400, error });
    expect((await write()).error).toMatchObject({ name: 'ServiceUnavailable' });
    expect(requests.length).toBe(4);
  });

  test.each(REFUSALS)('refused (%s): the error is thrown at once', async error => {
    const { write, requests } = storeOf({ status: 400, error });
    expect((await write()).error).toMatchObject({ name: 'StateNotWritten', message: expect.stringContaining('table state'), cause: expect.objectContaining({ name: error }) });
    expect(requests.length).toBe(1);
  });

  test('is one transaction however often it is sent', async () => {
    const { write, requests } = storeOf({ status: 500, error: 'InternalServerError' }, { status: 200 });
    await write();
    const tokens = requests.map(body => JSON.parse(body).ClientRequestToken);
    expect(tokens).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), tokens[0]]);
  });

  test.each(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError'])('cancelled twice (%s), then taken: a success after longer pauses', async code => {
    const { write, pauses } = storeOf(canceled('None', code), canceled(code), { status: 200 });
    await expect(write()).resolves.toEqual({ refused: undefined });
    expect(pauses).toEqual([100, 200]);
  });

  test.each(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError'])('cancelled beyond three retries (%s): an error is thrown', async code => {
    const { write, pauses, requests } = storeOf(canceled(code));
    expect((await write()).error).toMatchObject({ name: 'ServiceUnavailable' });
    expect(pauses).toEqual([100, 200, 400]);
    expect(requests.length).toBe(4);
  });

  test.each([
    ['which condition did not hold', canceled('nothing', 'ConditionalCheckFailed'), { refused: 1 }],
    ['that it never can be written', canceled('ValidationError'), { error: expect.objectContaining({ name: 'StateNotWritten' }) }],
    ['nothing that is known', { status: 400, error: 'TransactionCanceledException' }, { error: expect.objectContaining({ name: 'StateNotWritten' }) }],
  ])('cancelled at once when the service says %s', async (_what, reply, result) => {
    const { write, requests } = storeOf(reply);
    expect(await write()).toEqual(result);
    expect(requests.length).toBe(1);
  });
});

describe('ORC-17: what did not answer is told from what refused', () => {
  const error = (values: object) => Object.assign(new Error('why'), values);

  test.each([
    [{ name: 'TimeoutError' }], [{ name: 'ThrottlingException' }], [{ code: 'ECONNRESET' }], [{ $metadata: { httpStatusCode: 500 } }],
    [{ $metadata: { httpStatusCode: 503 } }], [{ $metadata: { httpStatusCode: 429 } }], [{ $retryable: {} }],
  ])('%j is unavailable', async values => {
    const cause = error(values);
    await expect(serviceCall('Call', () => Promise.reject(cause))).rejects.toMatchObject({ name: 'ServiceUnavailable', message: expect.stringContaining('Call: '), cause });
  });

  test.each([[{ name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } }], [{ name: 'InvalidGlobalClusterStateFault' }], [{ code: 'ERR' }]])('%j is thrown as it is', async values => {
    const cause = error(values);
    await expect(serviceCall('Call', () => Promise.reject(cause))).rejects.toBe(cause);
  });

  test('what is no error is thrown as it is', () => {
    expect(isUnavailable('text')).toBe(false);
    expect(isUnavailable(new RunError('ServiceUnavailable', 'again'))).toBe(true);
  });

  test('an answer is handed on', async () => {
    await expect(serviceCall('Call', async () => 7)).resolves.toBe(7);
  });

  test('a call that hangs ends, with the other Region sooner', () => {
    const longest = ({ maxAttempts, requestHandler: { connectionTimeout, requestTimeout } }: typeof PATIENCE) =>
      maxAttempts * Math.max(connectionTimeout, requestTimeout);
    expect([PATIENCE, PATIENCE_WITH_PEER].map(longest)).toEqual([12000, 4000]);
    [PATIENCE, PATIENCE_WITH_PEER].forEach(({ requestHandler }) => expect(requestHandler.throwOnRequestTimeout).toBe(true));
  });
});
