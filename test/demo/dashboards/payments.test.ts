import type { Dashboard } from './collect';
import { dashboardsOf } from './collect';
import { gridFaults } from './grid';
import { renderPage } from './page';
import { paymentsApp } from '../../app/payments-app';
import { metricsOf } from '../../monitoring/published-metrics/dashboard-body';
import { readApp } from '../app-tree';

describe('the dashboards of the payments app', () => {
  let dashboards: Dashboard[];
  beforeAll(() => {
    const app = paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } });
    app.synth();
    dashboards = dashboardsOf(readApp(app));
  });

  test('MON-22: there is one in each Region', () => {
    expect(dashboards.map(({ region }) => region)).toEqual(expect.arrayContaining(['us-east-1', 'us-west-2']));
  });

  test('MON-22: no widgets overlap, and all are inside the columns', () => {
    expect(dashboards.flatMap(({ widgets }) => gridFaults(widgets))).toEqual([]);
  });

  test('MON-22: the preview shows every widget, and every metric with its Region', () => {
    const html = renderPage(dashboards);
    const widgets = dashboards.flatMap(dashboard => dashboard.widgets);
    expect(html.match(/<section class="widget /g)).toHaveLength(widgets.length);
    const shown = widgets.flatMap(({ properties }) => metricsOf(properties)).filter(({ visible }) => visible !== false);
    expect(html.match(/<span class="region/g)).toHaveLength(shown.length);
    expect(shown.length).toBeGreaterThan(10);
  });
});
