import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { bounded } from '../../src/lambda/handlers/bounded-calls';
import { clientsByRegion } from '../../src/lambda/handlers/lambda-world';
import { isUnavailable, LONGEST_CALL, PATIENCE, PATIENCE_WITH_PEER, serviceCall } from '../../src/lambda/handlers/service-call';

const COMMAND = new GetItemCommand({ TableName: 'state', Key: { kind: { S: 'lock' } } });
const CREDENTIALS = { credentials: { accessKeyId: 'id', secretAccessKey: 'secret' } };

/** What a call has come to, when some time has passed. */
async function after(milliseconds: number, call: Promise<unknown>): Promise<unknown> {
  let end: unknown = 'nothing';
  void call.then(answer => { end = answer; }, (error: Error) => { end = error; });
  await jest.advanceTimersByTimeAsync(milliseconds);
  return end;
}

/** A client that never answers, of an SDK that knows no limit of any kind. */
function silent() {
  const asked: { signal?: AbortSignal }[] = [];
  return {
    asked,
    clients: {
      dynamoDb: {
        send: async (_command: object, options: { abortSignal?: AbortSignal } = {}) => {
          asked.push({ signal: options.abortSignal });
          return new Promise(() => {});
        },
      },
      http: { ask: async () => 'asked' },
    },
  };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  delete process.env.AWS_REGION;
});

describe('a call that is never answered', () => {
  test('ends in its time as ServiceUnavailable, whatever the SDK does, which is told to stop', async () => {
    const { asked, clients } = silent();
    const { dynamoDb } = bounded(clients, 5000);
    const call = serviceCall('GetItem', () => dynamoDb.send(COMMAND));
    expect(await after(4999, call)).toBe('nothing');
    expect(asked[0].signal!.aborted).toBe(false);
    expect(await after(1, call)).toMatchObject({ name: 'ServiceUnavailable', message: 'GetItem: TimeoutError: no answer within 5000 milliseconds' });
    expect(asked[0].signal!.aborted).toBe(true);
  });

  test.each([['eu-central-1', LONGEST_CALL.own], ['eu-west-1', LONGEST_CALL.peer]])('ends in every Region that is asked: %s', async (region, milliseconds) => {
    process.env.AWS_REGION = 'eu-central-1';
    const { clients } = silent();
    const world = clientsByRegion(() => clients);
    const call = world(region).dynamoDb.send(COMMAND);
    expect(await after(milliseconds - 1, call)).toBe('nothing');
    const end = await after(1, call);
    expect(isUnavailable(end)).toBe(true);
  });

  test('is aborted by the SDK\'s own client, whose handler never answers', async () => {
    const aborted: boolean[] = [];
    let reached = false;
    const handle = async (_request: object, { abortSignal }: { abortSignal?: AbortSignal }) => new Promise((_, reject) => {
      reached = true;
      abortSignal!.addEventListener('abort', () => {
        aborted.push(true);
        reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
      });
    });
    const dynamoDb = new DynamoDBClient({ ...CREDENTIALS, region: 'eu-west-1', requestHandler: { handle } as never });
    const call = bounded({ dynamoDb }, 5000).dynamoDb.send(COMMAND);
    // What the client does before it asks takes no time of this clock.
    while (!reached) {
      await jest.advanceTimersByTimeAsync(0);
    }
    expect(isUnavailable(await after(5000, call))).toBe(true);
    expect(aborted).toEqual([true]);
  });

  test('an abort is a service that did not answer', () => {
    expect(isUnavailable(Object.assign(new Error('Request aborted'), { name: 'AbortError' }))).toBe(true);
  });
});

describe('a call that is answered', () => {
  test('is handed on with what it was given, by its own client, and leaves no timer behind', async () => {
    const seen: unknown[] = [];
    class Client {
      public readonly name = 'own';
      public async send(command: object, options?: object): Promise<string> {
        seen.push([this.name, command, options]);
        return 'answer';
      }
    }
    const { client } = bounded({ client: new Client() }, 5000);
    await expect(client.send(COMMAND, { requestTimeout: 1 })).resolves.toBe('answer');
    expect(seen).toEqual([['own', COMMAND, { requestTimeout: 1, abortSignal: expect.anything() }]]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('fails with its own error', async () => {
    const refused = new Error('refused');
    const { client } = bounded({ client: { send: async () => { throw refused; } } }, 5000);
    await expect(client.send()).rejects.toBe(refused);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('what is no client of the SDK is left as it is', async () => {
    const { clients } = silent();
    await expect(bounded(clients, 5000).http.ask()).resolves.toBe('asked');
  });
});

test('the bound is behind the SDK\'s own limits, and before those of whoever waits for the function', () => {
  const own = ({ maxAttempts, requestHandler: { requestTimeout } }: typeof PATIENCE) => maxAttempts * requestTimeout;
  expect(LONGEST_CALL.own).toBeGreaterThan(own(PATIENCE));
  expect(LONGEST_CALL.peer).toBeGreaterThan(own(PATIENCE_WITH_PEER));
  // Of a call of `run-keeper` by a machine.
  expect(LONGEST_CALL.own).toBeLessThan(15_000);
  [PATIENCE, PATIENCE_WITH_PEER].forEach(({ requestHandler: { requestTimeout, socketTimeout } }) => expect(socketTimeout).toBe(requestTimeout));
});
