/** What the page of the demo shows of one simulation: plain data, so that it can be written into the page as JSON. */
export interface SimulationReport {
  /** `region-loss`, `false-alarm`, `planned-switchover`, … */
  readonly scenario: string;
  /** One sentence for people. */
  readonly title: string;
  readonly seed: number;
  readonly names: ReportNames;
  /** The moment of the simulation's clock that all `…Seconds` count from, in ISO 8601. */
  readonly startedAt: string;
  readonly durationSeconds: number;
  /** What happened to the world: bands of the timeline. */
  readonly faults: readonly ReportSpan[];
  /** Runs of recovery, in order, each with its phases and steps. */
  readonly runs: readonly ReportRun[];
  /** Single moments: alarms, decisions, pages, moves of traffic and of the writer. */
  readonly moments: readonly ReportMoment[];
  readonly traffic: readonly ReportTraffic[];
  readonly writes: ReportWrites;
  readonly lag: readonly ReportLag[];
  /** What was planned against what was simulated, phase by phase. */
  readonly budget: readonly ReportBudgetLine[];
  readonly objectives: { readonly rtoSeconds: number; readonly rpoSeconds: number };
  readonly outcome: ReportOutcome;
  /** Violations of the laws: none, or the simulation has found something. */
  readonly findings: readonly { readonly invariant: string; readonly atSeconds: number; readonly what: string }[];
  /** Says that this is a simulation, and of what. */
  readonly disclaimer: string;
}

export interface ReportNames {
  readonly application: string;
  readonly environment: string;
  readonly home: string;
  readonly standby: string;
  /** The name that clients use. */
  readonly publicName: string;
  readonly database?: string;
}

export interface ReportSpan {
  readonly label: string;
  readonly region?: string;
  readonly fromSeconds: number;
  /** Absent: until the end. */
  readonly untilSeconds?: number;
}

export interface ReportRun {
  /** ARN of the execution. */
  readonly runId: string;
  /** `failover`, `switchover`, `failback` or `drill`. */
  readonly mode: string;
  readonly target: string;
  readonly epoch: number;
  readonly actor: string;
  readonly reason: string;
  readonly fromSeconds: number;
  readonly untilSeconds?: number;
  readonly outcome: string;
  readonly steps: readonly ReportStep[];
  readonly lagInMilliseconds?: number;
  /** When the run's Region saw the loss, in ISO 8601. Absent when it did not, and where nothing was lost. */
  readonly lossSeenAt?: string;
  /** From there, else from its start, until clients were served: as the run measured it. */
  readonly recoverySeconds?: number;
  readonly suspect?: { readonly from: string; readonly until: string };
}

/** Detect, decide, shift, promote, verify: what a person follows. */
export interface ReportStep extends ReportSpan {
  readonly id: string;
  readonly phase: string;
}

export interface ReportMoment {
  readonly atSeconds: number;
  readonly kind: 'alarm' | 'decision' | 'traffic' | 'writer' | 'page' | 'message' | 'latch' | 'operator';
  readonly region?: string;
  readonly label: string;
}

/** Requests of a span of time. */
export interface ReportTraffic {
  readonly fromSeconds: number;
  readonly served: { readonly [region: string]: number };
  readonly acknowledgedWrites: number;
  /** Answered with an error that may be retried: no Region was to write, or clients were still led to the one that was left. */
  readonly refusedWrites: number;
  /** Not answered at all. */
  readonly unreachable: number;
}

export interface ReportWrites {
  readonly acknowledged: number;
  readonly lost: number;
  readonly refused: number;
  readonly unreachable: number;
  /** The intervals of which acknowledged writes were lost, in ISO 8601. */
  readonly lostBetween: readonly { readonly from: string; readonly until: string; readonly count: number }[];
}

export interface ReportLag {
  readonly atSeconds: number;
  /** Absent while nobody can say. */
  readonly milliseconds?: number;
}

export interface ReportBudgetLine {
  readonly phase: string;
  readonly best: number;
  readonly typical: number;
  readonly worst: number;
  /** Absent for a phase that did not happen. */
  readonly actual?: number;
  readonly source: string;
}

export interface ReportOutcome {
  readonly recovered: boolean;
  /** From the loss to the first acknowledged write after it. */
  readonly rtoSeconds?: number;
  /** The span of acknowledged writes that were lost. */
  readonly rpoSeconds?: number;
  readonly activeRegion: string;
  readonly summary: string;
}
