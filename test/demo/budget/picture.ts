import { escape, line, number, rectangle, text, withTooltip } from './elements';
import type { BudgetRow } from './rows';
import { rowsOf, secondsOf } from './rows';
import type { RecoveryBudget } from '../../../src';
import { RUN_TITLES } from '../../../src/recovery/renderings/run-titles';
import { FONT_FAMILY, GROUND, INK } from '../picture/theme';

const WIDTH = 1200;
const MARGIN = 36;
const LABELS = 250;
/** Best, typical, worst, and what they rest on. */
const COLUMNS = [{ title: 'best', width: 56 }, { title: 'typical', width: 62 }, { title: 'worst', width: 62 }, { title: 'rests on', width: 104 }];
const FIGURES = COLUMNS.reduce((sum, { width }) => sum + width, 0);
const AXIS = { left: MARGIN + LABELS, width: WIDTH - 2 * MARGIN - LABELS - FIGURES - 24 };
const ROW = 28;
const BAR = 16;
const TOP = 136;
const TOTAL_ROW = 34;

const COLOUR = { critical: '#c2410c', beside: '#7ba6d6', objective: '#15803d', grid: '#e2e8f0', best: '#86b8a0', worst: '#e0a58a' } as const;

/** A time budget as a picture: what is typical on a time axis, the figures beside it, and the three totals against the objective. */
export function renderBudgetPicture(budget: RecoveryBudget): string {
  const rows = rowsOf(budget);
  const typical = secondsOf(budget.typical);
  const objective = budget.objective && secondsOf(budget.objective);
  const scale = scaleTo(Math.max(typical, objective ?? 0), AXIS.left, AXIS.width);
  const bottom = TOP + rows.length * ROW;
  const totals = bottom + 96;
  const height = totals + 3 * TOTAL_ROW + 78;
  const title = `Time budget of a ${RUN_TITLES[budget.mode]} to ${budget.target.name}, in seconds`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${number(height)}" width="${WIDTH}" height="${number(height)}" role="img"`
    + ` aria-labelledby="title description" font-family="${escape(FONT_FAMILY)}">`,
    `<title id="title">${escape(title)}</title>`,
    `<desc id="description">${escape(describe(budget, rows))}</desc>`,
    rectangle({ x: 0, y: 0, width: WIDTH, height }, `fill="${GROUND.page}"`),
    text(title, MARGIN, 52, { size: 27, weight: 600 }),
    text(`typically ${seconds(typical)} from the loss of the Region until clients are served; an estimate that drills measure`, MARGIN, 80, { size: 16, colour: INK.soft }),
    ...axis(scale, bottom),
    ...figureTitles(),
    ...rows.flatMap((row, index) => renderRow(row, TOP + index * ROW, scale)),
    ...mark(scale.at(typical), bottom, `typical ${seconds(typical)}`, COLOUR.critical, 'end'),
    ...objective === undefined ? [] : mark(scale.at(objective), bottom, `objective ${seconds(objective)}`, COLOUR.objective, 'end', 18),
    ...renderTotals(budget, totals),
    ...legend(height - 28),
    '</svg>',
  ].join('\n') + '\n';
}

interface Scale {
  readonly at: (seconds: number) => number;
  readonly ticks: readonly number[];
}

/** From zero to a little beyond the last, with a tick at every half or whole minute, whichever leaves room to read them. */
function scaleTo(last: number, left: number, width: number): Scale {
  const end = last * 1.04;
  const step = [30, 60, 120, 300, 600, 1800].find(each => end / each <= 14) ?? 3600;
  return {
    at: time => left + time / end * width,
    ticks: Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step),
  };
}

function axis({ at, ticks }: Scale, bottom: number): string[] {
  return ticks.flatMap(tick => [
    line([at(tick), TOP - 8], [at(tick), bottom], `stroke="${COLOUR.grid}"`),
    text(`${tick}`, at(tick), TOP - 14, { size: 12, colour: INK.soft, anchor: 'middle' }),
  ]);
}

function figureTitles(): string[] {
  return COLUMNS.map(({ title }, index) => text(title, columnEnd(index), TOP - 14, { size: 12, weight: 600, colour: INK.soft, anchor: 'end' }));
}

