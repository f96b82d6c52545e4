import type { ReportRun, ReportStep } from '../../simulation/report';

/** What a person follows, in the order of a forced failover. */
export const FOLLOWED_PHASES: readonly string[] = ['detect', 'decide', 'shift', 'promote', 'verify'];

/** The steps of a phase, and the time that they take together. */
export interface PhaseSpan {
  readonly phase: string;
  readonly fromSeconds: number;
  /** Absent while one of them goes on. */
  readonly untilSeconds?: number;
  readonly steps: readonly ReportStep[];
}

/** The phases of a run in the order in which they began; what began together, in the order in which people tell it. */
export function phasesOf({ steps }: Pick<ReportRun, 'steps'>): PhaseSpan[] {
  const phases = [...new Set(steps.map(({ phase }) => phase))];
  return phases.map(phase => spanOf(phase, steps.filter(step => step.phase === phase)))
    .sort((one, other) => one.fromSeconds - other.fromSeconds || rank(one.phase) - rank(other.phase));
}

function spanOf(phase: string, steps: readonly ReportStep[]): PhaseSpan {
  const ends = steps.map(({ untilSeconds }) => untilSeconds);
  return {
    phase,
    fromSeconds: Math.min(...steps.map(({ fromSeconds }) => fromSeconds)),
    untilSeconds: ends.includes(undefined) ? undefined : Math.max(...ends as number[]),
    steps: [...steps].sort((one, other) => one.fromSeconds - other.fromSeconds),
  };
}

function rank(phase: string): number {
  const index = FOLLOWED_PHASES.indexOf(phase);
  return index < 0 ? FOLLOWED_PHASES.length : index;
}
