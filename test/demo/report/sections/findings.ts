import { paragraph, section } from './section';
import type { SimulationReport } from '../../../simulation/report';
import { element, escaped } from '../../dashboards/html';
import type { Story } from '../story';
import { table } from '../table';

/** What the checker says of the history. */
export function findings({ findings: all }: SimulationReport, story: Story): string {
  return section('findings', 'What the checker found', all.length === 0
    ? element('p', { class: 'note good' }, 'No law was broken: the checker went through the whole history, and objects to nothing.')
    : element('div', { class: 'note bad' },
      paragraph('The checker objects. Each line is a defect of the library, of the models or of the checker, and none is expected.'),
      table('Laws that were broken', [{ title: 'Law' }, { title: 'Time', figures: true }, { title: 'What' }],
        all.map(({ invariant, atSeconds, what }) => [element('code', {}, escaped(invariant)), story.at(atSeconds), escaped(what)]))));
}
