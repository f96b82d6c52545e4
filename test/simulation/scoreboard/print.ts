import type { Audit } from './audit';
import type { Row } from './rows';
import type { WorkerAnswer } from './scoreboard';
import type { TrialResult } from './trial';

const PRINTED = 20;

/** The scoreboard as text. */
export function printed(rows: readonly Row[]): string {
  const cells = [['', 'what was tried', 'how many', 'violations', 'CPU'], ...rows.map(({ point, tried, count, violations, seconds }) => [
    point, tried, String(count), String(violations), seconds === undefined ? '' : `${seconds.toFixed(1)} s`,
  ])];
  const widths = cells[0].map((_, column) => Math.max(...cells.map(row => row[column].length)));
  const line = (row: readonly string[]) => row.map((cell, column) => column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])).join('  ').trimEnd();
  return [line(cells[0]), line(widths.map(width => '-'.repeat(width))), ...cells.slice(1).map(line)].join('\n');
}

/** What went wrong, and how to see it again. */
export function failuresOf({ failures, mutants }: WorkerAnswer, { findings }: Audit): string[] {
  const left = failures.length - PRINTED;
  return [
    ...failures.slice(0, PRINTED).map(failure),
    ...left > 0 ? [`and ${left} more`] : [],
    ...mutants.filter(({ caught }) => !caught).map(({ without, caughtBy }) => `without ${without}: not caught as it has to be; broken: ${caughtBy.join(', ') || 'nothing'}`),
    ...findings,
  ];
}

function failure({ name, violations, smaller }: TrialResult): string {
  const seed = /seed (\d+)$/.exec(name);
  const replay = name.startsWith('random') ? `--seed ${seed![1]}` : `--only ${JSON.stringify(name)}`;
  return [
    name,
    ...violations.map(({ invariant, atSeconds, what }) => `    ${invariant} at ${atSeconds.toFixed(0)} s: ${what}`),
    `    again: npm run simulate -- ${replay}`,
    ...smaller === undefined ? [] : [`    needs: ${JSON.stringify(smaller)}`],
  ].join('\n');
}
