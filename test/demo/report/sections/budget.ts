import { paragraph, section } from './section';
import type { ReportBudgetLine, SimulationReport } from '../../../simulation/report';
import { ALL } from '../../../simulation/report-writer/budget';
import { element, escaped } from '../../dashboards/html';
import { duration } from '../figures';
import { linked } from '../links';
import { table } from '../table';

/** What was planned against what was simulated. Phases overlap, so their times do not add up. */
export function budget({ budget: lines, runs }: SimulationReport): string {
  return section('budget', 'The budget, and what it took', ...lines.length === 0 ? [paragraph('There is no budget for this.')] : [
    paragraph('The bar goes from the best case to the worst, the line in it is the typical case, the diamond what the simulation took. '
      + `Phases go on beside each other: their times do not add up.${endOfAll(lines, runs)}`),
    table('Budget against actual, by phase', [
      { title: 'Phase' }, { title: 'Best, typical, worst and actual' }, { title: 'Best', figures: true }, { title: 'Typical', figures: true }, { title: 'Worst', figures: true },
      { title: 'Actual', figures: true }, { title: 'Verdict' },
    ], lines.map(line => row(line, endOf(lines))), 'budget'),
  ]);
}

/** A budget ends where a run knows that clients are served, and not where the first of them is. */
function endOfAll(lines: readonly ReportBudgetLine[], [first]: SimulationReport['runs']): string {
  if (first === undefined || !lines.some(({ phase }) => phase === ALL)) {
    return '';
  }
  const [from, other] = first.mode === 'failover'
    ? ['the loss', ' The recovery time at the top of the page ends with the first write of a client that was taken, a little before that or behind it.']
    : ['the start of the run', ''];
  return ` “${ALL}” goes from ${from} to the end of verify-traffic: by then the run has seen that the name leads to ${first.target}, and works there.${other}`;
}

/** Where bars end: what did not happen may be longer, and is cut off. */
function endOf(lines: readonly ReportBudgetLine[]): number {
  const happened = lines.filter(({ actual }) => actual !== undefined);
  return Math.max(1, ...(happened.length === 0 ? lines : happened).flatMap(({ worst, actual = 0 }) => [worst, actual]));
}

function row(line: ReportBudgetLine, end: number): string[] {
  const { phase, best, typical, worst, actual, source } = line;
  return [
    `${escaped(phase)}${element('small', {}, linked(source))}`,
    bar(line, end),
    duration(best),
    duration(typical),
    duration(worst),
    actual === undefined ? '–' : element('strong', {}, duration(actual)),
    judged(line),
  ];
}

export function judged({ best, typical, worst, actual }: ReportBudgetLine): string {
  if (actual === undefined) {
    return 'did not happen';
  }
  if (actual > worst) {
    return element('span', { class: 'over' }, 'beyond the worst case');
  }
  return actual < best ? 'below the best case' : actual <= typical ? 'typical or better' : 'slower than typical';
}

/** Drawn with boxes, so that it is as wide as there is room. */
function bar({ best, typical, worst, actual }: ReportBudgetLine, end: number): string {
  const percent = (value: number) => `${Math.round(1000 * Math.min(value, end) / end) / 10}%`;
  const mark = (name: string, value: number) => element('span', { class: name, style: `left:${percent(value)}` });
  return element('div', { 'class': 'bullet', 'aria-hidden': 'true' },
    element('span', { class: 'range', style: `left:${percent(best)};width:${percent(Math.min(worst, end) - Math.min(best, end))}` }),
    mark('typical', typical),
    actual === undefined ? '' : mark(actual > worst ? 'actual over' : 'actual', actual));
}
