import type { Simulation } from '../simulation';

/** How much of what schedules do has come to something: a fault that never strikes proves nothing. */
export interface Struck {
  /** Faults of calls that were asked for, and those of them that met with a call. */
  faults: number;
  faultsStruck: number;
  /** Kills that were asked for, and those that met with a run. */
  kills: number;
  killsStruck: number;
  /** Calls that met with a fault, by service. */
  readonly services: { [service: string]: number };
}

const KILLED = ['Killed', 'Stopped'];

export function noneStruck(): Struck {
  return { faults: 0, faultsStruck: 0, kills: 0, killsStruck: 0, services: {} };
}

/** What one simulation was done to. */
export function struckIn({ history, callFaults, props: { schedule } }: Pick<Simulation, 'history' | 'callFaults' | 'props'>): Struck {
  const services: { [service: string]: number } = {};
  for (const { service } of history.of('call-fault')) {
    services[service] = (services[service] ?? 0) + 1;
  }
  return {
    faults: schedule.calls.length,
    faultsStruck: callFaults.struck.length,
    kills: schedule.kills.length,
    // A kill that ends a drill with its run is one.
    killsStruck: Math.min(schedule.kills.length, history.of('execution-ended').filter(({ error }) => KILLED.includes(error ?? '')).length),
    services,
  };
}

export function addStruck(sum: Struck, other: Struck): void {
  sum.faults += other.faults;
  sum.faultsStruck += other.faultsStruck;
  sum.kills += other.kills;
  sum.killsStruck += other.killsStruck;
  for (const [service, count] of Object.entries(other.services)) {
    sum.services[service] = (sum.services[service] ?? 0) + count;
  }
}
