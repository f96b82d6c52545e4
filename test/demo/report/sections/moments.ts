import { paragraph, section } from './section';
import type { SimulationReport } from '../../../simulation/report';
import { element, escaped } from '../../dashboards/html';
import { logOf } from '../log';
import type { Story } from '../story';
import { table } from '../table';

/** Everything that happened, in order. */
export function moments(report: SimulationReport, story: Story): string {
  const entries = logOf(report);
  return section('log', 'Log', entries.length === 0 ? paragraph('Nothing happened.') : table('What happened, moment by moment', [
    { title: 'Time', figures: true }, { title: 'Clock', figures: true }, { title: 'Kind' }, { title: 'Region' }, { title: 'What' },
  ], entries.map(({ atSeconds, kind, region = '', words }) => [story.at(atSeconds), story.wallClock(atSeconds), kind, element('span', { class: 'name' }, escaped(region)), escaped(words)])));
}
