import type { DrRegion } from '../../topology';

/** A latch, as far as its metric goes, and the alarm on it. */
export interface PublishedLatch {
  /** Where it is published. */
  readonly region: DrRegion;
  /** In the same Region: whether what is published has arrived. */
  readonly alarmName: string;
  readonly metricName: string;
  readonly dimensions: { [name: string]: string };
}
