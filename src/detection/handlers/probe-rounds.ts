import type { Ask, Observation, ProbeTarget } from './endpoint-probe';
import { observe } from './endpoint-probe';

/** How often endpoints are asked within one call of the function, which a schedule makes every minute. */
export const ROUNDS = 6;
export const ROUND_IN_MILLISECONDS = 10_000;

/** What the rounds need of the world. */
export interface Surroundings {
  readonly ask: Ask;
  readonly publish: (observations: Observation[], at: Date) => Promise<void>;
  /** Milliseconds of a clock. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly log: (entry: object) => void;
}

/** Says that a call saw the endpoints and could not tell all of it. */
export class ObservationsLost extends Error {
  public readonly name = 'ObservationsLost';

  constructor(rounds: number, cause: unknown) {
    super(`the observations of ${rounds} of ${ROUNDS} rounds were not published`, { cause });
  }
}

/**
 * Asks all targets side by side, every ten seconds for a minute, and publishes each round at once: an alarm cannot wait for the minute
 * to end. A round that is not published does not stop the next one.
 *
 * @throws ObservationsLost at the end, when a round was not published
 */
export async function probeRounds(targets: readonly ProbeTarget[], world: Surroundings): Promise<void> {
  const start = world.now();
  const errors: unknown[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const due = start + round * ROUND_IN_MILLISECONDS;
    await world.wait(Math.max(0, due - world.now()));
    const at = new Date(world.now());
    const observations = await Promise.all(targets.map(target => observe(target, world.ask)));
    report(observations, world);
    try {
      await world.publish(observations, at);
    } catch (error) {
      world.log({ message: 'observations not published', at: at.toISOString(), cause: String(error) });
      errors.push(error);
    }
  }
  if (errors.length > 0) {
    throw new ObservationsLost(errors.length, errors[0]);
  }
}

function report(observations: readonly Observation[], world: Surroundings): void {
  for (const { target, failure } of observations) {
    if (failure !== undefined) {
      world.log({ message: 'endpoint failed', region: target.region, probe: target.probe, url: target.url, cause: failure });
    }
  }
}
