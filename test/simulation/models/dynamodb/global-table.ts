import type { Replica, Version } from './replica';
import { DYNAMODB_FIGURES } from '../../behaviours/dynamodb';
import type { Figure } from '../../behaviours/sourced';
import type { Prng } from '../../clock/prng';
import type { VirtualClock } from '../../clock/virtual-clock';
import type { History } from '../../history/history';
import { seriesKey } from '../cloudwatch/series';
import type { Network } from '../network';

const MINUTE = 60_000;

/** Publishes a value of a metric, as of a time. */
type Publish = (key: string, value: number, at: number) => void;

/** What crosses from one Region to the other. */
interface Direction {
  readonly from: Replica;
  readonly to: Replica;
  /** Up to when all that was written has arrived. */
  arrivedUntil: number;
  settledAt: number;
  /** Until when what was written is known to have been missing when it was needed. */
  missedUntil: number;
  /** Of what has arrived since the last minute: how much, and how long it took, in milliseconds. */
  arrived: number;
  latency: number;
}

/** A global table of two Regions with eventual consistency: each takes writes, and sends them to the other. */
export class GlobalTable {
  /** Milliseconds until a write is in the other Region. */
  public lag: number;
  private readonly usualLag: number;
  private readonly directions: readonly Direction[];

  constructor(
    private readonly replicas: readonly [Replica, Replica],
    private readonly clock: VirtualClock,
    private readonly network: Network,
    private readonly prng: Prng,
    private readonly history: History,
  ) {
    this.usualLag = prng.between(...DYNAMODB_FIGURES.replicationMilliseconds.range);
    this.lag = this.usualLag;
    const [one, other] = replicas;
    const now = clock.now();
    this.directions = [[one, other], [other, one]].map(([from, to]) => (
      { from, to, arrivedUntil: -Infinity, settledAt: now, missedUntil: -Infinity, arrived: 0, latency: 0 }
    ));
  }

  /** @param milliseconds what a fault makes of the lag; the usual one when absent */
  public fallBehind(milliseconds = this.usualLag): void {
    this.lag = milliseconds;
  }

  public replica(region: string): Replica {
    return this.replicas.find(each => each.region === region)!;
  }

  /** Lets arrive what has arrived by now. To be called before anything changes that replication rests on, and before anybody looks. */
  public settle(): void {
    this.directions.forEach(direction => this.settleOne(direction));
  }

  /** A Region begins to admit clients: what others have acknowledged and it does not have is noted. */
  public admits(region: string): void {
    this.settle();
    for (const direction of this.directions.filter(({ to }) => to.region === region)) {
      const { from: { name: table, region: source, outgoing } } = direction;
      if (outgoing.length > 0) {
        const [from, until] = [outgoing[0].at, outgoing[outgoing.length - 1].at];
        direction.missedUntil = until;
        this.history.add({ kind: 'session-writes-missing', table, region, source, from, until, count: outgoing.length });
      }
    }
  }

  /** Has the metrics of each minute published, in the Regions that work. */
  public begin(publish: Publish): void {
    // Of its own, so that the one metric changes nothing of the other.
    const consumed = this.prng.fork('consumed');
    this.clock.every(MINUTE, () => {
      this.settle();
      this.directions.forEach(direction => this.publishLatency(direction, publish));
      this.replicas.forEach(replica => this.publishConsumed(replica, publish, consumed));
    });
  }

  private publishLatency(direction: Direction, publish: Publish): void {
    const { from: { region, name }, to, arrived, latency } = direction;
    direction.arrived = 0;
    direction.latency = 0;
    if (arrived > 0) {
      const dimensions = [{ Name: 'TableName', Value: name }, { Name: 'ReceivingRegion', Value: to.region }];
      const key = seriesKey(region, 'AWS/DynamoDB', 'ReplicationLatency', dimensions);
      this.publishMinute(region, this.prng, DYNAMODB_FIGURES.replicationMetricSeconds.range, at => publish(key, latency / arrived, at));
    }
  }

  private publishConsumed(replica: Replica, publish: Publish, prng: Prng): void {
    const { region, name, consumed } = replica;
    replica.consumed = 0;
    const key = seriesKey(region, 'AWS/DynamoDB', 'ConsumedWriteCapacityUnits', [{ Name: 'TableName', Value: name }]);
    this.publishMinute(region, prng, DYNAMODB_FIGURES.consumedMetricSeconds.range, at => publish(key, consumed, at));
  }

  private publishMinute(region: string, prng: Prng, delay: Figure['range'], publish: (at: number) => void): void {
    const minute = this.clock.now() - MINUTE;
    this.clock.after(1000 * prng.between(...delay), () => this.network.whenWorking(region, () => publish(minute)));
  }

  private settleOne(direction: Direction): void {
    const { from: { outgoing }, settledAt } = direction;
    const now = this.clock.now();
    direction.settledAt = now;
    if (!this.crosses(direction)) {
      return;
    }
    direction.arrivedUntil = Math.max(direction.arrivedUntil, now - this.lag);
    const waiting = outgoing.findIndex(({ at }) => at > direction.arrivedUntil);
    const arriving = outgoing.splice(0, waiting === -1 ? outgoing.length : waiting);
    if (arriving.length > 0) {
      direction.arrived += arriving.length;
      // What waited for a link has taken until there was one.
      direction.latency += arriving.reduce((sum, { at }) => sum + Math.max(this.lag, settledAt - at), 0);
      this.arrive(direction, arriving);
    }
  }

  private arrive({ from, to, missedUntil }: Direction, arriving: readonly Version[]): void {
    const discarded = arriving.filter(version => !to.receive(version));
    const [first, last] = [arriving[0], arriving[arriving.length - 1]];
    if (discarded.length > 0 || first.at <= missedUntil) {
      this.history.add({
        kind: 'session-writes-arrived', table: from.name, source: from.region, from: first.at, until: last.at, count: arriving.length,
      });
    }
    if (discarded.length > 0) {
      this.history.add({
        kind: 'session-writes-overwritten',
        table: from.name,
        source: from.region,
        from: discarded[0].at,
        until: discarded[discarded.length - 1].at,
        count: discarded.length,
      });
    }
  }

  private crosses({ from, to }: Direction): boolean {
    return this.network.works(from.region) && this.network.reaches(from.region, to.region);
  }
}
