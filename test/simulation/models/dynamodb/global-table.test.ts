import { GlobalTable } from './global-table';
import { Replica } from './replica';
import { DYNAMODB_FIGURES } from '../../behaviours/dynamodb';
import { proves } from '../../behaviours/proves';
import { Prng } from '../../clock/prng';
import { VirtualClock } from '../../clock/virtual-clock';
import { History } from '../../history/history';
import { Network } from '../network';

const HOME = 'us-east-1';
const STANDBY = 'us-west-2';
const LAG = 2000;

class Bench {
  public readonly clock = new VirtualClock(0);
  public readonly history = new History(0, () => this.clock.now());
  public readonly network = new Network(this.clock);
  public readonly points: (readonly [key: string, milliseconds: number, at: number, published: number])[] = [];
  public readonly table: GlobalTable;

  constructor() {
    const [home, standby] = [HOME, STANDBY].map(region => new Replica(region, 'sessions', 'id', undefined, () => this.clock.now()));
    this.table = new GlobalTable([home, standby], this.clock, this.network, new Prng(1), this.history);
    this.table.fallBehind(LAG);
    this.table.begin((key, milliseconds, at) => { this.points.push([key, milliseconds, at, this.clock.now()]); });
  }

  public put(region: string, value: string, ConditionExpression?: string): void {
    const replica = this.table.replica(region);
    const planned = replica.plan('Put', { Item: { id: { S: 'one' }, value: { S: value } }, ConditionExpression });
    if (!planned.allowed) {
      throw new Error('the condition is false');
    }
    replica.carryOut(planned);
  }

  public remove(region: string): void {
    const replica = this.table.replica(region);
    replica.carryOut(replica.plan('Delete', { Key: { id: { S: 'one' } } }));
  }

  /** What each Region has, home first. */
  public get values(): (string | undefined)[] {
    this.table.settle();
    return [HOME, STANDBY].map(region => (this.table.replica(region).get({ id: { S: 'one' } }) as any)?.value.S);
  }

  /** Of a metric by its name: the Region, the value, the minute and when it could be read. */
  public of(metricName: string): { readonly key: string; readonly value: number; readonly at: number; readonly published: number }[] {
    return this.points.filter(([key]) => key.split('|')[2] === metricName).map(([key, value, at, published]) => ({ key, value, at, published }));
  }

  public async until(milliseconds: number): Promise<void> {
    await this.clock.runUntil(milliseconds);
  }

  /** Changes what lies between the Regions, at a moment. */
  public async change(milliseconds: number, change: (network: Network) => void): Promise<void> {
    await this.until(milliseconds);
    this.table.settle();
    change(this.network);
  }
}

proves('dynamodb/replica-asynchronous', async () => {
  const bench = new Bench();
  bench.put(HOME, 'a');
  expect(bench.values).toEqual(['a', undefined]);
  await bench.until(LAG - 1);
  expect(bench.values).toEqual(['a', undefined]);
  await bench.until(LAG);
  expect(bench.values).toEqual(['a', 'a']);
  bench.remove(STANDBY);
  await bench.until(2 * LAG);
  expect(bench.values).toEqual([undefined, undefined]);
});

proves('dynamodb/replica-local', async () => {
  const bench = new Bench();
  bench.put(HOME, 'a', 'attribute_not_exists(id)');
  bench.put(STANDBY, 'b', 'attribute_not_exists(id)');
  expect(bench.values).toEqual(['a', 'b']);
  await bench.until(LAG);
  expect(() => bench.put(STANDBY, 'c', 'attribute_not_exists(id)')).toThrow('the condition is false');
});

proves('dynamodb/replica-last-writer', async () => {
  const bench = new Bench();
  bench.put(STANDBY, 'earlier');
  await bench.until(1000);
  bench.put(HOME, 'later');
  await bench.until(1000 + LAG);
  expect(bench.values).toEqual(['later', 'later']);
  expect(bench.history.of('session-writes-overwritten')).toMatchObject([{ table: 'sessions', source: STANDBY, from: 0, until: 0, count: 1 }]);
});

proves('dynamodb/replica-same-time', async () => {
  for (const order of [[HOME, STANDBY], [STANDBY, HOME]]) {
    const bench = new Bench();
    order.forEach(region => bench.put(region, region));
    await bench.until(LAG);
    expect(bench.values).toEqual([STANDBY, STANDBY]);
  }
});

const APART: readonly (readonly [string, (network: Network) => void, (network: Network) => void])[] = [
  ['lost', network => network.lose(HOME), network => network.restore(HOME)],
  ['cut off', network => network.separate(HOME, STANDBY), network => network.join(HOME, STANDBY)],
];

