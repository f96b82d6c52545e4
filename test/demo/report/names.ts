import type { SimulationReport } from '../../simulation/report';
import { element, escaped } from '../dashboards/html';

/** Text in which the names of Regions are not broken at their hyphens. */
export function withNames(words: string, { home, standby }: SimulationReport['names']): string {
  return [home, standby].reduce((html, region) => html.split(escaped(region)).join(element('span', { class: 'name' }, escaped(region))), escaped(words));
}
