import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { ALBEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import type { RegionRole, Role } from './handler/role';
import { roleReader, TRUSTED_MS } from './handler/role';
import type { Store } from './handler/router';
import { route } from './handler/router';

const HOME = 'us-east-1';
const STANDBY = 'us-west-2';
const NOW = Date.parse('2026-07-01T12:00:00Z');

interface State { readonly activeRegion: string; readonly epoch: number; readonly fencedUntil?: string }

function itemOf({ activeRegion, epoch, fencedUntil }: State) {
  return { activeRegion: { S: activeRegion }, epoch: { N: String(epoch) }, ...fencedUntil === undefined ? {} : { fencedUntil: { S: fencedUntil } } };
}

/** A service in a Region, with its state table and a clock. */
function roleIn(region: string, state?: State) {
  const table = mockClient(DynamoDBClient);
  table.on(GetItemCommand).resolves({ Item: state && itemOf(state) });
  const clock = { now: NOW };
  const read = roleReader(new DynamoDBClient({ region }), { tableName: 'state', region, homeRegion: HOME }, () => clock.now);
  return { table, clock, read, reads: () => table.commandCalls(GetItemCommand).length };
}

describe('the role of the Region', () => {
  let log: jest.SpyInstance;

  beforeEach(() => {
    log = jest.spyOn(console, 'error').mockImplementation();
  });

  afterEach(() => log.mockRestore());

  test.each<[string, string, State | undefined, RegionRole]>([
    ['at home before anything ever moved', HOME, undefined, { role: 'active', epoch: 0 }],
    ['in the standby before anything ever moved', STANDBY, undefined, { role: 'standby', epoch: 0 }],
    ['where the state says so', STANDBY, { activeRegion: STANDBY, epoch: 3 }, { role: 'active', epoch: 3 }],
    ['at home when the standby has taken over', HOME, { activeRegion: STANDBY, epoch: 3 }, { role: 'standby', epoch: 3 }],
    ['before a fence ends', HOME, { activeRegion: HOME, epoch: 2, fencedUntil: '2026-07-01T12:00:01Z' }, { role: 'fenced', epoch: 2 }],
    ['when a fence ends', HOME, { activeRegion: HOME, epoch: 2, fencedUntil: '2026-07-01T12:00:00Z' }, { role: 'active', epoch: 2 }],
    ['in a fence that says nothing of this Region', HOME, { activeRegion: STANDBY, epoch: 3, fencedUntil: '2026-07-01T13:00:00Z' }, { role: 'standby', epoch: 3 }],
  ])('%s', async (_case, region, state, expected) => {
    expect(await roleIn(region, state).read()).toEqual(expected);
  });

  test('is read from the table of the Region, with consistency', async () => {
    const { read, table } = roleIn(STANDBY);
    await read();
    expect(table.commandCalls(GetItemCommand)[0].args[0].input)
      .toEqual({ TableName: 'state', Key: { kind: { S: 'state' }, id: { S: 'current' } }, ConsistentRead: true });
  });

  test('is shared for two seconds, by those who wait for it too', async () => {
    const { read, clock, table, reads } = roleIn(HOME);
    await Promise.all([read(), read()]);
    clock.now += 1999;
    table.on(GetItemCommand).resolves({ Item: itemOf({ activeRegion: STANDBY, epoch: 1 }) });
    expect([(await read()).role, reads()]).toEqual(['active', 1]);
    clock.now += 1;
    expect([(await read()).role, reads()]).toEqual(['standby', 2]);
  });

  test('holds for a minute while the table cannot be read, then writes stop; the epoch stays known', async () => {
    const { read, clock, table } = roleIn(HOME, { activeRegion: HOME, epoch: 5 });
    await read();
    table.on(GetItemCommand).rejects(new Error('no route'));
    clock.now += TRUSTED_MS - 1;
    expect(await read()).toEqual({ role: 'active', epoch: 5 });
    clock.now += 2000;
    expect(await read()).toEqual({ role: 'standby', epoch: 5 });
    expect(log.mock.calls.map(([line]) => JSON.parse(line))).toEqual(Array(2).fill(
      { message: 'the role of this Region cannot be read', lastReadAt: '2026-07-01T12:00:00.000Z', cause: 'Error: no route' },
    ));
    table.on(GetItemCommand).resolves({ Item: itemOf({ activeRegion: HOME, epoch: 5 }) });
    clock.now += 2000;
    expect(await read()).toEqual({ role: 'active', epoch: 5 });
  });

  test('that was never read is that of a standby, at home too', async () => {
    const { read, table } = roleIn(HOME);
    table.on(GetItemCommand).rejects(new Error('no route'));
    expect(await read()).toEqual({ role: 'standby', epoch: 0 });
  });
});

describe('requests', () => {
  const request = (httpMethod: string, body: string | null = null): ALBEvent =>
    ({ path: '/documents/a', httpMethod, body, isBase64Encoded: false, requestContext: { elb: { targetGroupArn: '' } } });

  function serviceThatIs(role: Role) {
    const written: [string, string, number][] = [];
    const store: Store = { read: async () => 'hello', write: async (...document) => void written.push(document) };
    const deepHealth = async () => ({ status: 'OK' as const, checks: {} });
    return { written, service: { region: STANDBY, role: async () => ({ role, epoch: 4 }), deepHealth, sessions: store, documents: store } };
  }

  test.each<Role>(['active', 'fenced', 'standby'])('reads are answered by a Region that is %s', async role => {
    expect((await route(request('GET'), serviceThatIs(role).service)).statusCode).toBe(200);
  });

  test.each<Role>(['fenced', 'standby'])('writes to a Region that is %s are answered with an error that may be retried, and write nothing', async role => {
    const { service, written } = serviceThatIs(role);
    const answer = await route(request('PUT', 'hello'), service);
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5', 'content-type': 'application/json' } });
    expect(JSON.parse(answer.body!)).toEqual({ error: 'not taking writes now', region: STANDBY, role });
    expect(written).toEqual([]);
  });

  test('writes to the active Region carry its epoch', async () => {
    const { service, written } = serviceThatIs('active');
    expect((await route(request('PUT', 'hello'), service)).statusCode).toBe(201);
    expect(written).toEqual([['a', 'hello', 4]]);
  });

  test('the shallow health path is green in any role: traffic must be able to move there', async () => {
    for (const role of ['active', 'fenced', 'standby'] as const) {
      expect((await route({ ...request('GET'), path: '/health' }, serviceThatIs(role).service)).statusCode).toBe(200);
    }
  });
});
