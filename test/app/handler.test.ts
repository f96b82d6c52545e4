import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadBucketCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ALBEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { databaseProbe } from './handler/database';
import type { Probe } from './handler/health';
import { cached, deepHealth, PROBE_TIMEOUT_MS } from './handler/health';
import type { Service, Store } from './handler/router';
import { route } from './handler/router';
import { bucketProbe, documentStore, sessionStore, tableProbe } from './handler/stores';
import { endpointThatAnswers } from '../route53/fixture';

const pass: Probe = async () => undefined;
const fail: Probe = async () => {
  throw new Error('connect ECONNREFUSED main.cluster-ro-abc.eu-west-1.rds.amazonaws.com:5432');
};
const hang: Probe = () => new Promise(() => undefined);

function request(path: string, httpMethod = 'GET', body: string | null = null, isBase64Encoded = false): ALBEvent {
  return { path, httpMethod, body, isBase64Encoded, requestContext: { elb: { targetGroupArn: '' } } };
}

function memoryStore(): Store {
  const items = new Map<string, string>();
  return { read: async id => items.get(id), write: async (id, body) => void items.set(id, body) };
}

function service(probes: { [name: string]: Probe } = { database: pass, table: pass, bucket: pass }): Service {
  return { region: 'us-east-1', role: async () => ({ role: 'active', epoch: 7 }), deepHealth: () => deepHealth(probes), sessions: memoryStore(), documents: memoryStore() };
}

async function answer(event: ALBEvent, to = service()) {
  const { statusCode, body } = await route(event, to);
  return { statusCode, body: JSON.parse(body!) };
}

