import { paragraph, section } from './section';
import type { SimulationReport } from '../../../simulation/report';
import { element, escaped } from '../../dashboards/html';
import { grouped, instant } from '../figures';

const REAL = [
  'The templates of the app, as they are deployed: names, alarms, rules and settings are read from them.',
  'The rendered state machines, run state by state by an interpreter.',
  'The handlers of the library’s functions, unchanged, with clients of the models in place of AWS.',
];

const MODELLED = [
  'AWS: Aurora, DynamoDB, CloudWatch, Route 53, EventBridge, Lambda, SNS and Step Functions are models; how each answers is data, with a source or a stated assumption per entry.',
  'Time: a virtual clock. How long AWS takes is drawn from ranges by the seed: another seed, other seconds.',
  'Clients: a steady population behind caching resolvers, which reads and writes.',
];

const ABSENT = [
  'No AWS account was asked, no network was used, and no figure here is a measurement of AWS.',
  'What functions take themselves: on the virtual clock a handler has no time of its own, only its calls do. A step may take less than the best case of '
  + 'its budget, and what recovery adds to AWS looks shorter than it is.',
  'Your application’s own start, its connection pools and its capacity in the standby Region: a drill in an account shows them.',
];

/** What a reader may conclude, and how to see it again. */
export function about(report: SimulationReport): string {
  const list = (heading: string, entries: readonly string[]) => element('div', {}, element('h3', {}, heading), element('ul', {}, ...entries.map(entry => element('li', {}, escaped(entry)))));
  return section('about', 'What this is, and what it is not',
    paragraph(report.disclaimer, 'disclaimer'),
    element('div', { class: 'columns' }, list('The real thing', REAL), list('Simulated', MODELLED), list('Not in it', ABSENT)),
    element('h3', {}, 'See it again'),
    element('p', {}, 'The same seed gives the same history, to the millisecond:'),
    element('pre', {}, element('code', {}, escaped(replayCommand(report)))),
    paragraph(`Scenario ${report.scenario}, seed ${report.seed}, ${grouped(report.durationSeconds / 60)} simulated minutes from ${instant(report.startedAt)}. `
      + 'The data of this page are in its source, as JSON, in the element with the id “report”.', 'quiet'));
}

export function replayCommand({ scenario, seed }: Pick<SimulationReport, 'scenario' | 'seed'>): string {
  return `npm run demo -- --scenario ${scenario} --seed ${seed}`;
}
