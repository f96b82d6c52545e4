import type { ProbeTarget } from './endpoint-probe';

/** What the prober is told in its environment, as JSON. */
export interface ProberSettings {
  readonly namespace: string;
  /** The name that clients use, under which the observations are published. */
  readonly record: string;
  readonly targets: ProbeTarget[];
  /** Set for a witness: what it sees is published in other Regions than its own, apart from what they see themselves. */
  readonly witness?: WitnessSettings;
}

export interface WitnessSettings {
  /** The Region that looks. */
  readonly region: string;
  /** The Regions that are told. */
  readonly tells: string[];
}
