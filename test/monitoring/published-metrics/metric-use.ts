import type { Template } from './templates';

/** A metric as an alarm or a widget names it. */
export interface MetricUse {
  /** Whose metric it is, in words. */
  readonly where: string;
  /** The template that names it: what a dimension takes from a resource is of this one. */
  readonly template: Template;
  /** The Region in which it is looked for. */
  readonly region: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly unit?: string;
  readonly by: 'alarm' | 'widget';
}

/** Something that is wrong, and where. */
export interface Finding {
  readonly where: string;
  readonly fault: string;
}
