import type { ServedInterval } from '../clients/population';
import type { History } from '../history/history';
import type { Schedule } from '../schedules/schedule';

/** What is left of a simulation that has run. */
export interface FinishedSimulation {
  readonly schedule: Schedule;
  readonly history: History;
  /** What clients met with, in order. */
  readonly intervals: readonly ServedInterval[];
  /** Milliseconds that replication was behind; nothing while nobody could say. */
  readonly lags: readonly { readonly at: number; readonly milliseconds: number | undefined }[];
}

/** A moment of the clock as seconds since the simulation began, to the millisecond. */
export function secondsOf({ history: { start } }: Pick<FinishedSimulation, 'history'>, at: number): number {
  return Math.round(at - start) / 1000;
}
