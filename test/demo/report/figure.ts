import type { Chart } from './chart/chart';
import { renderChart } from './chart/chart';
import { element, escaped } from '../dashboards/html';

/** What a colour, which is never alone, stands for. */
export interface LegendEntry {
  readonly label: string;
  readonly kind: string;
}

/** A chart with its legend and a caption. */
export function figure(chart: Chart, caption: string, legend: readonly LegendEntry[] = []): string {
  return element('figure', {},
    legend.length === 0 ? '' : element('ul', { class: 'legend' }, ...legend.map(({ label, kind }) =>
      element('li', {}, element('span', { 'class': `swatch ${kind}`, 'aria-hidden': 'true' }), escaped(label)))),
    renderChart(chart),
    element('figcaption', {}, escaped(caption)));
}
