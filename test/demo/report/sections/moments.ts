import { paragraph, section } from './section';
import type { SimulationReport } from '../../../simulation/report';
import { element, escaped } from '../../dashboards/html';
import { MOMENT_KINDS } from '../kinds';
import type { Story } from '../story';
import { table } from '../table';

/** Every moment, in order. */
export function moments({ moments: all }: SimulationReport, story: Story): string {
  const inOrder = [...all].sort((one, other) => one.atSeconds - other.atSeconds);
  return section('log', 'Log', inOrder.length === 0 ? paragraph('Nothing happened.') : table('What happened, moment by moment', [
    { title: 'Time', figures: true }, { title: 'Clock', figures: true }, { title: 'Kind' }, { title: 'Region' }, { title: 'What' },
  ], inOrder.map(({ atSeconds, kind, region = '', label }) => [story.at(atSeconds), story.wallClock(atSeconds), MOMENT_KINDS[kind], element('span', { class: 'name' }, escaped(region)), escaped(label)])));
}
