import type { ApplicationProps } from './application';
import { Application } from './application';
import { Population } from './population';
import { Sessions } from './sessions';
import { proves } from '../behaviours/proves';
import { Prng } from '../clock/prng';
import { VirtualClock } from '../clock/virtual-clock';
import { History } from '../history/history';
import { DynamoDb } from '../models/dynamodb/dynamodb';
import { GlobalTable } from '../models/dynamodb/global-table';
import { Replica } from '../models/dynamodb/replica';
import { Table } from '../models/dynamodb/table';
import { Network } from '../models/network';
import type { Member } from '../models/rds-database';
import { GlobalDatabase } from '../models/rds-database';

const HOME = 'us-east-1';
const STANDBY = 'us-west-2';

class Bench {
  public readonly clock = new VirtualClock(0);
  public readonly history = new History(0, () => this.clock.now());
  public readonly network = new Network(this.clock);
  public readonly dynamoDb = new DynamoDb();
  public readonly database: GlobalDatabase;
  public readonly applications: Map<string, Application>;

  constructor() {
    const members = [HOME, STANDBY].map((region): Member => (
      { arn: region, region, identifier: region, instances: ['available'], acceptsWrites: region === HOME, synchronised: true, log: [] }
    ));
    this.database = new GlobalDatabase('main', members, members[0], this.clock, this.network, new Prng(1), this.history);
    this.applications = new Map([HOME, STANDBY].map(region => {
      this.dynamoDb.add(region, new Table('state', 'kind', 'id', () => undefined));
      return [region, this.applicationWith(region, {})];
    }));
  }

  public say(region: string, activeRegion: string, epoch: number, fencedUntil?: string): void {
    const item = { kind: { S: 'state' }, id: { S: 'current' }, activeRegion: { S: activeRegion }, epoch: { N: String(epoch) }, ...fencedUntil && { fencedUntil: { S: fencedUntil } } };
    const table = this.dynamoDb.table(region, 'state');
    table.carryOut(table.plan('Put', { Item: item }));
  }

  /** Another application of a Region, with other stores. */
  public applicationWith(region: string, stores: Partial<ApplicationProps>): Application {
    const { dynamoDb, network, clock, history } = this;
    return new Application({ region, home: HOME, tableName: 'state', databases: [this.database], sessions: [], dynamoDb, network, clock, history, ...stores });
  }

  public write(region: string): string {
    return this.applications.get(region)!.write(1);
  }
}

describe('an application', () => {
  test('writes at home while no run has said otherwise, and refuses elsewhere', () => {
    const bench = new Bench();
    expect([HOME, STANDBY].map(region => bench.write(region))).toEqual(['acknowledged', 'refused']);
    expect(bench.history.of('writes-admitted')).toMatchObject([{ region: HOME, epoch: 0 }]);
  });

  test('keeps what it read of its role for five seconds, and no longer', async () => {
    const bench = new Bench();
    bench.write(HOME);
    bench.say(HOME, STANDBY, 1);
    await bench.clock.runUntil(4999);
    expect(bench.write(HOME)).toBe('acknowledged');
    await bench.clock.runUntil(5000);
    expect(bench.write(HOME)).toBe('refused');
  });

  test('refuses while it is fenced, until the lease is over', async () => {
    const bench = new Bench();
    bench.say(HOME, HOME, 1, '1970-01-01T00:01:00.000Z');
    expect(bench.write(HOME)).toBe('refused');
    await bench.clock.runUntil(60_000);
    expect(bench.write(HOME)).toBe('acknowledged');
  });

  proves('world-faults/table-lost', async () => {
    const bench = new Bench();
    bench.write(HOME);
    bench.say(HOME, STANDBY, 1);
    bench.dynamoDb.unavailable.add(HOME);
    await bench.clock.runUntil(60_000);
    expect(bench.write(HOME)).toBe('acknowledged');
  });

  proves('world-faults/application-down', () => {
    const bench = new Bench();
    const application = bench.applications.get(HOME)!;
    application.up = false;
    expect([bench.write(HOME), application.serves(), application.isDeeplyHealthy()]).toEqual(['unreachable', false, false]);
  });

  proves('world-faults/database-down', () => {
    const bench = new Bench();
    const application = bench.applications.get(HOME)!;
    bench.database.down.add(HOME);
    expect([bench.write(HOME), application.serves(), application.isDeeplyHealthy()]).toEqual(['refused', true, false]);
  });
});

