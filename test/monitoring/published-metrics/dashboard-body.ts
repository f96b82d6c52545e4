import { textOf } from './template-values';

/** The settings of a metric in a widget, beside what names it. */
export interface MetricSettings {
  readonly id?: string;
  readonly expression?: string;
  readonly label?: string;
  readonly region?: string;
  readonly stat?: string;
  readonly period?: number;
  readonly visible?: boolean;
}

/** A metric of a widget, written out. Without a namespace it is an expression. */
export interface WidgetMetric extends MetricSettings {
  readonly namespace?: string;
  readonly metricName?: string;
  readonly dimensions: { readonly [name: string]: string };
}

export interface WidgetProperties {
  readonly title?: string;
  readonly markdown?: string;
  readonly region?: string;
  readonly view?: string;
  readonly stat?: string;
  readonly period?: number;
  readonly metrics?: readonly (readonly (string | MetricSettings)[])[];
  readonly alarms?: readonly string[];
  readonly annotations?: {
    readonly alarms?: readonly string[];
    readonly horizontal?: readonly { readonly value: number; readonly label?: string; readonly color?: string }[];
  };
  readonly yAxis?: { readonly left?: { readonly label?: string }; readonly right?: { readonly label?: string } };
}

export interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: WidgetProperties;
}

/** The widgets of a dashboard as the template holds its body: JSON in a text, with parts that only the deployment knows. */
export function widgetsOf(body: unknown, region: string): Widget[] {
  return (JSON.parse(textOf(body, region)) as { widgets: Widget[] }).widgets;
}

/**
 * The metrics of a widget with the shorthand written out: "." repeats what the metric above has in that place, "..." all places up
 * to the last ones.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function metricsOf({ metrics = [] }: WidgetProperties): WidgetMetric[] {
  let above: readonly string[] = [];
  return metrics.map(row => {
    const settings = row.find((item): item is MetricSettings => typeof item === 'object') ?? {};
    const names = writtenOut(row.filter((item): item is string => typeof item === 'string'), above);
    if (names.length === 0) {
      return { ...settings, dimensions: {} };
    }
    above = names;
    const [namespace, metricName, ...dimensions] = names;
    return { ...settings, namespace, metricName, dimensions: pairs(dimensions) };
  });
}

function writtenOut(names: readonly string[], above: readonly string[]): string[] {
  const repeated = names[0] === '...' ? [...above.slice(0, above.length - names.length + 1), ...names.slice(1)] : names;
  return repeated.map((name, index) => name === '.' ? above[index] : name);
}

function pairs(items: readonly string[]): { [name: string]: string } {
  return Object.fromEntries(items.flatMap((name, index) => index % 2 === 0 ? [[name, items[index + 1]]] : []));
}
