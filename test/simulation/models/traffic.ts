import type { Network } from './network';
import { latchText } from '../../../src/dns/latch-text';
import { answersTo } from '../../route53/answers';
import type { Configuration } from '../../route53/configuration';
import { plainName } from '../../route53/configuration';
import type { DataStream, Endpoint } from '../../route53/observed';
import { answering } from '../../route53/observed';
import { ROUTE53_FIGURES } from '../behaviours/route53';
import type { Prng } from '../clock/prng';
import type { VirtualClock } from '../clock/virtual-clock';
import type { SimulatedEvent } from '../history/events';
import type { History } from '../history/history';
import { seriesKey } from './cloudwatch/series';

const MINUTE = 60_000;
/** How many minutes of a stream are kept: further back than any outage of a latch that a schedule makes. */
const KEPT_MINUTES = 90;

/** An endpoint as the health checkers see it: its status changes after as many answers as the threshold says. */
interface WatchedEndpoint {
  readonly hostName: string;
  readonly region: string;
  readonly paths: readonly string[];
  readonly every: number;
  readonly threshold: number;
  healthy: boolean;
  against: number;
}

interface WatchedStream {
  readonly stream: Omit<DataStream, 'minutes'>;
  /** By minute, what Route 53 has read. */
  readonly minutes: Map<number, number[]>;
}

/** Route 53 over time: the evaluator of `test/route53`, fed with what the checkers and the data streams say. */
export class Traffic {
  private readonly configuration: Configuration;
  private readonly endpoints: WatchedEndpoint[];
  private readonly streams = new Map<string, WatchedStream>();
  /** What the rules say now, and what name servers answer already. */
  private readonly decided = new Map<string, string>();
  private readonly answers = new Map<string, string>();
  /** The names that say what is read of a latch. */
  private readonly latchNames: readonly string[];
  private readonly readAfter: number;
  private readonly began: number;
  private changed = true;

  /**
   * @param names the names that clients use
   * @param serves whether the application of a Region answers its health check
   */
  constructor(
    configuration: Configuration,
    public readonly names: readonly string[],
    private readonly regions: readonly string[],
    private readonly serves: (region: string) => boolean,
    private readonly clock: VirtualClock,
    private readonly prng: Prng,
    private readonly network: Network,
    private readonly history: History,
  ) {
    this.began = clock.now();
    this.readAfter = 1000 * prng.between(...ROUTE53_FIGURES.streamSeconds.range);
    this.latchNames = [...new Set(configuration.records.filter(({ type }) => type === 'TXT').map(({ name }) => name))];
    const checks = [...configuration.healthChecks.values()];
    this.endpoints = checks.filter(({ config }) => config.FullyQualifiedDomainName !== undefined).map(({ config }) => ({
      hostName: plainName(config.FullyQualifiedDomainName),
      region: this.regionIn(config.FullyQualifiedDomainName),
      paths: [config.ResourcePath ?? '/'],
      every: config.RequestInterval ?? 30,
      threshold: config.FailureThreshold ?? 3,
      healthy: true,
      against: 0,
    }));
    const followed = new Set(checks.map(({ config }) => config.AlarmIdentifier).filter(id => id !== undefined)
      .map(({ Region, Name }) => `${Region}/${Name}`));
    const alarms = configuration.alarms.filter(alarm => followed.has(`${alarm.region}/${alarm.properties.AlarmName}`));
    // Without the hundreds that no check follows: they are looked through at each evaluation.
    this.configuration = { ...configuration, alarms };
    for (const { region, properties } of alarms) {
      const { Namespace, MetricName, Dimensions = [] } = properties;
      const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]));
      this.streams.set(seriesKey(region, Namespace, MetricName, Dimensions), {
        stream: { region, namespace: Namespace, metricName: MetricName, dimensions }, minutes: new Map(),
      });
    }
  }

  /** The Region that a client of now is led to, by name. */
  public answer(name: string): string {
    return this.answers.get(name) ?? this.regions[0];
  }

  /** What the text of a name says. */
  public texts(name: string): string[] {
    const text = this.latchNames.includes(name) ? this.answers.get(name) : undefined;
    return text === undefined ? [] : [text];
  }

  /** A point of a metric. Of a Region that is lost none is read. */
  public point(key: string, at: number, value: number): void {
    const watched = this.streams.get(key);
    if (watched !== undefined) {
      this.clock.after(this.readAfter, () => this.network.whenWorking(watched.stream.region, () => {
        const minute = Math.floor(at / MINUTE);
        watched.minutes.set(minute, [...watched.minutes.get(minute) ?? [], value]);
        this.changed = true;
      }));
    }
  }

  public begin(): void {
    this.clock.every(10_000, () => this.look(), 0);
  }

  private look(): void {
    const tick = Math.round((this.clock.now() - this.began) / 10_000);
    for (const endpoint of this.endpoints) {
      if (tick % (endpoint.every / 10) === 0) {
        this.ask(endpoint);
      }
    }
    // A minute that passed without a point is a change as well.
    if (this.changed || tick % 6 === 0) {
      this.changed = false;
      this.evaluate();
    }
  }

  private ask(endpoint: WatchedEndpoint): void {
    const answers = this.network.works(endpoint.region) && this.serves(endpoint.region);
    endpoint.against = answers === endpoint.healthy ? 0 : endpoint.against + 1;
    if (endpoint.against >= endpoint.threshold) {
      endpoint.healthy = answers;
      endpoint.against = 0;
      this.changed = true;
    }
  }

  private evaluate(): void {
    const last = Math.floor((this.clock.now() - this.readAfter) / MINUTE) - 1;
    const first = Math.max(Math.floor(this.began / MINUTE), last - KEPT_MINUTES);
    const endpoints: { [hostName: string]: Endpoint } = {};
    for (const { hostName, paths, healthy } of this.endpoints) {
      endpoints[hostName] = healthy ? answering(paths) : {};
    }
    const streams = [...this.streams.values()].map(({ stream, minutes }): DataStream => {
      // The minute that is not over counts as soon as it has a point.
      const end = Math.max(last, ...minutes.keys());
      return { ...stream, minutes: Array.from({ length: Math.max(0, end - first + 1) }, (_, index) => minutes.get(first + index) ?? []) };
    });
    const led = (name: string, type: string) => {
      const answers = answersTo(name, type, this.configuration, { endpoints, streams, targetHealthy: () => true });
      const [best] = [...answers].sort((one, other) => other.probability - one.probability);
      return [...best.path].reverse();
    };
    for (const name of this.names) {
      const region = this.regionIn(...led(name, 'A'));
      this.note(name, region, { kind: 'traffic-moved', name, region });
    }
    for (const name of this.latchNames) {
      const text: string = JSON.parse(led(name, 'TXT')[0]);
      this.note(name, text, { kind: 'latch-read', region: this.regionIn(name), closed: text === latchText(true) });
    }
  }

  private note(name: string, answer: string, event: SimulatedEvent): void {
    const before = this.decided.get(name);
    this.decided.set(name, answer);
    if (before === undefined) {
      this.answers.set(name, answer);
    } else if (before !== answer) {
      const seconds = this.prng.between(...ROUTE53_FIGURES.propagationSeconds.range);
      this.clock.after(1000 * seconds, () => {
        this.answers.set(name, answer);
        this.history.add(event);
      });
    }
  }

  private regionIn(...texts: readonly string[]): string {
    const found = texts.map(text => this.regions.find(region => text.includes(region))).find(region => region !== undefined);
    if (found === undefined) {
      throw new Error(`no Region is named in ${texts.join(', ')}`);
    }
    return found;
  }
}
