import type { Rule } from './event-bus';
import { EventBus } from './event-bus';
import { Bench, STANDBY } from './models.fixture';
import { proves } from '../behaviours/proves';
import { Prng } from '../clock/prng';

const EVENT = { 'source': 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change', 'detail': { alarmName: 'decision-x', state: { value: 'ALARM' } } };

class BusBench extends Bench {
  public readonly bus = new EventBus(this.clock, new Prng(5), this.network, this.lambda);
  public readonly received: unknown[] = [];

  constructor(rule: Partial<Rule>) {
    super();
    this.work(async event => { this.received.push(event); });
    this.bus.add({ region: STANDBY, targets: ['work'], ...rule });
  }

  /** How many events the function gets of one. */
  public async of(event: object = EVENT): Promise<number> {
    this.bus.publish(STANDBY, event as any);
    await this.wait(10);
    return this.received.length;
  }
}

test('a schedule calls its function as often as it says, from a moment of its own', async () => {
  const bench = new BusBench({ every: 60_000 });
  bench.bus.begin();
  await bench.wait(600);
  expect(bench.received).toEqual(Array(10).fill({ 'detail-type': 'Scheduled Event' }));
});

test('a schedule of a Region that is lost calls nothing', async () => {
  const bench = new BusBench({ every: 60_000 });
  bench.bus.begin();
  bench.network.lose(STANDBY);
  await bench.wait(600);
  expect(bench.received).toEqual([]);
});

test.each([
  [{ source: ['aws.cloudwatch'] }, 1],
  [{ source: ['aws.health', 'aws.cloudwatch'], detail: { alarmName: ['decision-x'] } }, 1],
  [{ detail: { alarmName: [{ prefix: 'decision-' }] } }, 1],
  [{ detail: { alarmName: [{ prefix: 'other-' }] } }, 0],
  [{ detail: { state: { value: [{ 'anything-but': 'OK' }] } } }, 1],
  [{ detail: { state: { value: [{ 'anything-but': ['OK', 'ALARM'] }] } } }, 0],
  [{ detail: { absent: ['x'] } }, 0],
  [{ detail: { alarmName: { deeper: ['x'] } } }, 0],
])('the pattern %j lets %i pass', async (pattern, count) => {
  expect(await new BusBench({ pattern }).of()).toBe(count);
});

test('an operator of patterns that is not modelled is refused, and a rule for nobody who is simulated is left out', async () => {
  expect(() => new BusBench({ pattern: { source: [{ exists: true }] } }).bus.publish(STANDBY, EVENT)).toThrow('not modelled');
  expect(() => new BusBench({ pattern: { source: [{ exists: true }] }, targets: ['other'] }).bus.publish(STANDBY, EVENT)).not.toThrow();
});

proves('world-faults/events-lost', async () => {
  const bench = new BusBench({ pattern: { source: ['aws.cloudwatch'] } });
  bench.bus.faults.set(STANDBY, 'lost');
  expect(await bench.of()).toBe(0);
});

proves('world-faults/alarm-events-lost', async () => {
  const bench = new BusBench({ pattern: { source: ['aws.cloudwatch'] }, every: 60_000 });
  bench.bus.faults.set(STANDBY, 'alarms-lost');
  bench.bus.begin();
  expect(await bench.of()).toBe(0);
  await bench.wait(60);
  expect(bench.received).toHaveLength(1);
});

for (const id of ['world-faults/events-twice', 'lambda/at-least-once']) {
  proves(id, async () => {
    const bench = new BusBench({ pattern: { source: ['aws.cloudwatch'] } });
    bench.bus.faults.set(STANDBY, 'twice');
    expect(await bench.of()).toBe(2);
  });
}
