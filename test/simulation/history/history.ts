import type { EventKind, EventOf, Recorded, SimulatedEvent } from './events';

/** What happened, in order. Checkers read nothing else. */
export class History {
  public readonly events: Recorded[] = [];

  /**
   * @param start when the simulation began
   * @param now the clock
   */
  constructor(public readonly start: number, private readonly now: () => number) {}

  /** Until when it is known that nothing else happened. */
  public get end(): number {
    return this.now();
  }

  public add(event: SimulatedEvent): void {
    this.events.push({ ...event, at: this.now() });
  }

  public of<K extends EventKind>(...kinds: readonly K[]): EventOf<K>[] {
    return this.events.filter((event): event is EventOf<K> => (kinds as readonly string[]).includes(event.kind));
  }
}

/** A history that is written by hand, for tests of checkers: seconds and events. */
export function historyOf(...entries: readonly (readonly [seconds: number, event: SimulatedEvent])[]): History {
  let time = 0;
  const history = new History(0, () => time);
  for (const [seconds, event] of entries) {
    time = 1000 * seconds;
    history.add(event);
  }
  return history;
}
