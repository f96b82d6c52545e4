import { element, escaped } from '../dashboards/html';
import { about } from './sections/about';
import { budget } from './sections/budget';
import { findings } from './sections/findings';
import { headline } from './sections/headline';
import { keyFigures } from './sections/key-figures';
import { lag } from './sections/lag';
import { moments } from './sections/moments';
import { overview } from './sections/overview';
import { runs } from './sections/runs';
import { writes } from './sections/writes';
import { storyOf } from './story';
import { STYLE } from './style';
import type { SimulationReport } from '../../simulation/report';

/** A page that stands for itself: nothing is loaded, no script runs, and the data are in it. */
export function renderReport(report: SimulationReport): string {
  const story = storyOf(report);
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(report.title)}</title><style>${STYLE}</style></head>`,
    element('body', {},
      element('main', {},
        headline(report, story),
        keyFigures(report),
        // What the checker objects to must not be found at the end of a page that looks well.
        ...report.findings.length > 0 ? [findings(report, story)] : [],
        overview(report, story),
        runs(report, story),
        budget(report),
        writes(report),
        lag(report, story),
        ...report.findings.length > 0 ? [] : [findings(report, story)],
        moments(report, story),
        about(report)),
      // Written so that no text in it can end the element.
      `<script type="application/json" id="report">${JSON.stringify(report).replace(/</g, '\\u003c')}</script>`),
    '</html>',
    '',
  ].join('\n');
}
