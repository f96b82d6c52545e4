import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Keeper } from './keeper';
import { LOSS_NOT_SEEN } from '../../state/recovery-time';

/**
 * Since when the Region sees that the other one is lost, in ISO 8601: recovery time counts from there, whoever begins the run. The decision alarm
 * goes to `ALARM` behind the probes that have failed until then. A run is never held up or ended for it: what is not seen is unknown.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_CompositeAlarm.html
 */
export async function lossSeenAt({ world: { settings: { region, decisionAlarm }, clients, log } }: Keeper): Promise<string> {
  if (decisionAlarm === undefined) {
    return LOSS_NOT_SEEN;
  }
  const { name, failingSeconds } = decisionAlarm;
  try {
    const asked = new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ['CompositeAlarm'] });
    const { CompositeAlarms = [] } = await clients(region).cloudWatch.send(asked);
    const since = CompositeAlarms.find(({ StateValue }) => StateValue === 'ALARM')?.StateTransitionedTimestamp;
    return since === undefined ? LOSS_NOT_SEEN : new Date(since.getTime() - failingSeconds * 1000).toISOString();
  } catch (error) {
    log({ message: 'not known since when the other Region is lost', error: String(error) });
    return LOSS_NOT_SEEN;
  }
}
