import type { SimulationReport } from '../../../simulation/report';
import { element, escaped } from '../../dashboards/html';
import { duration, grouped, share } from '../figures';
import type { Tone } from '../outcome';
import { against, longestPause, refusedIn } from '../outcome';

interface KeyFigure {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly tone?: Tone;
  /** How much of an objective was used: 1 is all of it. */
  readonly used?: number;
}

/** The figures that a reader takes away. */
export function keyFigures(report: SimulationReport): string {
  return element('dl', { class: 'figures' }, ...figuresOf(report).map(render));
}

function figuresOf(report: SimulationReport): KeyFigure[] {
  return [recoveryTime(report), recoveryPoint(report), acknowledged(report), lost(report), unserved(report), laws(report)];
}

function recoveryTime(report: SimulationReport): KeyFigure {
  const { outcome: { rtoSeconds, recovered }, objectives, runs } = report;
  const name = 'Recovery time (RTO)';
  const note = `objective ${duration(objectives.rtoSeconds)}`;
  if (rtoSeconds !== undefined) {
    return { name, value: duration(rtoSeconds), ...measured(rtoSeconds, objectives.rtoSeconds) };
  }
  if (!recovered || runs.length === 0) {
    return recovered ? { name, value: 'not needed', note, tone: 'good' } : { name, value: 'never', note, tone: 'bad' };
  }
  const refused = refusedSeconds(report);
  const value = 'no loss of a Region';
  return refused === 0
    ? { name, value, note, tone: 'good' }
    : { name, value, note: `writes refused for about ${duration(refused)}; ${note}`, ...refused > objectives.rtoSeconds && { tone: 'warning' } };
}

/** How long clients were refused writes for planned runs, all together. */
function refusedSeconds(report: SimulationReport): number {
  return report.runs.flatMap(run => refusedIn(report, run) ?? []).reduce((sum, { fromSeconds, untilSeconds }) => sum + untilSeconds - fromSeconds, 0);
}

function recoveryPoint({ outcome: { rpoSeconds }, objectives, writes }: SimulationReport): KeyFigure {
  const name = 'Recovery point (RPO)';
  if (rpoSeconds === undefined) {
    return writes.lost === 0
      ? { name, value: '0 s', note: `objective ${duration(objectives.rpoSeconds)}, nothing was lost`, tone: 'good', used: 0 }
      : { name, value: 'unknown', note: `objective ${duration(objectives.rpoSeconds)}`, tone: 'warning' };
  }
  return { name, value: duration(rpoSeconds), ...measured(rpoSeconds, objectives.rpoSeconds) };
}

function measured(actual: number, objective: number): Pick<KeyFigure, 'note' | 'tone' | 'used'> {
  return { note: `objective ${duration(objective)}, ${against(actual, objective)}`, tone: actual <= objective ? 'good' : 'warning', used: actual / objective };
}

function acknowledged({ writes }: SimulationReport): KeyFigure {
  const asked = writes.acknowledged + writes.refused + writes.unreachable;
  return { name: 'Writes acknowledged', value: grouped(writes.acknowledged), note: `${share(writes.acknowledged, asked)} of those that clients sent` };
}

function lost({ writes }: SimulationReport): KeyFigure {
  return {
    name: 'Acknowledged, then lost',
    value: grouped(writes.lost),
    note: writes.lost === 0 ? 'every acknowledged write is there' : `${share(writes.lost, writes.acknowledged)} of those acknowledged; listed below`,
    tone: writes.lost === 0 ? 'good' : 'warning',
  };
}

function unserved(report: SimulationReport): KeyFigure {
  const { refused, unreachable } = report.writes;
  const pause = longestPause(report);
  // Where a recovery time was measured, this would say the same less exactly.
  const paused = pause === 0 || report.outcome.rtoSeconds !== undefined ? '' : `; the longest pause about ${duration(pause)}`;
  return {
    name: 'Writes not taken',
    value: grouped(refused + unreachable),
    note: `${grouped(refused)} refused and may be retried, ${grouped(unreachable)} not answered${paused}`,
  };
}

function laws({ findings }: SimulationReport): KeyFigure {
  return findings.length === 0
    ? { name: 'Laws broken', value: 'none', note: 'as the checker of the history finds', tone: 'good' }
    : { name: 'Laws broken', value: grouped(findings.length), note: 'listed below', tone: 'bad' };
}

function render({ name, value, note, tone, used }: KeyFigure): string {
  return element('div', { class: tone === undefined ? 'key' : `key ${tone}` },
    element('dt', {}, escaped(name)),
    element('dd', { class: 'value' }, escaped(value)),
    used === undefined ? '' : element('dd', { 'class': 'meter', 'aria-hidden': 'true' }, element('span', { style: `width:${Math.round(100 * Math.min(1, used))}%` })),
    element('dd', { class: 'note' }, escaped(note)));
}
