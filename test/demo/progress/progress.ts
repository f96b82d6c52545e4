import type { ReportRun, SimulationReport } from '../../simulation/report';
import { MOMENT_KINDS } from '../report/kinds';
import { FOLLOWED_PHASES, phasesOf } from '../report/phases';
import { servingRegions } from '../report/regions';
import { placesOf } from '../report/states';
import { storyOf } from '../report/story';
import { trafficSpans } from '../report/traffic';

/** How far a phase is. */
export interface PhaseProgress {
  readonly phase: string;
  readonly status: 'waiting' | 'going' | 'done';
  /** How long it took, or has taken so far. */
  readonly seconds: number;
}

/** What a watcher sees at one moment of the simulation. */
export interface Progress {
  readonly atSeconds: number;
  /** Counted from the loss: `T+0:50`. */
  readonly at: string;
  readonly wallClock: string;
  /** Faults that last, in words. */
  readonly faults: readonly string[];
  /** The time without an acknowledged write. Absent while nothing was lost. */
  readonly recovery?: { readonly seconds: number; readonly objectiveSeconds: number; readonly isOver: boolean };
  /** The run that goes on, or else the last one. */
  readonly run?: string;
  /** Of that run; before it, those that are to come. */
  readonly phases: readonly PhaseProgress[];
  readonly nameLeadsTo: string;
  readonly writer: string;
  /** Per second: who answers, and how many find nobody. */
  readonly requests: readonly { readonly who: string; readonly rate: number; readonly isAnswered: boolean }[];
  readonly lastMoment?: string;
}

/** What a report tells of one moment, and of nothing behind it but which phases are to come. */
export function progressAt(report: SimulationReport, atSeconds: number): Progress {
  const story = storyOf(report);
  const run = runAt(report.runs, atSeconds);
  const moment = [...report.moments].filter(each => each.atSeconds <= atSeconds).sort((one, other) => other.atSeconds - one.atSeconds)[0];
  return {
    atSeconds,
    at: story.at(atSeconds),
    wallClock: story.wallClock(atSeconds),
    faults: report.faults
      .filter(({ fromSeconds, untilSeconds = Infinity }) => fromSeconds <= atSeconds && atSeconds < untilSeconds)
      .map(({ label }) => label),
    recovery: recoveryAt(report, atSeconds),
    run: run && `${run.mode} to ${run.target}`,
    phases: phasesAt(run ?? report.runs[0], atSeconds),
    nameLeadsTo: placeAt(report, 'traffic', atSeconds),
    writer: placeAt(report, 'writer', atSeconds),
    requests: requestsAt(report, atSeconds),
    lastMoment: moment && `${story.at(moment.atSeconds)} ${MOMENT_KINDS[moment.kind]}: ${moment.label}`,
  };
}

/** When a watcher sees a run begin: with the detection that led to it. */
export function beginningOf({ fromSeconds, steps }: ReportRun): number {
  return Math.min(fromSeconds, ...steps.map(step => step.fromSeconds));
}

function runAt(runs: readonly ReportRun[], atSeconds: number): ReportRun | undefined {
  const begun = runs.filter(run => beginningOf(run) <= atSeconds);
  return begun[begun.length - 1];
}

function phasesAt(run: ReportRun | undefined, atSeconds: number): PhaseProgress[] {
  if (run === undefined) {
    return [];
  }
  const spans = phasesOf(run);
  const names = run.mode === 'failover' ? [...new Set([...FOLLOWED_PHASES, ...spans.map(({ phase }) => phase)])] : spans.map(({ phase }) => phase);
  return names.map(phase => {
    const { fromSeconds = Infinity, untilSeconds = Infinity } = spans.find(each => each.phase === phase) ?? {};
    if (atSeconds < fromSeconds) {
      return { phase, status: 'waiting', seconds: 0 };
    }
    return atSeconds < untilSeconds
      ? { phase, status: 'going', seconds: atSeconds - fromSeconds }
      : { phase, status: 'done', seconds: untilSeconds - fromSeconds };
  });
}

/** The clock runs from the first fault, where the outcome says that one had to be recovered from. */
function recoveryAt({ faults, runs, startedAt, objectives, outcome }: SimulationReport, atSeconds: number): Progress['recovery'] {
  const { zeroSeconds } = storyOf({ faults, runs, startedAt });
  const needed = faults.length > 0 && (outcome.rtoSeconds !== undefined || !outcome.recovered);
  if (!needed || atSeconds < zeroSeconds) {
    return undefined;
  }
  const { rtoSeconds = Infinity } = outcome;
  const passed = atSeconds - zeroSeconds;
  return { seconds: Math.min(passed, rtoSeconds), objectiveSeconds: objectives.rtoSeconds, isOver: passed >= rtoSeconds };
}

function placeAt(report: SimulationReport, kind: 'traffic' | 'writer', atSeconds: number): string {
  return placesOf(report, kind).filter(({ fromSeconds }) => fromSeconds <= atSeconds).pop()?.region ?? report.names.home;
}

function requestsAt(report: SimulationReport, atSeconds: number): Progress['requests'] {
  const span = trafficSpans(report).filter(({ fromSeconds }) => fromSeconds <= atSeconds).pop();
  if (span === undefined) {
    return [];
  }
  const length = span.untilSeconds - span.fromSeconds;
  return [
    ...servingRegions(report).map(who => ({ who, rate: (span.served[who] ?? 0) / length, isAnswered: true })),
    { who: 'not answered', rate: span.unreachable / length, isAnswered: false },
  ].filter(({ rate }) => rate > 0);
}
