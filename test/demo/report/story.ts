import { clock } from './figures';
import type { SimulationReport } from '../../simulation/report';

/** The moment from which a reader counts, and how times are written. */
export interface Story {
  /** On the clock of the report. */
  readonly zeroSeconds: number;
  /** What happens at that moment. */
  readonly zeroIs: string;
  /** `T`, `T+0:50`, `T−8:00`. */
  readonly at: (seconds: number) => string;
  /** The same, as short as an axis needs it. */
  readonly tick: (seconds: number) => string;
  /** The simulation's own clock, `12:10:50`. */
  readonly wallClock: (seconds: number) => string;
}

const MINUS = '−';

/** People count from the moment when it happened: the first fault; without one, the beginning of the first run. */
export function storyOf(report: Pick<SimulationReport, 'faults' | 'runs' | 'startedAt'>): Story {
  const { zeroSeconds, zeroIs } = zeroOf(report);
  const start = Date.parse(report.startedAt);
  const tick = (seconds: number) => {
    const offset = Math.round(seconds - zeroSeconds);
    return offset === 0 ? 'T' : `${offset < 0 ? MINUS : '+'}${clock(Math.abs(offset))}`;
  };
  return {
    zeroSeconds,
    zeroIs,
    tick,
    at: seconds => tick(seconds).replace(/^(?!T)/, 'T'),
    wallClock: seconds => new Date(1000 * Math.round(start / 1000 + seconds)).toISOString().slice(11, 19),
  };
}

function zeroOf({ faults, runs }: Pick<SimulationReport, 'faults' | 'runs'>): Pick<Story, 'zeroSeconds' | 'zeroIs'> {
  const [fault] = [...faults].sort((one, other) => one.fromSeconds - other.fromSeconds);
  if (fault !== undefined) {
    return { zeroSeconds: fault.fromSeconds, zeroIs: fault.label };
  }
  const [run] = [...runs].sort((one, other) => one.fromSeconds - other.fromSeconds);
  return run === undefined
    ? { zeroSeconds: 0, zeroIs: 'the simulation begins' }
    : { zeroSeconds: run.fromSeconds, zeroIs: `the ${run.mode} begins` };
}
