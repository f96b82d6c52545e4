import { seriesKey } from './cloudwatch/series';
import { Bench, HOME, STANDBY } from './models.fixture';
import { Traffic } from './traffic';
import { aliasTo, check, configuration, record } from '../../route53/fixture';
import { proves } from '../behaviours/proves';
import { Prng } from '../clock/prng';

const NAME = 'www.example.com';
const LATCH_NAME = `_latch.api-${STANDBY}.example.com`;
const LATCH = seriesKey(STANDBY, 'N', 'LatchClosed');
const regional = (region: string, failover: string, healthCheckId: string) => [
  record({ ...aliasTo(`api-${region}.example.com`, true), failover, healthCheckId }),
  record({ name: `api-${region}.example.com`, values: [`address-of-${region}`] }),
];

/** Two Regions: the primary answers while its endpoint is healthy and no latch is closed. */
class TrafficBench extends Bench {
  public readonly up = new Set([HOME, STANDBY]);
  public readonly traffic = new Traffic(configuration({
    records: [
      ...regional(HOME, 'PRIMARY', 'both'), ...regional(STANDBY, 'SECONDARY', 'standby'),
      record({ name: LATCH_NAME, type: 'TXT', values: ['"open"'], failover: 'PRIMARY', healthCheckId: 'latch' }),
      record({ name: LATCH_NAME, type: 'TXT', values: ['"closed"'], failover: 'SECONDARY' }),
    ],
    checks: [
      { id: 'both', config: { Type: 'CALCULATED', ChildHealthChecks: ['home', 'latch'], HealthThreshold: 2 } },
      check('home', { FullyQualifiedDomainName: `api-${HOME}.example.com`, RequestInterval: 10, FailureThreshold: 3, ResourcePath: '/health' }),
      check('standby', { FullyQualifiedDomainName: `api-${STANDBY}.example.com`, RequestInterval: 30, FailureThreshold: 3, ResourcePath: '/health' }),
      { id: 'latch', config: { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: 'latch', Region: STANDBY }, InsufficientDataHealthStatus: 'LastKnownStatus' } },
    ],
    alarms: [{
      region: STANDBY,
      properties: {
        AlarmName: 'latch', Namespace: 'N', MetricName: 'LatchClosed', Period: 60, EvaluationPeriods: 1, Statistic: 'Maximum', Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      },
    }],
  }), [NAME], [HOME, STANDBY], region => this.up.has(region), this.clock, new Prng(8), this.network, this.history);
  private closed = 0;

  constructor() {
    super();
    this.clock.every(60_000, () => {
      if (this.network.works(STANDBY)) {
        this.traffic.point(LATCH, this.clock.now(), this.closed);
      }
    }, 1000);
    this.traffic.begin();
  }

  public latch(closed: boolean): void {
    this.closed = Number(closed);
  }

  /** Seconds until traffic has moved. */
  public async moved(): Promise<number> {
    const [before, known] = [this.clock.now(), this.history.of('traffic-moved').length];
    await this.clock.runWhile(() => this.history.of('traffic-moved').length === known, before + 600_000);
    return (this.clock.now() - before) / 1000;
  }

  public get region(): string {
    return this.traffic.answer(NAME);
  }
}

proves('route53/interval', async () => {
  const bench = new TrafficBench();
  await bench.wait(300);
  bench.up.delete(HOME);
  const seconds = await bench.moved();
  expect(seconds).toBeGreaterThan(20);
  expect(seconds).toBeLessThan(50);
  expect(bench.region).toBe(STANDBY);
});

test('an endpoint that fails for less than its threshold moves nothing', async () => {
  const bench = new TrafficBench();
  await bench.wait(301);
  bench.up.delete(HOME);
  await bench.wait(20);
  bench.up.add(HOME);
  await bench.wait(300);
  expect(bench.history.of('traffic-moved')).toEqual([]);
});

proves('route53/checkers-outside', async () => {
  const bench = new TrafficBench();
  await bench.wait(300);
  bench.network.lose(HOME);
  await bench.moved();
  expect(bench.region).toBe(STANDBY);
});

proves('route53/data-plane', async () => {
  const bench = new TrafficBench();
  await bench.wait(300);
  bench.network.controlPlanes = false;
  bench.latch(true);
  await bench.moved();
  expect(bench.region).toBe(STANDBY);
});

proves('route53/stream-lost', async () => {
  const bench = new TrafficBench();
  await bench.wait(300);
  bench.latch(true);
  bench.network.lose(STANDBY);
  await bench.wait(600);
  expect(bench.region).toBe(HOME);
  bench.network.restore(STANDBY);
  await bench.moved();
  expect(bench.region).toBe(STANDBY);
});

test('a name says what is read of the latch, wherever endpoints lead the clients meanwhile', async () => {
  const bench = new TrafficBench();
  await bench.wait(300);
  expect(bench.traffic.texts(LATCH_NAME)).toEqual(['open']);
  bench.up.delete(HOME);
  await bench.moved();
  expect(bench.traffic.texts(LATCH_NAME)).toEqual(['open']);
  expect(bench.history.of('latch-read')).toEqual([]);
  bench.latch(true);
  await bench.wait(200);
  expect(bench.traffic.texts(LATCH_NAME)).toEqual(['closed']);
  expect(bench.history.of('latch-read').map(({ region, closed }) => [region, closed])).toEqual([[STANDBY, true]]);
  expect(bench.history.of('traffic-moved')).toHaveLength(1);
});

test('no other name has a text', async () => {
  const bench = new TrafficBench();
  await bench.wait(30);
  expect(bench.region).toBe(HOME);
  expect(bench.traffic.texts(NAME)).toEqual([]);
});
