import { seriesKey } from './cloudwatch/series';
import type { Network } from './network';
import type { Execution, ExecutionStatus } from '../asl/execution';
import { STEP_FUNCTIONS_FIGURES } from '../behaviours/step-functions';
import type { Prng } from '../clock/prng';
import type { VirtualClock } from '../clock/virtual-clock';

const METRICS: { readonly [status in ExecutionStatus]?: string } = {
  FAILED: 'ExecutionsFailed', TIMED_OUT: 'ExecutionsTimedOut', ABORTED: 'ExecutionsAborted',
};

/** Counts executions that end badly, as Step Functions does in `AWS/States`: alarms page by it when a run cannot. */
export class ExecutionMetrics {
  constructor(
    private readonly clock: VirtualClock,
    private readonly prng: Prng,
    private readonly network: Network,
    private readonly publish: (key: string, value: number, at: number) => void,
  ) {}

  public ended(region: string, { props: { machineArn }, status, redriveCount }: Execution): void {
    const metric = METRICS[status];
    if (metric !== undefined) {
      const name = redriveCount > 0 ? `Redriven${metric}` : metric;
      const key = seriesKey(region, 'AWS/States', name, [{ Name: 'StateMachineArn', Value: machineArn }]);
      const at = this.clock.now();
      const seconds = this.prng.between(...STEP_FUNCTIONS_FIGURES.metricSeconds.range);
      this.clock.after(1000 * seconds, () => this.network.whenWorking(region, () => this.publish(key, 1, at)));
    }
  }
}
