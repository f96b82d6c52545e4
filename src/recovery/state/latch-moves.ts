import { RunMode } from '../plan/run-mode';

/** A latch that a run closes or opens. */
export interface LatchMove {
  /** Whose latch. */
  readonly region: string;
  readonly closed: boolean;
}

/** The Regions of a run. */
export interface RunRegions {
  /** The Region that takes over. */
  readonly region: string;
  readonly peer: string;
  readonly home: string;
}

/**
 * The latches by which the traffic comes to the Region that takes over, in this order.
 *
 * A latch that is closed leads to its own Region, and the reverse latch of the home Region outweighs that of the standby. So the standby
 * closes its latch, and the home Region has the standby's opened. While the standby is lost nobody can open that one: then the home
 * Region closes its reverse latch.
 */
export function latchMoves(mode: RunMode, { region, peer, home }: RunRegions): LatchMove[] {
  if (region !== home || mode === RunMode.FAILOVER) {
    return [{ region, closed: true }];
  }
  return [{ region: peer, closed: false }, { region, closed: false }];
}
