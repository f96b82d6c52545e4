import type { AlarmTerm } from '../../monitoring/alarm-term';
import type { WatchedDatabase } from '../decision/database-health';
import type { StateSettings } from '../state/keeper-settings';

/** What the decider of a Region is told. */
export interface DeciderSettings extends StateSettings {
  /** Where it publishes. */
  readonly namespace: string;
  readonly decisionAlarmName: string;
  /** The alarms on probes of the Region's own endpoint. Empty where it is not probed. */
  readonly ownEndpointAlarms: readonly string[];
  /** True while the other Region fails and this one is not fit to take over. Absent where nothing could tell. */
  readonly bothFail?: AlarmTerm;
  /** How long automation stays blocked after a run that somebody stopped at least, in seconds. */
  readonly blockSeconds: number;
  /** Whether runs may begin without being asked for. */
  readonly automatic: boolean;
  /** The ARNs of the machines that it may start. The home Region has no planned one: a failback is never decided by an alarm. */
  readonly machines: { readonly forced: string; readonly planned?: string };
  readonly databases: readonly WatchedDatabase[];
  /** The alarms on the latches of the other Region, in that Region. */
  readonly latchAlarmsOfPeer: readonly string[];
}
