import type { BudgetLine, BudgetSpan, RecoveryBudget } from '../../../src';
import { PART_TITLES } from '../../../src/recovery/renderings/part-titles';

/** A row of the timeline. */
export interface BudgetRow {
  readonly label: string;
  /** When it typically begins and ends, in seconds. */
  readonly start: number;
  readonly end: number;
  readonly best: number;
  readonly typical: number;
  readonly worst: number;
  readonly critical: boolean;
  readonly tooltip: string;
  /** What the figures rest on, in a word. */
  readonly basis: string;
}

/** The parts of a budget as rows. Checks are one row: they are taken side by side, in one call. */
export function rowsOf({ lines }: RecoveryBudget): BudgetRow[] {
  const checks = lines.filter(isCheck);
  return lines.flatMap(line => {
    if (!isCheck(line)) {
      return [rowOf(PART_TITLES[line.id] ?? line.id, [line])];
    }
    return line === checks[0] ? [rowOf(checks.length === 1 ? line.id : `${checks.length} checks`, checks)] : [];
  });
}

function isCheck({ id }: BudgetLine): boolean {
  return id.startsWith('check-');
}

function rowOf(label: string, lines: readonly BudgetLine[]): BudgetRow {
  const longest = (lengths: readonly number[]) => Math.max(...lengths);
  return {
    label,
    start: Math.min(...lines.map(({ typical }) => secondsOf(typical.start))),
    end: longest(lines.map(({ typical }) => secondsOf(typical.end))),
    best: longest(lines.map(({ best }) => lengthOf(best))),
    typical: longest(lines.map(({ typical }) => lengthOf(typical))),
    worst: longest(lines.map(({ worst }) => lengthOf(worst))),
    critical: lines.some(line => line.critical),
    tooltip: lines.map(line => `${line.description}. ${line.source}`).join('\n'),
    basis: basisOf(lines[0].source),
  };
}

function basisOf(source: string): string {
  const basis = /^(assumption|setting|AWS)\b/.exec(source)?.[1];
  return basis ?? 'bound';
}

function lengthOf({ start, end }: BudgetSpan): number {
  return secondsOf(end) - secondsOf(start);
}

export function secondsOf(duration: BudgetSpan['start']): number {
  return duration.toSeconds({ integral: false });
}
