import type { SimulationReport } from '../report';

/** What a history does not say of itself: what was simulated, and what had been planned. */
export interface ReportSubject extends Pick<SimulationReport, 'scenario' | 'title' | 'names' | 'objectives' | 'disclaimer'> {
  readonly plans: readonly PlannedRun[];
}

/** What a run that activates a Region was to do, and how long that was to take. */
export interface PlannedRun {
  readonly mode: string;
  readonly target: string;
  readonly steps: readonly PlannedStep[];
  readonly budget: PlannedTime;
}

/** A step of a plan. */
export interface PlannedStep {
  readonly id: string;
  readonly label: string;
  readonly region: string;
  /** The phase of the plan. */
  readonly phase: string;
  /** Whether it is asked together with other checks, as one. */
  readonly isCheck: boolean;
}

/** A time budget, in seconds from its beginning. */
export interface PlannedTime {
  readonly parts: readonly PlannedPart[];
  readonly best: number;
  readonly typical: number;
  readonly worst: number;
}

export interface PlannedPart {
  /** The id of a step, or of what is around the steps: `detection`, `latch-reading`. */
  readonly id: string;
  readonly label: string;
  readonly best: PlannedSpan;
  readonly typical: PlannedSpan;
  readonly worst: PlannedSpan;
  readonly source: string;
}

export interface PlannedSpan {
  readonly start: number;
  readonly end: number;
}
