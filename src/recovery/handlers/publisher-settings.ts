/** What the publisher is told, as JSON in its environment. */
export interface PublisherSettings {
  readonly tableName: string;
  readonly namespace: string;
  /** The publisher's own Region. */
  readonly region: string;
  /** Whether the workload runs here while no run ever moved anything. */
  readonly isHome: boolean;
  readonly latches: LatchSeries[];
}

/** The metric of one latch. */
export interface LatchSeries {
  readonly metricName: string;
  readonly dimensions: { readonly [name: string]: string };
}
