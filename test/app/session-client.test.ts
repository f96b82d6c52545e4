import { sessionClient } from './handler/session-client';
import { sessionStore } from './handler/stores';
import { filesIn, readProjectFile } from '../project/project-files';

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

const THROTTLES = ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'];
const REFUSALS = ['ConditionalCheckFailedException', 'ValidationException', 'AccessDeniedException', 'ResourceNotFoundException'];

/** The waits before three retries, where chance says this. */
async function waitsAt(random: number): Promise<number[]> {
  jest.spyOn(Math, 'random').mockReturnValue(random);
  const wire = new Wire(failing('ThrottlingException'), failing('ThrottlingException'), failing('ThrottlingException'), OK);
  await write(wire);
  return wire.calledAt.slice(1).map((at, retry) => at - wire.calledAt[retry]);
}

describe('a session that is written', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  test('TBL-08: is made again at most three times when it is throttled, after growing and random waits, and any other error is thrown at once', async () => {
    for (const error of THROTTLES) {
      const passing = new Wire(failing(error), failing(error), OK);
      expect([error, await write(passing), passing.calledAt.length]).toEqual([error, 'written', 3]);
      const lasting = new Wire(...Array.from({ length: 9 }, () => failing(error)));
      expect([await write(lasting), lasting.calledAt.length]).toEqual([error, 4]);
    }
    for (const error of REFUSALS) {
      const refused = new Wire(failing(error), OK);
      expect([await write(refused), refused.calledAt.length]).toEqual([error, 1]);
    }
    const [short, long] = [await waitsAt(0.1), await waitsAt(0.9)];
    expect(long).toEqual([...long].sort((one, other) => one - other));
    long.forEach((wait, retry) => expect(wait).toBeGreaterThan(short[retry]));
  });

  test('TBL-08: is written by this client in the app, and by no other', () => {
    const makers = filesIn('test/app/handler', '.ts').filter(file => /new (\w+\.)?DynamoDBClient\b/.test(readProjectFile(file)));
    expect(makers).toEqual(['test/app/handler/session-client.ts']);
    expect(readProjectFile('test', 'app', 'handler', 'index.ts')).toMatch(/= sessionClient\(\);/);
    // What teams are told to do is the same.
    expect(readProjectFile('src', 'sessions', 'README.md')).toContain("new DynamoDBClient({ retryMode: 'standard', maxAttempts: 4 })");
  });

  test.each(THROTTLES)(
    'is retried when %s came twice, and written', async error => {
      const wire = new Wire(failing(error), failing(error), OK);
      expect(await write(wire)).toBe('written');
      expect(wire.calledAt).toHaveLength(3);
    });

  test.each(THROTTLES)(
    'is retried three times, then %s is thrown', async error => {
      const wire = new Wire(...Array.from({ length: 9 }, () => failing(error)));
      expect(await write(wire)).toBe(error);
      expect(wire.calledAt).toHaveLength(4);
    });

  test.each(REFUSALS)(
    'is not retried on %s, which is thrown at once', async error => {
      const wire = new Wire(failing(error), OK);
      expect(await write(wire)).toBe(error);
      expect(wire.calledAt).toHaveLength(1);
    });

  test('waits longer before each retry, and for a random part of it', async () => {
    const [first, second, third] = await waitsAt(0.9);
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThanOrEqual(1.9 * first);
    expect(third).toBeGreaterThanOrEqual(1.9 * second);
    expect((await waitsAt(0.1))[2]).toBeLessThan(third / 2);
  });
});