function renderRow(row: BudgetRow, y: number, { at }: Scale): string[] {
  const { label, start, end, critical, tooltip, best, typical, worst, basis } = row;
  const bar = { x: at(start), y: y + (ROW - BAR) / 2, width: Math.max(3, at(end) - at(start)), height: BAR };
  const baseline = y + ROW / 2 + 5;
  const figures = [...[best, typical, worst].map(figure => String(Math.round(figure))), basis];
  return [withTooltip(tooltip,
    rectangle({ x: MARGIN, y, width: WIDTH - 2 * MARGIN, height: ROW }, 'fill="transparent"'),
    text(label, MARGIN, baseline, { weight: critical ? 600 : 400 }),
    rectangle(bar, `fill="${critical ? COLOUR.critical : COLOUR.beside}"`, 3),
    ...figures.map((figure, index) => text(figure, columnEnd(index), baseline, { colour: index === 1 ? INK.strong : INK.soft, weight: index === 1 ? 600 : 400, anchor: 'end' })),
  )];
}

function mark(x: number, bottom: number, label: string, colour: string, anchor: 'start' | 'end', down = 0): string[] {
  return [
    line([x, TOP - 8], [x, bottom + 8 + down], `stroke="${colour}" stroke-width="2" stroke-dasharray="5 4"`),
    text(label, x, bottom + 24 + down, { weight: 600, colour, anchor }),
  ];
}

/** On a scale of their own: the worst case would leave no room for the others. */
function renderTotals({ best, typical, worst, objective }: RecoveryBudget, y: number): string[] {
  const totals = [
    { label: 'best', value: secondsOf(best), colour: COLOUR.best },
    { label: 'typical', value: secondsOf(typical), colour: COLOUR.critical },
    { label: 'worst, everything at once', value: secondsOf(worst), colour: COLOUR.worst },
  ];
  const aim = objective && secondsOf(objective);
  const scale = scaleTo(Math.max(...totals.map(({ value }) => value), aim ?? 0), AXIS.left, WIDTH - MARGIN - AXIS.left - 76);
  return [
    text('All of it', MARGIN, y - 16, { size: 18, weight: 600 }),
    ...totals.flatMap(({ label, value, colour }, index) => {
      const top = y + index * TOTAL_ROW;
      return [
        text(label, MARGIN, top + 20, { size: 15 }),
        rectangle({ x: AXIS.left, y: top + 4, width: scale.at(value) - AXIS.left, height: 22 }, `fill="${colour}"`, 4),
        text(seconds(value), scale.at(value) + 8, top + 20, { weight: 600 }),
      ];
    }),
    ...aim === undefined ? [] : [line([scale.at(aim), y - 4], [scale.at(aim), y + 3 * TOTAL_ROW], `stroke="${COLOUR.objective}" stroke-width="2" stroke-dasharray="5 4"`)],
  ];
}

function legend(y: number): string[] {
  const entries = [
    { colour: COLOUR.critical, label: 'decides how long it takes' },
    { colour: COLOUR.beside, label: 'goes on beside it' },
    { colour: COLOUR.objective, label: 'recovery time objective' },
  ];
  return entries.flatMap(({ colour, label }, index) => [
    rectangle({ x: MARGIN + index * 230, y: y - 12, width: 14, height: 14 }, `fill="${colour}"`, 3),
    text(label, MARGIN + index * 230 + 22, y, { colour: INK.soft }),
  ]);
}

function columnEnd(index: number): number {
  return WIDTH - MARGIN - FIGURES + COLUMNS.slice(0, index + 1).reduce((sum, { width }) => sum + width, 0);
}

function describe({ best, typical, worst, objective }: RecoveryBudget, rows: readonly BudgetRow[]): string {
  const parts = rows.map(({ label, start, end }) => `${label} from ${Math.round(start)} to ${Math.round(end)}`).join('; ');
  return `Seconds at best ${secondsOf(best)}, typically ${secondsOf(typical)}, at worst ${secondsOf(worst)}`
    + `${objective ? `, objective ${secondsOf(objective)}` : ''}. Typically: ${parts}.`;
}

function seconds(value: number): string {
  return `${Math.round(value)} s`;
}
