import type { Dashboard } from './collect';
import { element, escaped } from './html';
import { STYLE } from './style';
import { renderWidget } from './widgets';

/** A page that stands for itself: every dashboard with its widgets at their places, and what each shows of which Region. */
export function renderPage(dashboards: readonly Dashboard[]): string {
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Dashboards</title><style>${STYLE}</style></head>`,
    element('body', {},
      element('h1', {}, 'Dashboards'),
      element('p', {}, dashboards.length === 0
        ? 'The app has no dashboard.'
        : 'What an operator sees, without data: the widgets of each dashboard at their places. A Region in colour is not the one of the dashboard.'),
      element('nav', {}, ...dashboards.map((dashboard, index) => element('a', { href: `#dashboard-${index}` }, escaped(headingOf(dashboard))))),
      ...dashboards.map((dashboard, index) => element('article', { id: `dashboard-${index}` },
        element('h2', {}, escaped(headingOf(dashboard))),
        element('p', {}, escaped(`Stack ${dashboard.stack}, ${dashboard.widgets.length} widgets`)),
        element('div', { class: 'grid' }, ...dashboard.widgets.map(widget => renderWidget(widget, dashboard.region)))))),
    '</html>',
    '',
  ].join('\n');
}

function headingOf({ name, region }: Dashboard): string {
  return `${name} in ${region}`;
}
