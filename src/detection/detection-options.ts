import type { EndpointProbes } from './endpoint-probes';

/** How the loss of a Region is noticed. */
export interface FailoverDetectionOptions {
  /**
   * What each Region asks of the endpoints of both, every ten seconds.
   * @default EndpointProbes.shallow()
   */
  readonly probes?: EndpointProbes;
  /**
   * How many of six probes in a row must fail until the other Region counts as lost, 1 to 6. Each less notices ten seconds earlier, and
   * takes a disturbance for a loss more easily.
   * @default 5
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
   */
  readonly datapointsToAlarm?: number;
  /**
   * Whether the topology's `witnessRegion` probes the endpoints of both Regions, too, and tells both what it sees. While it sees the other
   * Region's endpoint work, a Region does not hold it for lost: what is broken is then the way between the two. A witness that is silent
   * holds nothing back. Needs `witnessRegion` on the topology and, where stacks are handed over, `witnessStack`.
   * @default false
   */
  readonly witness?: boolean;
}
