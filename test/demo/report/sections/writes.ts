import { paragraph, section } from './section';
import type { SimulationReport } from '../../../simulation/report';
import { escaped } from '../../dashboards/html';
import { grouped, instant, share } from '../figures';
import { table } from '../table';

/** What became of every write that clients sent, and which acknowledged ones are gone. */
export function writes({ writes: { acknowledged, refused, unreachable, lost, lostBetween } }: SimulationReport): string {
  const sent = acknowledged + refused + unreachable;
  const ofSent = (count: number) => `${share(count, sent)} of those sent`;
  const row = (name: string, count: number, part: string, meaning: string) => [name, grouped(count), part, meaning];
  return section('writes', 'What became of writes',
    table('Writes of clients', [{ title: 'Outcome' }, { title: 'Writes', figures: true }, { title: 'Share', figures: true }, { title: 'What it means' }], [
      row('Acknowledged', acknowledged, ofSent(acknowledged), 'the database said that it has them'),
      row('Acknowledged, then lost', lost, `${share(lost, acknowledged)} of those acknowledged`, 'they were not replicated when the Region was lost'),
      row('Refused', refused, ofSent(refused), 'answered with an error that may be retried: no Region was to write, or the client was still led to the one that was left'),
      row('Not answered', unreachable, ofSent(unreachable), 'nobody knows of them but the client'),
    ]),
    lostBetween.length === 0
      ? paragraph(lost === 0 ? 'No acknowledged write was lost.' : 'When the lost writes were acknowledged is not known.')
      : table('Acknowledged writes that were lost', [{ title: 'Acknowledged from' }, { title: 'Until' }, { title: 'Writes', figures: true }],
        lostBetween.map(({ from, until, count }) => [escaped(instant(from)), escaped(instant(until)), grouped(count)])));
}
