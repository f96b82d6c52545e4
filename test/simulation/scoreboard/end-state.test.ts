import type { EndState, RegionEnd } from './end-state';
import { endStateOf, unsettled } from './end-state';
import { HOME, STANDBY } from './system';
import { DynamoDb } from '../models/dynamodb/dynamodb';
import { Table } from '../models/dynamodb/table';
import type { Item } from '../models/dynamodb/values';
import type { Simulation } from '../simulation';

const NO_LATCH = { reverseLatch: false, refused: false };
const end = (region: string, parts: Partial<RegionEnd> = {}): RegionEnd => ({
  region, isTold: true, activeRegion: STANDBY, epoch: 1, isFenced: false, latchClosed: region === STANDBY, openRuns: [], ...parts,
});
const AT_STANDBY: EndState = { writers: [STANDBY], traffic: STANDBY, writes: STANDBY, regions: [end(HOME), end(STANDBY)], running: [] };
const withHome = (parts: Partial<RegionEnd>): EndState => ({ ...AT_STANDBY, regions: [end(HOME, parts), end(STANDBY)] });
const withStandby = (parts: Partial<RegionEnd>): EndState => ({ ...AT_STANDBY, regions: [end(HOME), end(STANDBY, parts)] });

test('what is as it has to be is settled', () => {
  expect(unsettled(AT_STANDBY, STANDBY, NO_LATCH)).toEqual([]);
});

test.each<[string, EndState, string[]]>([
  ['one database of two', { ...AT_STANDBY, writers: [STANDBY, HOME] }, ['the writer is at us-east-1']],
  ['traffic', { ...AT_STANDBY, traffic: HOME }, ['traffic is at us-east-1']],
  ['writes', { ...AT_STANDBY, writes: 'nowhere' }, ['writes are acknowledged at nowhere']],
  ['the role in the other Region', withHome({ activeRegion: HOME }), ['by us-east-1 the role is at us-east-1']],
  ['the role in its own', withStandby({ activeRegion: HOME }), ['by us-west-2 the role is at us-east-1']],
  ['the epoch', withHome({ epoch: 2 }), ['the Regions are in epochs 2 and 1']],
  ['whose epoch it is', { ...AT_STANDBY, regions: [end(HOME, { epoch: 2 }), end(STANDBY, { epoch: 2 })] }, ['us-west-2 is active in epoch 2, which is the other one\'s']],
  ['an active Region that is fenced', withStandby({ isFenced: true }), ['us-west-2 is fenced']],
  ['its latch', withStandby({ latchClosed: false }), ['the latch of us-west-2 is open']],
  ['the latch of home', withHome({ latchClosed: true }), ['the latch of us-east-1 is closed']],
  ['a lock', withHome({ lock: 'auto-1' }), ['the lock of us-east-1 is held by auto-1']],
  ['a drill', withStandby({ drill: 'drill-1' }), ['us-west-2 is silenced by drill-1']],
  ['a record', withStandby({ openRuns: ['auto-1', 'auto-2'] }), ['us-west-2 has no end of auto-1', 'us-west-2 has no end of auto-2']],
  ['an execution', { ...AT_STANDBY, running: ['auto-1'] }, ['auto-1 has not ended']],
])('%s that is not is named', (_what, state, findings) => {
  expect(unsettled(state, STANDBY, NO_LATCH)).toEqual(findings);
});

test('a Region that was not told knows nothing, unless it is the active one', () => {
  expect(unsettled(withHome({ isTold: false, activeRegion: HOME, epoch: 0, lock: 'old' }), STANDBY, NO_LATCH)).toEqual([]);
  expect(unsettled(withStandby({ isTold: false, lock: 'auto-1' }), STANDBY, NO_LATCH)).toEqual(['the lock of us-west-2 is held by auto-1']);
});

test('the reverse latch is closed where it has to be, and a run that was refused leaves its own Region an epoch ahead', () => {
  expect(unsettled(withHome({ latchClosed: true }), STANDBY, { ...NO_LATCH, reverseLatch: true })).toEqual([]);
  expect(unsettled(AT_STANDBY, STANDBY, { ...NO_LATCH, reverseLatch: true })).toEqual(['the latch of us-east-1 is open']);
  expect(unsettled(withHome({ epoch: 2 }), STANDBY, { ...NO_LATCH, refused: true })).toEqual([]);
});

describe('read out of a simulation', () => {
  const NOW = Date.parse('2026-01-31T12:30:00.000Z');
  const after = new Date(NOW + 1000).toISOString();
  const items: { readonly [region: string]: readonly Item[] } = {
    [HOME]: [{ kind: { S: 'lock' }, id: { S: 'run' }, runId: { S: 'arn:aws:states:x:y:execution:m:old' }, expiresAt: { S: new Date(NOW - 1000).toISOString() } }],
    [STANDBY]: [
      { kind: { S: 'state' }, id: { S: 'current' }, activeRegion: { S: STANDBY }, epoch: { N: '3' }, fencedUntil: { S: after } },
      { kind: { S: 'latch' }, id: { S: 'traffic' }, closed: { BOOL: true } },
      { kind: { S: 'lock' }, id: { S: 'run' }, runId: { S: 'arn:aws:states:x:y:execution:m:auto-3' }, expiresAt: { S: after } },
      { kind: { S: 'drill' }, id: { S: 'current' }, runId: { S: 'arn:aws:states:x:y:execution:m:drill-1' } },
      { kind: { S: 'run' }, id: { S: `${after}/arn:aws:states:x:y:execution:m:auto-2` }, outcome: { S: 'failed' } },
      { kind: { S: 'run' }, id: { S: `${after}/arn:aws:states:x:y:execution:m:auto-3` }, outcome: { S: 'running' } },
    ],
  };

  function simulationOf(served: { readonly [region: string]: number }): Simulation {
    const dynamoDb = new DynamoDb();
    for (const region of [HOME, STANDBY]) {
      const table = new Table('state', 'kind', 'id', () => undefined);
      items[region].forEach(Item => table.carryOut(table.plan('Put', { Item } as any)));
      dynamoDb.add(region, table);
    }
    const interval = { served, acknowledged: 5 };
    return {
      dynamoDb,
      clock: { now: () => NOW },
      network: { works: () => true, answers: (from: string) => from === HOME },
      databases: [{ writer: { region: STANDBY } }],
      traffic: { answer: () => STANDBY },
      population: { intervals: [interval, interval] },
      stepFunctions: { all: () => [{ status: 'RUNNING', props: { name: 'auto-3' } }, { status: 'FAILED', props: { name: 'auto-2' } }] },
      props: { deployment: { functions: [HOME, STANDBY].map(region => ({ region, environment: { PUBLISHER_SETTINGS: '{"tableName":"state"}' } })) } },
    } as unknown as Simulation;
  }

  test('each Region says what its table says; a table without items is that of home before the first run', () => {
    expect(endStateOf(simulationOf({ [STANDBY]: 9 }))).toEqual({
      writers: [STANDBY],
      traffic: STANDBY,
      writes: STANDBY,
      running: ['auto-3'],
      regions: [
        end(HOME, { isTold: false, activeRegion: HOME, epoch: 0, lock: undefined, drill: undefined }),
        end(STANDBY, { epoch: 3, isFenced: true, lock: 'auto-3', drill: 'drill-1', openRuns: ['auto-3'] }),
      ],
    });
  });

  test('writes that go to two Regions at the end are acknowledged in none', () => {
    expect(endStateOf(simulationOf({ [STANDBY]: 9, [HOME]: 1 })).writes).toBe('nowhere');
  });
});
