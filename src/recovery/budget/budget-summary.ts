import type { Duration } from 'aws-cdk-lib';
import type { BudgetLine, BudgetSpan, RecoveryBudget } from './recovery-budget';
import type { RecoveryPoint } from './recovery-point';
import type { TimeWithoutWrites } from './time-without-writes';
import { RUN_TITLES } from '../renderings/run-titles';

const WITHOUT_WRITES = 'from the fence until no client is led to where it stands';

/** Writes a budget in words. */
export function renderBudget(budget: RecoveryBudget): string {
  const { mode, target, best, typical, worst, withoutWrites, objective } = budget;
  const totals = (id: string, of: TimeWithoutWrites, note: string) => [id, seconds(of.best), seconds(of.typical), seconds(of.worst), '', '', note];
  return [
    `Time budget of a ${RUN_TITLES[mode]} to ${target.name}, in seconds (an estimate; drills measure it; worst: everything slow, but no call made again)`,
    ...table([
      ['', 'best', 'typical', 'worst', 'typically from', 'to', ''],
      ...budget.lines.map(rowOf),
      totals('total', { best, typical, worst }, objective ? `objective: ${seconds(objective)}` : 'no objective was given'),
      ...withoutWrites ? [totals('without writes', withoutWrites, WITHOUT_WRITES)] : [],
    ]),
    ...budget.recoveryPoints.length > 0 ? ['Recovery points (targets; the metrics measure them)', ...budget.recoveryPoints.map(pointOf)] : [],
  ].join('\n');
}

/** How long a span is, and a duration in whole seconds, as people read them. */
export function seconds(duration: Duration): string {
  return `${Math.round(duration.toSeconds({ integral: false }))}`;
}

export function lengthOf({ start, end }: BudgetSpan): string {
  return `${Math.round(end.toSeconds({ integral: false }) - start.toSeconds({ integral: false }))}`;
}

function rowOf({ id, best, typical, worst, source, critical }: BudgetLine): string[] {
  return [`${critical ? '*' : ' '} ${id}`, lengthOf(best), lengthOf(typical), lengthOf(worst), seconds(typical.start), seconds(typical.end), source];
}

function pointOf({ recoverableId, target, metric, publishedIn }: RecoveryPoint): string {
  return `  ${recoverableId}: ${target.toHumanString()}, measured by ${metric} in ${publishedIn.name}`;
}

/** Aligned columns: names to the left, figures to the right. */
function table(rows: readonly string[][]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  return rows.map(row => row.map((cell, column) => column === 0 || column === row.length - 1
    ? cell.padEnd(widths[column])
    : cell.padStart(widths[column])).join('  ').trimEnd());
}
