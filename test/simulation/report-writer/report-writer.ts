import { budgetOf } from './budget';
import { faultSpans } from './faults';
import type { FinishedSimulation } from './finished';
import { secondsOf } from './finished';
import { momentsOf } from './moments';
import { outcomeOf } from './outcome';
import { runsOf } from './runs';
import type { ReportSubject } from './subject';
import { lagOf, trafficOf, writesOf } from './traffic';
import type { Violation } from '../checker/invariant';
import type { SimulationReport } from '../report';

/** Tells a simulation that has run as plain data. What it tells comes from the history alone, and what was planned from the subject. */
export function writeReport(finished: FinishedSimulation, subject: ReportSubject, violations: readonly Violation[]): SimulationReport {
  const { scenario, title, names, objectives, disclaimer } = subject;
  const { schedule: { seed, minutes }, history: { start } } = finished;
  const [runs, faults] = [runsOf(finished, subject), faultSpans(finished)];
  return {
    scenario,
    title,
    seed,
    names,
    startedAt: new Date(start).toISOString(),
    durationSeconds: 60 * minutes,
    faults,
    runs,
    moments: momentsOf(finished, subject),
    traffic: trafficOf(finished),
    writes: writesOf(finished),
    lag: lagOf(finished),
    budget: budgetOf(runs, subject),
    objectives,
    outcome: outcomeOf(finished, subject, runs, faults),
    findings: violations.map(({ invariant, at, what }) => ({ invariant, atSeconds: secondsOf(finished, at), what })),
    disclaimer,
  };
}
