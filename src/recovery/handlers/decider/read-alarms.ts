import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { DeciderWorld } from './decider-world';
import { serviceCall } from '../../../lambda/handlers/service-call';
import { alarmNamesOf } from '../../../monitoring/alarm-term';
import type { PeerEndpoint } from '../../decision/observation';
import { peerEndpoint } from '../../decision/peer-endpoint';

/** The most names that one call takes. */
const NAMES = 100;

/**
 * What the decision alarm of this Region says of the other one, and the alarms below it, asked at once. They are all of this Region. An alarm
 * that is not there says nothing.
 */
export async function readDecisionAlarms({ settings, clients }: DeciderWorld): Promise<PeerEndpoint> {
  const { region, decisionAlarmName, bothFail } = settings;
  const names = [decisionAlarmName, ...bothFail === undefined ? [] : alarmNamesOf(bothFail)];
  const { CompositeAlarms = [], MetricAlarms = [] } = await serviceCall('DescribeAlarms of the decision', () => clients(region).cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: names, AlarmTypes: ['CompositeAlarm', 'MetricAlarm'], MaxRecords: NAMES })));
  return peerEndpoint([...CompositeAlarms, ...MetricAlarms], settings);
}

/** Whether a probe of the own endpoint fails. */
export async function ownEndpointFails({ settings, clients }: DeciderWorld): Promise<boolean> {
  const { ownEndpointAlarms: names, region } = settings;
  const { MetricAlarms = [] } = names.length === 0 ? {} : await serviceCall('DescribeAlarms of the own endpoint', () =>
    clients(region).cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [...names], AlarmTypes: ['MetricAlarm'], MaxRecords: NAMES })));
  return MetricAlarms.some(({ StateValue }) => StateValue === 'ALARM');
}

/** Whether every latch of the other Region is published as open. Without that word Route 53 keeps to what it was told last. */
export async function latchesOfPeerAreOpen({ settings, clients }: DeciderWorld): Promise<boolean> {
  const { latchAlarmsOfPeer: names, peer } = settings;
  const { MetricAlarms = [] } = names.length === 0 ? {} : await serviceCall(`DescribeAlarms of the latches in ${peer}`, () =>
    clients(peer).cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [...names], AlarmTypes: ['MetricAlarm'], MaxRecords: NAMES })));
  return names.every(name => MetricAlarms.some(({ AlarmName, StateValue }) => AlarmName === name && StateValue === 'OK'));
}