proves('dynamodb/replica-isolated', async () => {
  for (const [, part, unite] of APART) {
    const bench = new Bench();
    bench.put(HOME, 'a');
    await bench.change(LAG / 2, part);
    await bench.until(30_000);
    expect(bench.values).toEqual(['a', undefined]);
    bench.table.admits(STANDBY);
    expect(bench.history.of('session-writes-missing')).toMatchObject([{ table: 'sessions', region: STANDBY, source: HOME, from: 0, until: 0, count: 1 }]);
    bench.put(STANDBY, 'b');
    await bench.change(50_000, unite);
    expect(bench.values).toEqual(['b', 'b']);
    expect(bench.history.of('session-writes-arrived', 'session-writes-overwritten').map(({ kind, source, count }) => [kind, source, count])).toEqual([
      ['session-writes-arrived', HOME, 1], ['session-writes-overwritten', HOME, 1],
    ]);
  }
});

test('a later write of the Region that was cut off replaces what the other one took meanwhile', async () => {
  const bench = new Bench();
  await bench.change(1000, network => network.separate(HOME, STANDBY));
  bench.put(STANDBY, 'b');
  await bench.until(2000);
  bench.put(HOME, 'a');
  await bench.change(50_000, network => network.join(HOME, STANDBY));
  expect(bench.values).toEqual(['a', 'a']);
});

proves('dynamodb/replica-metric', async () => {
  const bench = new Bench();
  bench.put(HOME, 'a');
  await bench.until(180_000);
  const [{ key, value, at, published }, ...others] = bench.of('ReplicationLatency');
  expect([key, value, at, others]).toEqual([`${HOME}|AWS/DynamoDB|ReplicationLatency|ReceivingRegion=${STANDBY}|TableName=sessions`, LAG, 0, []]);
  const [soonest, latest] = DYNAMODB_FIGURES.replicationMetricSeconds.range;
  expect(published).toBeGreaterThanOrEqual(60_000 + 1000 * soonest);
  expect(published).toBeLessThanOrEqual(60_000 + 1000 * latest);
});

proves('dynamodb/replica-metric-region', async () => {
  const bench = new Bench();
  bench.put(STANDBY, 'a');
  await bench.until(180_000);
  expect(bench.of('ReplicationLatency').map(({ key }) => key)).toEqual([`${STANDBY}|AWS/DynamoDB|ReplicationLatency|ReceivingRegion=${HOME}|TableName=sessions`]);
});

proves('dynamodb/replica-metric-silent', async () => {
  const bench = new Bench();
  await bench.change(1000, network => network.separate(HOME, STANDBY));
  bench.put(HOME, 'a');
  await bench.until(300_000);
  expect(bench.of('ReplicationLatency')).toEqual([]);
  await bench.change(301_000, network => network.join(HOME, STANDBY));
  await bench.until(480_000);
  // It has taken as long as it waited, and arrives in the minute in which it crosses.
  expect(bench.of('ReplicationLatency').map(({ value, at }) => [value, at])).toEqual([[300_000, 300_000]]);
});

const CONSUMED = 'ConsumedWriteCapacityUnits';

proves('dynamodb/consumed-metric', async () => {
  const bench = new Bench();
  bench.put(HOME, 'a');
  bench.remove(HOME);
  await bench.change(30_000, network => network.separate(HOME, STANDBY));
  bench.put(HOME, 'b');
  await bench.until(119_999);
  const [{ key, value, at, published }, ...others] = bench.of(CONSUMED).filter(each => each.key.startsWith(HOME));
  expect([key, value, at, others]).toEqual([`${HOME}|AWS/DynamoDB|${CONSUMED}|TableName=sessions`, 3, 0, []]);
  const [soonest, latest] = DYNAMODB_FIGURES.consumedMetricSeconds.range;
  expect(published).toBeGreaterThanOrEqual(60_000 + 1000 * soonest);
  expect(published).toBeLessThanOrEqual(60_000 + 1000 * latest);
});

proves('dynamodb/consumed-metric-idle', async () => {
  const bench = new Bench();
  await bench.until(70_000);
  bench.put(HOME, 'a');
  await bench.until(240_000);
  const ofHome = bench.of(CONSUMED).filter(({ key }) => key.startsWith(HOME));
  expect(ofHome.map(({ value, at }) => [value, at])).toEqual([[0, 0], [1, 60_000], [0, 120_000]]);
});

proves('dynamodb/consumed-metric-replicated', async () => {
  const bench = new Bench();
  bench.put(HOME, 'a');
  bench.put(HOME, 'b');
  await bench.until(119_999);
  expect(bench.of(CONSUMED).map(({ key, value }) => [key.split('|')[0], value]).sort()).toEqual([[HOME, 2], [STANDBY, 2]]);
});

test('a Region that is lost publishes when it is back', async () => {
  const bench = new Bench();
  bench.put(HOME, 'a');
  await bench.change(61_000, network => network.lose(HOME));
  await bench.until(200_000);
  expect(bench.of('ReplicationLatency')).toEqual([]);
  await bench.change(210_000, network => network.restore(HOME));
  expect(bench.of('ReplicationLatency')).toHaveLength(1);
});

proves('world-faults/sessions-lag', async () => {
  const bench = new Bench();
  bench.table.fallBehind(120_000);
  bench.put(HOME, 'a');
  await bench.until(60_000);
  expect(bench.values).toEqual(['a', undefined]);
  bench.table.fallBehind();
  expect(bench.values).toEqual(['a', 'a']);
});
