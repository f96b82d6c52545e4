import { sessionClient } from './handler/session-client';
import { sessionStore } from './handler/stores';

interface Answer {
  readonly status: number;
  readonly error?: string;
}

const OK: Answer = { status: 200 };
const failing = (error: string): Answer => ({ status: 400, error });

/** DynamoDB as the SDK sees it on the wire: the retries under test are those of the SDK, with the settings of the service. */
class Wire {
  public readonly calledAt: number[] = [];
  private readonly answers: Answer[];

  constructor(...answers: Answer[]) {
    this.answers = answers;
  }

  public async handle(): Promise<object> {
    this.calledAt.push(Date.now());
    const { status, error } = this.answers.shift()!;
    const body = error ? { __type: `com.amazonaws.dynamodb.v20120810#${error}`, message: error } : {};
    return {
      response: { statusCode: status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: Buffer.from(JSON.stringify(body)) },
    };
  }
}

async function write(wire: Wire): Promise<string> {
  const client = sessionClient({ region: 'eu-west-1', credentials: { accessKeyId: 'id', secretAccessKey: 'key' }, requestHandler: wire as never });
  let outcome: string | undefined;
  void sessionStore(client, 'sessions').write('s1', 'body', 1).then(() => { outcome = 'written'; }, (error: Error) => { outcome = error.name; });
  // The SDK loads parts of itself on the first call, which is no timer.
  while (outcome === undefined) {
    await jest.advanceTimersByTimeAsync(10);
  }
  return outcome;
}

describe('a session that is written', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  test.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'])(
    'TBL-08: is retried when %s came twice, and written', async error => {
      const wire = new Wire(failing(error), failing(error), OK);
      expect(await write(wire)).toBe('written');
      expect(wire.calledAt).toHaveLength(3);
    });

  test.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'])(
    'TBL-08: is retried three times, then %s is thrown', async error => {
      const wire = new Wire(...Array.from({ length: 9 }, () => failing(error)));
      expect(await write(wire)).toBe(error);
      expect(wire.calledAt).toHaveLength(4);
    });

  test.each(['ConditionalCheckFailedException', 'ValidationException', 'AccessDeniedException', 'ResourceNotFoundException'])(
    'TBL-08: is not retried on %s, which is thrown at once', async error => {
      const wire = new Wire(failing(error), OK);
      expect(await write(wire)).toBe(error);
      expect(wire.calledAt).toHaveLength(1);
    });

  test('TBL-08: waits longer before each retry, and for a random part of it', async () => {
    const waits = async (random: number) => {
      jest.spyOn(Math, 'random').mockReturnValue(random);
      const wire = new Wire(failing('ThrottlingException'), failing('ThrottlingException'), failing('ThrottlingException'), OK);
      await write(wire);
      return wire.calledAt.slice(1).map((at, retry) => at - wire.calledAt[retry]);
    };
    const [first, second, third] = await waits(0.9);
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThanOrEqual(1.9 * first);
    expect(third).toBeGreaterThanOrEqual(1.9 * second);
    expect((await waits(0.1))[2]).toBeLessThan(third / 2);
  });
});