describe('the health endpoint', () => {
  let log: jest.SpyInstance;

  beforeEach(() => {
    jest.useFakeTimers();
    log = jest.spyOn(console, 'error').mockImplementation();
  });

  afterEach(() => {
    jest.useRealTimers();
    log.mockRestore();
  });

  const logged = () => log.mock.calls.map(([line]) => JSON.parse(line));

  test('DNS-18: all dependencies well: 200, with the three checks by name', async () => {
    expect(await answer(request('/health/deep'))).toEqual({
      statusCode: 200,
      body: { status: 'OK', checks: { database: 'OK', table: 'OK', bucket: 'OK' } },
    });
  });

  test.each(['database', 'table', 'bucket'])('DNS-18: %s fails: 503, with the cause in the log and not in the answer', async name => {
    const { statusCode, body } = await answer(request('/health/deep'), service({ database: pass, table: pass, bucket: pass, [name]: fail }));
    expect(statusCode).toBe(503);
    expect(body.status).toBe('UNHEALTHY');
    expect(body.checks).toEqual({ database: 'OK', table: 'OK', bucket: 'OK', [name]: 'FAILED' });
    expect(logged()).toEqual([{
      message: 'health check failed',
      check: name,
      result: 'FAILED',
      cause: 'Error: connect ECONNREFUSED main.cluster-ro-abc.eu-west-1.rds.amazonaws.com:5432',
    }]);
  });

  test('DNS-18: a dependency hangs: 503 after less than a second, and the probe is told to stop', async () => {
    let stopped = false;
    const probe: Probe = signal => {
      signal.addEventListener('abort', () => (stopped = true));
      return hang(signal);
    };
    const pending = answer(request('/health/deep'), service({ database: probe, table: pass, bucket: pass }));
    expect(PROBE_TIMEOUT_MS).toBeLessThan(1000);
    await jest.advanceTimersByTimeAsync(PROBE_TIMEOUT_MS);
    const { statusCode, body } = await pending;
    expect([statusCode, body.checks.database, stopped]).toEqual([503, 'TIMEOUT', true]);
    expect(logged()).toEqual([expect.objectContaining({ check: 'database', result: 'TIMEOUT', cause: 'Error: no answer within 900 ms' })]);
  });

  test.each<[string, { [name: string]: Probe }]>([
    ['one dependency hangs', { database: hang, table: pass, bucket: pass }],
    ['one hangs and another fails', { database: hang, table: fail, bucket: pass }],
    ['all dependencies hang', { database: hang, table: hang, bucket: hang }],
  ])('DNS-04: %s: the answer comes within the two seconds that Route 53 allows, to those who wait for a shared one too', async (_case, probes) => {
    const shared = cached(() => deepHealth(probes));
    const to = { ...service(probes), deepHealth: shared };
    const secondsToAnswer = async () => {
      const asked = Date.now();
      await answer(request('/health/deep'), to);
      return (Date.now() - asked) / 1000;
    };
    const first = secondsToAnswer();
    await jest.advanceTimersByTimeAsync(500);
    const second = secondsToAnswer();
    await jest.advanceTimersByTimeAsync(2000);
    expect(await Promise.all([first, second])).toEqual([PROBE_TIMEOUT_MS / 1000, (PROBE_TIMEOUT_MS - 500) / 1000]);
    expect(PROBE_TIMEOUT_MS / 1000).toBeLessThan(2);
  });

  test('DNS-04: the shallow path answers at once while every dependency hangs', async () => {
    const asked = Date.now();
    expect((await answer(request('/health'), service({ database: hang, table: hang, bucket: hang }))).statusCode).toBe(200);
    expect(Date.now() - asked).toBe(0);
  });

  test.each<[string, string, Probe, boolean]>([
    ['/health/deep', 'works', pass, true],
    ['/health/deep', 'does not work', fail, false],
    ['/health', 'works', pass, true],
  ])('DNS-18: a check of %s for "status":"OK" takes a service that %s for what it is', async (path, _case, probe, healthy) => {
    const { statusCode, body } = await route(request(path), service({ database: probe, table: pass, bucket: pass }));
    expect(endpointThatAnswers({ status: statusCode, body }, { Type: 'HTTPS_STR_MATCH', SearchString: '"status":"OK"' })).toBe(healthy);
    expect(endpointThatAnswers({ status: 200, body }, { Type: 'HTTPS_STR_MATCH', SearchString: '"status":"OK"' })).toBe(healthy);
  });

  test('a probe that ends because it was told to stop is late, not failed', async () => {
    const probe: Probe = signal => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const pending = deepHealth({ table: probe });
    await jest.advanceTimersByTimeAsync(PROBE_TIMEOUT_MS);
    expect((await pending).checks).toEqual({ table: 'TIMEOUT' });
  });

  test('a probe that rejects with no Error is reported all the same', async () => {
    expect((await deepHealth({ table: () => Promise.reject('throttled') })).checks).toEqual({ table: 'FAILED' });
    expect(logged()).toEqual([expect.objectContaining({ check: 'table', cause: 'throttled' })]);
  });

  test('the shallow path asks no dependency', async () => {
    expect(await answer(request('/health'), service({ database: fail, table: fail, bucket: fail })))
      .toEqual({ statusCode: 200, body: { status: 'OK', region: 'us-east-1' } });
  });

  test('a report is shared for five seconds', async () => {
    let time = 0;
    let asked = 0;
    const report = cached(async () => {
      asked++;
      return { status: 'OK', checks: {} };
    }, () => time);
    await Promise.all([report(), report()]);
    time = 5000;
    await report();
    expect(asked).toBe(1);
    time = 5001;
    await report();
    expect(asked).toBe(2);
  });
});

