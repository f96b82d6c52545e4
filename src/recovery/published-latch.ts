import type { DrRegion } from '../topology';

/** A latch, as far as its metric goes. */
export interface PublishedLatch {
  /** Where it is published. */
  readonly region: DrRegion;
  readonly metricName: string;
  readonly dimensions: { [name: string]: string };
}
