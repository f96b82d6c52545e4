import type { SimulationReport } from '../../simulation/report';
import { duration, grouped } from '../report/figures';
import { against, verdictOf } from '../report/outcome';
import { replayCommand } from '../report/sections/about';
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
    row('laws', findings.length === 0 ? 'none was broken' : `${findings.length} broken`),
    ...findings.flatMap(({ invariant, what }) => wrap(`${invariant}: ${what}`, ' '.repeat(14), COLUMNS)),
    row('again', replayCommand(report)),
    ...wrap(disclaimer, '', COLUMNS),
  ];
}

function measured(actual: number, objective: number): string {
  return `${duration(actual)} against an objective of ${duration(objective)}: ${against(actual, objective)}`;
}
