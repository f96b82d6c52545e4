import type { Construct } from 'constructs';
import type { AlertOptions } from './alert-options';
import { EventRoutes } from './event-routes';
import { RegionalAlarms } from './regional-alarms';
import type { RegionalAlerts } from './regional-alerts';
import { createRegionalAlerts } from './regional-alerts';
import type { DashboardContent } from './regional-dashboard';
import { RegionalDashboard } from './regional-dashboard';
import { RegionalMonitoring } from './regional-monitoring';
import type { SignalTaker } from './resource-watcher';
import type { RecoveryState } from '../recovery/regional-state/recovery-state';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';

/** What monitoring has in one Region. */
export interface RegionalEquipment {
  readonly monitoring: RegionalMonitoring;
  readonly alarms: RegionalAlarms;
  readonly alerts: RegionalAlerts;
  readonly routes: EventRoutes;
}

/** What the equipment of a Region is made of. */
export interface RegionalEquipmentProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly state: RecoveryState;
  readonly alertOptions: AlertOptions;
  readonly content: DashboardContent;
  readonly take: SignalTaker;
}

/** Creates what a Region has of a monitoring: in its `recovery` stack, and the dashboard, to which nothing refers, in its `view` stack. */
export function equip(owner: Construct, { topology, region, state, alertOptions, content, take }: RegionalEquipmentProps): RegionalEquipment {
  const { id: component } = owner.node;
  const place = topology._scope(owner, 'monitoring', region, StackLayer.RECOVERY);
  const { key } = topology.encryptionKey(region, KeyPurpose.NOTIFICATIONS);
  const alerts = createRegionalAlerts(owner, place, { topology, region, key, component, alerts: alertOptions });
  const { topics } = alerts;
  const dashboard = new RegionalDashboard(topology._scope(owner, 'monitoring', region, StackLayer.VIEW), 'Dashboard', {
    topology, region, content, dashboardName: topology._name(NAME_KINDS.dashboard, component, region),
  });
  return {
    monitoring: RegionalMonitoring._of(owner, region, topics, dashboard, take),
    alarms: new RegionalAlarms({ topology, region, component, place, topics, drillRunning: state.forRegion(region).metricDrillRunning() }),
    alerts,
    routes: new EventRoutes(place, { topology, region, component, alerts }),
  };
}
