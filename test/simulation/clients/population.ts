import type { Application, Outcome } from './application';
import { ROUTE53_FIGURES } from '../behaviours/route53';
import type { Prng } from '../clock/prng';
import type { VirtualClock } from '../clock/virtual-clock';

/** What the clients of a span of time met with. */
export interface ServedInterval {
  /** Its beginning. */
  readonly at: number;
  /** Requests that were answered, reads and writes, by Region. */
  readonly served: { readonly [region: string]: number };
  readonly acknowledged: number;
  readonly refused: number;
  readonly unreachable: number;
}

type Counted = { readonly at: number; readonly served: { [region: string]: number } } & { [outcome in Outcome]: number };

interface Resolver {
  region: string;
  expiresAt: number;
  /** How many clients ask it. */
  readonly clients: number;
}

export interface PopulationProps {
  readonly name: string;
  readonly resolvers: number;
  /** Milliseconds between two writes of all clients. */
  readonly every: number;
  /** Milliseconds that one interval of the result sums up. */
  readonly interval: number;
}

/** Clients around the world: each keeps an answer of DNS until its time is over, and reads and writes where it leads. */
export class Population {
  public readonly intervals: ServedInterval[] = [];
  private readonly resolvers: Resolver[];
  private counts = new Map<string, number>();
  private nextExpiry = -Infinity;
  /** When the first client asked. */
  private begunAt?: number;

  constructor(
    private readonly props: PopulationProps,
    private readonly applications: ReadonlyMap<string, Application>,
    private readonly answer: (name: string) => string,
    private readonly clock: VirtualClock,
    private readonly prng: Prng,
  ) {
    this.resolvers = Array.from({ length: props.resolvers }, () => ({ region: '', expiresAt: 0, clients: prng.whole(1, 5) }));
  }

  public begin(): void {
    this.clock.every(this.props.every, () => this.go());
  }

  private go(): void {
    const at = this.clock.now();
    const interval = this.intervalOf(at);
    for (const [region, clients] of this.clientsByRegion(at)) {
      const application = this.applications.get(region)!;
      interval[application.write(clients)] += clients;
      if (application.serves()) {
        interval.served[region] = (interval.served[region] ?? 0) + clients;
      }
    }
  }

  private intervalOf(at: number): Counted {
    const { interval } = this.props;
    this.begunAt ??= at;
    // The first is shorter: counted as whole, it would look as if clients were missing.
    const begins = Math.max(this.begunAt, Math.floor(at / interval) * interval);
    const last = this.intervals[this.intervals.length - 1];
    if (last?.at === begins) {
      return last as Counted;
    }
    const next = { at: begins, served: {}, acknowledged: 0, refused: 0, unreachable: 0 };
    this.intervals.push(next);
    return next;
  }

  /** Counted anew only when an answer has expired: most of the time nobody asks. */
  private clientsByRegion(at: number): ReadonlyMap<string, number> {
    if (at < this.nextExpiry) {
      return this.counts;
    }
    this.counts = new Map();
    this.nextExpiry = Infinity;
    for (const resolver of this.resolvers) {
      if (resolver.expiresAt <= at) {
        resolver.region = this.answer(this.props.name);
        resolver.expiresAt = at + 1000 * this.prng.between(1, ROUTE53_FIGURES.aliasTtlSeconds.range[1]);
      }
      this.nextExpiry = Math.min(this.nextExpiry, resolver.expiresAt);
      this.counts.set(resolver.region, (this.counts.get(resolver.region) ?? 0) + resolver.clients);
    }
    return this.counts;
  }
}
