import type { ReportRun, SimulationReport } from '../../simulation/report';
import { duration, grouped } from '../report/figures';
import { against, refusedIn, verdictOf } from '../report/outcome';
import { replayCommand } from '../report/sections/about';
import { storyOf } from '../report/story';
import { COLUMNS, wrap } from '../text';

/** What is left to say when a simulation is over: the outcome in figures, and how to see it again. */
export function renderOutcome(report: SimulationReport): string[] {
  const { outcome, objectives, writes, findings, disclaimer } = report;
  const row = (name: string, words: string) => `  ${name.padEnd(12)}${words}`;
  return [
    ...wrap(`${verdictOf(report).words}. ${outcome.summary}`, '', COLUMNS),
    ...outcome.rtoSeconds === undefined ? [] : [row('RTO', measured(outcome.rtoSeconds, objectives.rtoSeconds))],
    ...outcome.rpoSeconds === undefined ? [] : [row('RPO', measured(outcome.rpoSeconds, objectives.rpoSeconds))],
    row('writes', `${grouped(writes.acknowledged)} acknowledged, ${grouped(writes.lost)} of them lost; ${grouped(writes.refused)} refused, ${grouped(writes.unreachable)} not answered`),
    ...report.runs.flatMap(run => refusal(report, run)).map(words => row('refused', words)),
    row('laws', findings.length === 0 ? 'none was broken' : `${findings.length} broken`),
    ...findings.flatMap(({ invariant, what }) => wrap(`${invariant}: ${what}`, ' '.repeat(14), COLUMNS)),
    row('again', replayCommand(report)),
    ...wrap(disclaimer, '', COLUMNS),
  ];
}

/** For how long a run kept clients from writing, about: no finer than traffic is counted. */
function refusal(report: SimulationReport, run: ReportRun): string[] {
  const window = refusedIn(report, run);
  const { at } = storyOf(report);
  return window === undefined ? [] : [
    `writes for about ${duration(window.untilSeconds - window.fromSeconds)} by the ${run.mode} to ${run.target}, about ${at(window.fromSeconds)} to ${at(window.untilSeconds)}`,
  ];
}

function measured(actual: number, objective: number): string {
  return `${duration(actual)} against an objective of ${duration(objective)}: ${against(actual, objective)}`;
}
