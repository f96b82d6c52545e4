import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Keeper } from './keeper';
import { latchData } from '../../state/latch-data';
import type { LatchMove } from '../../state/latch-moves';

/**
 * Publishes at once what a latch was written to be. What this cannot, the Region's own publisher does within a minute. In one call: settings
 * of 4 KB cannot name the 1,000 metrics that one call takes.
 *
 * @returns whether it was published
 */
export async function publishLatch({ region, closed }: LatchMove, { world, now }: Keeper): Promise<boolean> {
  const { settings: { namespace, latches } } = world;
  const data = latchData(latches, region, closed, now);
  if (data.length === 0) {
    return true;
  }
  try {
    await world.clients(region).cloudWatch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData: data }));
    return true;
  } catch (error) {
    world.log({ message: 'publish the latches: not done', region, error: (error as Error).name, cause: (error as Error).message });
    return false;
  }
}
