import { gridArea } from './grid';
import { element, escaped } from './html';
import { renderMarkdown } from './markdown';
import type { Widget, WidgetMetric, WidgetProperties } from '../../monitoring/published-metrics/dashboard-body';
import { metricsOf } from '../../monitoring/published-metrics/dashboard-body';

/** A widget at its place: what it shows, in words, since there is no data. */
export function renderWidget(widget: Widget, dashboardRegion: string): string {
  const { type, properties } = widget;
  return element('section', { class: `widget ${type}`, style: gridArea(widget) },
    properties.title === undefined ? '' : element('h3', {}, escaped(properties.title)),
    properties.markdown === undefined ? '' : renderMarkdown(properties.markdown),
    metricTable(properties, dashboardRegion),
    thresholds(properties),
    alarmList([...properties.alarms ?? [], ...properties.annotations?.alarms ?? []]));
}

function metricTable(properties: WidgetProperties, dashboardRegion: string): string {
  const shown = metricsOf(properties).filter(({ visible }) => visible !== false);
  return shown.length === 0 ? '' : element('ul', { class: 'metrics' }, ...shown.map(metric => renderMetric(metric, properties, dashboardRegion)));
}

function renderMetric(metric: WidgetMetric, properties: WidgetProperties, dashboardRegion: string): string {
  const { namespace, metricName, dimensions, expression, label } = metric;
  const region = metric.region ?? properties.region ?? dashboardRegion;
  const what = expression === undefined
    ? [`${namespace} ${metricName}`, ...Object.entries(dimensions).map(([name, value]) => `${name} ${value}`)]
    : [expression];
  const how = [metric.stat ?? properties.stat, period(metric.period ?? properties.period)].filter(text => text !== undefined).join(', ');
  return element('li', {},
    element('strong', {}, escaped(label ?? metricName ?? expression ?? '')),
    element('span', { class: region === dashboardRegion ? 'region' : 'region far' }, escaped(region)),
    element('small', {}, escaped([...what, how].filter(text => text !== '').join(' · '))));
}

function period(seconds?: number): string | undefined {
  return seconds === undefined ? undefined : `${seconds} s`;
}

function thresholds({ annotations }: WidgetProperties): string {
  const lines = annotations?.horizontal ?? [];
  return lines.length === 0 ? '' : element('p', { class: 'limits' }, ...lines.map(({ value, label }) =>
    element('span', {}, escaped(label === undefined ? String(value) : `${label}: ${value}`))));
}

function alarmList(alarms: readonly string[]): string {
  return alarms.length === 0 ? '' : element('ul', { class: 'alarms' }, ...alarms.map(alarm =>
    element('li', { title: alarm }, escaped(alarm.split(':alarm:').pop()!))));
}
