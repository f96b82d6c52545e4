import { element, escaped } from '../../dashboards/html';
import { withNames } from '../names';
import type { Tone } from '../outcome';
import { verdictOf } from '../outcome';
import type { Story } from '../story';
import { paragraph } from './section';
import type { SimulationReport } from '../../../simulation/report';

const SIGNS: Record<Tone, string> = { good: '✓', warning: '!', bad: '✗' };

/** What it was, how it ended, and from when the page counts. */
export function headline(report: SimulationReport, story: Story): string {
  const { names, outcome, title } = report;
  const { application, environment, home, standby, publicName } = names;
  const { tone, words } = verdictOf(report);
  return element('header', {},
    element('p', { class: 'eyebrow' },
      element('span', { class: 'tag' }, 'Simulation'),
      withNames(`${application} ${environment} · ${home} and ${standby} · ${publicName}`, names)),
    element('h1', {}, withNames(title, names)),
    element('p', { class: `verdict ${tone}` }, element('span', { 'class': 'sign', 'aria-hidden': 'true' }, SIGNS[tone]), escaped(words)),
    element('p', { class: 'summary' }, withNames(outcome.summary, names)),
    paragraph(`T, from which this page counts, is ${story.wallClock(story.zeroSeconds)} on the simulation’s clock: ${story.zeroIs}.`, 'quiet'));
}
