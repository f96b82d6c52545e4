import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Dashboard } from './collect';
import { dashboardsOf } from './collect';
import { COLUMNS, gridArea, gridFaults } from './grid';
import { element } from './html';
import { renderMarkdown } from './markdown';
import { renderPage } from './page';
import type { Widget } from '../../monitoring/published-metrics/dashboard-body';
import { readApp } from '../app-tree';

const HERE = 'eu-west-1';

function widget(properties: Widget['properties'], place: Partial<Widget> = {}): Widget {
  return { type: 'metric', x: 0, y: 0, width: 12, height: 6, ...place, properties };
}

function page(...widgets: Widget[]): string {
  const dashboard: Dashboard = { name: 'payments', region: HERE, stack: 'Recovery', widgets };
  return renderPage([dashboard]);
}

/** What a reader sees, without elements. */
function textOf(html: string): string {
  return html.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
}

describe('MON-22: the preview of a widget', () => {
  test('names each metric with namespace, dimensions, statistic, period and Region', () => {
    const html = page(widget({
      title: 'Lag',
      region: 'eu-central-1',
      stat: 'Average',
      period: 60,
      metrics: [
        ['AWS/RDS', 'AuroraGlobalDBRPOLag', 'DBClusterIdentifier', 'orders', { label: 'lag', stat: 'Maximum' }],
        ['...', 'carts', { region: HERE, period: 300 }],
      ],
    }));
    expect(textOf(html)).toContain('Lag lag eu-central-1 AWS/RDS AuroraGlobalDBRPOLag · DBClusterIdentifier orders · Maximum, 60 s '
      + 'AuroraGlobalDBRPOLag eu-west-1 AWS/RDS AuroraGlobalDBRPOLag · DBClusterIdentifier carts · Average, 300 s');
    expect(html).toContain('<span class="region far">eu-central-1</span>');
    expect(html).toContain('<span class="region">eu-west-1</span>');
  });

  test('shows expressions, and not the metrics that only they use', () => {
    const rate = { expression: '100 * e / c', id: 'rate', label: 'errors' };
    const text = textOf(page(widget({ metrics: [[rate], ['AWS/Lambda', 'Errors', { id: 'e', visible: false }]] })));
    expect(text).toContain('errors eu-west-1 100 * e / c');
    expect(text).not.toContain('AWS/Lambda');
  });

  test('marks thresholds, with and without a label', () => {
    expect(textOf(page(widget({ annotations: { horizontal: [{ value: 5000, label: 'above 5 seconds' }, { value: 1 }] } }))))
      .toContain('above 5 seconds: 5000 1');
  });

  test('names alarms, those of graphs and those of lists', () => {
    const arn = (name: string) => `arn:aws:cloudwatch:${HERE}:111111111111:alarm:${name}`;
    const html = page(widget({ alarms: [arn('cpu')] }), widget({ annotations: { alarms: [arn('lag')] } }, { y: 6 }));
    expect(textOf(html)).toMatch(/cpu lag$/);
    expect(html).toContain(`title="${arn('cpu')}"`);
  });

  test('a text is shown as Markdown, and what is no Markdown as it is', () => {
    expect(renderMarkdown('# Payments\nHome Region **eu-west-1**, see [runbook](https://example.com/a?b=1&c=2).\n\n- one\n- `two`'))
      .toBe('<h3>Payments</h3><p>Home Region <strong>eu-west-1</strong>, see <a href="https://example.com/a?b=1&#38;c=2">runbook</a>.</p>'
        + '<ul><li>one</li><li><code>two</code></li></ul>');
    expect(renderMarkdown('| a | b |\n| --- | --- |\n| 1 | 2 |'))
      .toBe('<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>');
    expect(renderMarkdown('## Cost\nWhat is paid for\nby use')).toBe('<h4>Cost</h4><p>What is paid for by use</p>');
  });
});