describe('sessions and documents', () => {
  test.each(['sessions', 'documents'])('%s are written and read back', async collection => {
    const to = service();
    expect((await answer(request(`/${collection}/a-1`), to)).statusCode).toBe(404);
    expect((await answer(request(`/${collection}/a-1`, 'PUT', 'hello'), to)).statusCode).toBe(201);
    expect((await answer(request(`/${collection}/a-1`), to)).body).toEqual({ id: 'a-1', body: 'hello' });
  });

  test('a body in base64 is decoded, and a missing one is empty', async () => {
    const to = service();
    await answer(request('/documents/b', 'PUT', Buffer.from('€').toString('base64'), true), to);
    await answer(request('/documents/c', 'PUT'), to);
    await answer(request('/documents/d', 'PUT', null, true), to);
    expect(await Promise.all(['b', 'c', 'd'].map(id => to.documents.read(id)))).toEqual(['€', '', '']);
  });

  test('other paths and methods are refused', async () => {
    expect((await answer(request('/accounts/1'))).statusCode).toBe(404);
    expect((await answer(request('/sessions/..%2f'))).statusCode).toBe(404);
    expect((await answer(request('/sessions/1', 'DELETE'))).statusCode).toBe(405);
  });
});

describe('the adapters', () => {
  test('a session is put with its expiry in epoch seconds, and read by its key', async () => {
    const client = mockClient(DynamoDBClient);
    client.on(PutItemCommand).resolves({});
    client.on(GetItemCommand).resolves({ Item: { body: { S: 'hello' } } });
    const store = sessionStore(new DynamoDBClient({ region: 'us-east-1' }), 'sessions', () => 1_000_500);
    await store.write('a', 'hello', 7);
    expect(client.commandCalls(PutItemCommand)[0].args[0].input).toEqual({
      TableName: 'sessions',
      Item: { session_id: { S: 'a' }, body: { S: 'hello' }, epoch: { N: '7' }, expires_at: { N: '4600' } },
    });
    expect(await store.read('a')).toBe('hello');
    await tableProbe(new DynamoDBClient({ region: 'us-east-1' }), 'sessions')(new AbortController().signal);
    expect(client.commandCalls(GetItemCommand)).toHaveLength(2);
  });

  test('a missing document is undefined, any other failure is thrown', async () => {
    const client = mockClient(S3Client);
    client.on(PutObjectCommand).resolves({});
    client.on(HeadBucketCommand).resolves({});
    client.on(GetObjectCommand).rejectsOnce(new NoSuchKey({ message: 'none', $metadata: {} })).rejects(new Error('slow down'));
    const store = documentStore(new S3Client({ region: 'us-east-1' }), 'documents');
    await store.write('a', 'hello', 7);
    expect(client.commandCalls(PutObjectCommand)[0].args[0].input).toEqual({ Bucket: 'documents', Key: 'a', Body: 'hello', Metadata: { epoch: '7' } });
    expect(await store.read('a')).toBeUndefined();
    await expect(store.read('a')).rejects.toThrow('slow down');
    await bucketProbe(new S3Client({ region: 'us-east-1' }), 'documents')(new AbortController().signal);
    expect(client.commandCalls(HeadBucketCommand)[0].args[0].input).toEqual({ Bucket: 'documents' });
  });

  test('the database probe only reads, over TLS, and closes its connection also when the query fails', async () => {
    const client = mockClient(SecretsManagerClient);
    client.on(GetSecretValueCommand).resolves({ SecretString: '{"username":"admin","password":"secret"}' });
    const log: string[] = [];
    const location = { host: 'db', port: 5432, database: 'payments', secretName: 'name' };
    const probe = (failing: boolean) => databaseProbe(new SecretsManagerClient({ region: 'us-east-1' }), location, config => {
      log.push(`${config.user}@${config.host}:${config.port}/${config.database} ${JSON.stringify(config.ssl)}`);
      return {
        connect: async () => log.push('connect'),
        query: async sql => {
          log.push(sql);
          if (failing) {
            throw new Error('terminated');
          }
        },
        end: async () => log.push('end'),
      };
    });
    await probe(false)(new AbortController().signal);
    expect(log).toEqual(['admin@db:5432/payments {"rejectUnauthorized":true}', 'connect', 'SELECT 1', 'end']);
    await expect(probe(true)(new AbortController().signal)).rejects.toThrow('terminated');
    expect(log.filter(entry => entry === 'end')).toHaveLength(2);
  });
});
