import type { StateDefinition } from './definition';
import { matches } from './errors';

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: string;
}

/** The retries that a state has had: each retrier counts its own. */
export class Retries {
  private readonly counts = new Map<Retrier, number>();

  constructor(private readonly state: StateDefinition, private readonly random: () => number) {}

  public get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** How long to wait before the next attempt, in milliseconds; nothing when there is none. */
  public delay(error: string): number | undefined {
    const retrier = (this.state.Retry as Retrier[] | undefined)?.find(({ ErrorEquals }) => matches(ErrorEquals, error));
    if (retrier === undefined) {
      return undefined;
    }
    const count = this.counts.get(retrier) ?? 0;
    if (count >= (retrier.MaxAttempts ?? 3)) {
      return undefined;
    }
    this.counts.set(retrier, count + 1);
    const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Infinity, JitterStrategy = 'NONE' } = retrier;
    const seconds = Math.min(IntervalSeconds * BackoffRate ** count, MaxDelaySeconds);
    return 1000 * (JitterStrategy === 'FULL' ? seconds * this.random() : seconds);
  }
}