describe('MON-22: the page', () => {
  const HOSTILE = '<img src=x onerror="alert(1)"> & \'quoted\'';

  test('shows every text as text', () => {
    const html = page(
      widget({
        title: HOSTILE,
        alarms: [`arn:aws:cloudwatch:${HERE}:111111111111:alarm:${HOSTILE}`],
        metrics: [[HOSTILE, HOSTILE, HOSTILE, HOSTILE, { label: HOSTILE, region: HOSTILE, stat: HOSTILE }], [{ expression: HOSTILE, id: 'e' }]],
        annotations: { horizontal: [{ value: 1, label: HOSTILE }] },
      }),
      widget({ markdown: [`# ${HOSTILE}`, HOSTILE, `- ${HOSTILE}`, `\`${HOSTILE}\` **${HOSTILE}** [${HOSTILE}](https://a"b)`].join('\n\n') }, { y: 6 }),
      widget({ markdown: '[x](javascript:alert(1))' }, { y: 12 }),
    );
    expect(html).not.toContain('<img');
    expect(html.replace(/="[^"]*"/g, '')).not.toMatch(/<[^>]*onerror/);
    expect(html).not.toContain('href="javascript:');
    expect(html).toContain('&#60;img src=x onerror=&#34;alert(1)&#34;&#62; &#38; &#39;quoted&#39;');
  });

  test('escapes attributes', () => {
    expect(element('a', { href: '"><script>', title: undefined }, 'x')).toBe('<a href="&#34;&#62;&#60;script&#62;">x</a>');
  });

  test('stands for itself: it loads nothing and runs nothing', () => {
    const html = page(widget({ title: 'Lag' }));
    expect(html).not.toMatch(/<(script|link|img|iframe|object|base)\b/);
    expect(html).not.toMatch(/url\(|@import|\bsrc=/);
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
  });

  test('is readable in light and dark: every colour that is used is defined for both', () => {
    const [light, dark] = [/^:root \{(.*)\}$/m, /^ {2}:root \{(.*)\}$/m]
      .map(block => [...block.exec(page())![1].matchAll(/(--\w+):/g)].map(([, name]) => name));
    expect(light).toEqual(dark);
    for (const [, used] of page().matchAll(/var\((--\w+)\)/g)) {
      expect(light).toContain(used);
    }
  });

  test('has a section and a link for each dashboard', () => {
    const dashboards = [HERE, 'us-east-1'].map(region => ({ name: `payments-${region}`, region, stack: 'Recovery', widgets: [] }));
    const html = renderPage(dashboards);
    dashboards.forEach(({ name, region }, index) => {
      expect(html).toContain(`<a href="#dashboard-${index}">${name} in ${region}</a>`);
      expect(html).toContain(`<article id="dashboard-${index}"><h2>${name} in ${region}</h2>`);
    });
  });

  test('says so when there is no dashboard', () => {
    expect(textOf(renderPage([]))).toContain('The app has no dashboard.');
  });
});

describe('MON-22: the places of widgets', () => {
  test('are those of the dashboard, in lines that CSS counts from 1', () => {
    expect(gridArea(widget({}, { x: 12, y: 6 }))).toBe('grid-area: 7 / 13 / span 6 / span 12');
    expect(page(widget({}, { x: 12, y: 6 }))).toContain('style="grid-area: 7 / 13 / span 6 / span 12"');
    expect(page()).toContain(`grid-template-columns: repeat(${COLUMNS}, `);
  });

  test('overlaps and widgets outside the columns are noticed, neighbours are not', () => {
    const first = widget({ title: 'first' });
    expect(gridFaults([first, widget({}, { x: 12 }), widget({}, { y: 6 })])).toEqual([]);
    expect(gridFaults([first, widget({ title: 'second' }, { x: 11, y: 5 })])).toEqual(['"first" at 0, 0 and "second" at 11, 5 overlap']);
    expect(gridFaults([widget({ title: 'wide' }, { x: 13 })])).toEqual(['"wide" at 13, 0 is not inside the 24 columns']);
  });
});

test('MON-22: dashboards are read from the templates of the app, by their names there', () => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Recovery', { env: { account: '111111111111', region: HERE } });
  const text = new cloudwatch.TextWidget({ markdown: 'hello' });
  new cloudwatch.Dashboard(stack, 'Named', { dashboardName: 'payments', widgets: [[text]] });
  new cloudwatch.Dashboard(stack, 'Unnamed', { widgets: [[new cloudwatch.TextWidget({ markdown: `in ${stack.region}, of ${stack.stackId}` })]] });
  app.synth();
  expect(dashboardsOf(readApp(app))).toMatchObject([
    { name: 'payments', region: HERE, stack: 'Recovery', widgets: [{ type: 'text', properties: { markdown: 'hello' } }] },
    { name: expect.stringMatching(/^Unnamed/), widgets: [{ properties: { markdown: `in ${HERE}, of \${AWS::StackId}` } }] },
  ]);
});