describe('an application without a database', () => {
  test('keeps to its role all the same, and says when it begins to admit writes', () => {
    const bench = new Bench();
    const write = (region: string) => bench.applicationWith(region, { databases: [] }).write(1);
    expect([HOME, STANDBY].map(write)).toEqual(['acknowledged', 'refused']);
    expect(bench.history.of('writes-admitted')).toMatchObject([{ region: HOME, epoch: 0 }]);
  });
});

describe('sessions', () => {
  const sessionsOf = (bench: Bench, stores: Partial<ApplicationProps> = {}) => {
    const replicas = [HOME, STANDBY].map(region => new Replica(region, 'sessions', 'id', 'part', () => bench.clock.now())) as [Replica, Replica];
    const table = new GlobalTable(replicas, bench.clock, bench.network, new Prng(1), bench.history);
    return { replicas, of: (region: string) => bench.applicationWith(region, { ...stores, sessions: [new Sessions(table, region)] }) };
  };

  test('are written with each write that is acknowledged, with the epoch, and with no other', async () => {
    const bench = new Bench();
    const { replicas: [home], of } = sessionsOf(bench);
    const application = of(HOME);
    application.write(3);
    application.write(3);
    expect(home.outgoing.map(({ item }) => item)).toEqual([0, 1].map(each => ({ id: { S: `session-${each}` }, part: { S: `session-${each}` }, writtenIn: { N: '0' } })));
    bench.database.down.add(HOME);
    expect([application.write(1), home.outgoing.length]).toEqual(['refused', 2]);
  });

  test('that a Region does not have when it begins to admit writes are noted, once for each epoch', async () => {
    const bench = new Bench();
    const { of } = sessionsOf(bench, { databases: [] });
    of(HOME).write(1);
    bench.network.separate(HOME, STANDBY);
    bench.say(STANDBY, STANDBY, 1);
    const standby = of(STANDBY);
    standby.write(1);
    standby.write(1);
    expect(bench.history.of('session-writes-missing')).toMatchObject([{ table: 'sessions', region: STANDBY, source: HOME, count: 1 }]);
  });
});

describe('clients', () => {
  class Clients extends Bench {
    public leadsTo = HOME;
    public readonly population = new Population({ name: 'api', resolvers: 20, every: 500, interval: 10_000 }, this.applications, () => this.leadsTo, this.clock, new Prng(7));

    public served(seconds: number): readonly string[] {
      return Object.keys(this.population.intervals.find(({ at }) => at === 1000 * seconds)!.served).sort();
    }
  }

  for (const id of ['route53/resolver-ttl', 'route53/alias-ttl']) {
    proves(id, async () => {
      const bench = new Clients();
      bench.population.begin();
      bench.clock.at(30_000, () => { bench.leadsTo = STANDBY; });
      await bench.clock.runUntil(120_000);
      expect([20, 40, 100].map(seconds => bench.served(seconds))).toEqual([[HOME], [HOME, STANDBY], [STANDBY]]);
    });
  }

  test('are counted from when the first of them asks: all spans have as many of them per second', async () => {
    const bench = new Clients();
    bench.population.begin();
    await bench.clock.runUntil(29_900);
    const { intervals } = bench.population;
    const start = intervals[1].at - 10_000;
    expect(intervals.map(({ at }) => at - start)).toEqual([500, 10_000, 20_000]);
    const [first, second, third] = intervals.map(({ at, acknowledged }, index) => acknowledged / ((intervals[index + 1]?.at ?? start + 30_000) - at));
    expect([first, third]).toEqual([second, second]);
  });

  test('count what was acknowledged, refused and not answered', async () => {
    const bench = new Clients();
    bench.population.begin();
    bench.clock.at(9_900, () => bench.network.lose(HOME));
    bench.clock.at(19_900, () => { bench.network.restore(HOME); bench.say(HOME, STANDBY, 1); });
    await bench.clock.runUntil(29_900);
    const [first, second, third] = bench.population.intervals;
    expect([first, second, third].map(({ acknowledged, refused, unreachable }) => [acknowledged > 0, refused > 0, unreachable > 0])).toEqual([
      [true, false, false], [false, false, true], [false, true, false],
    ]);
    expect(first.served).toEqual({ [HOME]: first.acknowledged });
  });
});
