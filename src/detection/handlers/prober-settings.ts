import type { ProbeTarget } from './endpoint-probe';

/** What the prober is told in its environment, as JSON. */
export interface ProberSettings {
  readonly namespace: string;
  /** The name that clients use, under which the observations are published. */
  readonly record: string;
  readonly targets: ProbeTarget[];
}
