import type { IConstruct } from 'constructs';
import type { AlarmOverrides } from './alarm-overrides';
import type { LocalSignal } from './delivery-signals';
import { EVENTS_SOURCE } from './event-routes';
import type { HealthSignal } from './health-signal';
import type { RegionalEquipment } from './regional-equipment';
import { replicationSignalsOf } from './replication-signals';
import type { AlarmPlace } from './resource-watcher';
import type { SeenSignal } from './signal-graphs';
import { validateSignals } from './signal-rules';
import type { WatchedSignal } from './watched-signal';
import { hasAlarm } from './watched-signal';
import type { IRecoverable } from '../recovery';
import { requireIdentifier } from '../recovery/plan/identifier-rules';
import type { DrRegion, DrTopology } from '../topology';
import { StackLayer } from '../topology';
import type { PerRegion } from '../topology/per-region';

/** What the watched signals of a monitoring are turned into alarms with. */
export interface WatchedSignalsProps {
  readonly topology: DrTopology;
  readonly regions: PerRegion<RegionalEquipment>;
  readonly overrides: AlarmOverrides;
}

/** All signals of a monitoring: each passes the rules, is changed as the team wants it, and becomes an alarm in the Region that publishes it. */
export class WatchedSignals {
  private readonly signals: WatchedSignal[] = [];

  constructor(private readonly owner: IConstruct, private readonly props: WatchedSignalsProps) {}

  /** As the dashboards of both Regions need them. */
  public seen(): SeenSignal[] {
    return this.signals.map(watched => ({
      ...watched,
      alarmArn: hasAlarm(watched) ? this.props.regions.get(watched.signal.publishedIn).alarms.arnOfSignal(watched) : undefined,
    }));
  }

  /** Watches the signals of a source. */
  public add(sourceId: string, signals: readonly HealthSignal[], place: AlarmPlace = {}): void {
    requireIdentifier(this.owner, 'sourceId', sourceId);
    this.watch(signals.map((signal, index) => ({ sourceId, signal, prop: `${sourceId}.signals[${index}]` })), place);
  }

  /** Watches signals of whatever is alike in each Region, in one of them. */
  public addLocal(sourceId: string, region: DrRegion, signals: readonly LocalSignal[]): void {
    this.add(sourceId, signals.map(signal => ({ ...signal, publishedIn: region })));
  }

  /** Watches the replication and the health of a store. */
  public addStore(store: IRecoverable): void {
    const { recoverableId: sourceId } = store;
    this.watch([
      ...replicationSignalsOf(this.owner, store),
      ...store.healthSignals().map((signal, index) => ({ sourceId, signal, prop: `${sourceId}.healthSignals()[${index}]` })),
    ]);
  }

  private watch(added: readonly WatchedSignal[], { scope }: AlarmPlace = {}): void {
    const { topology, regions, overrides } = this.props;
    validateSignals(this.owner, topology, this.signals, added);
    const signals = added.map(watched => {
      const { publishedIn } = watched.signal;
      return overrides.applyTo(watched, { regionName: publishedIn.name, stack: publishedIn.stack(StackLayer.RECOVERY) });
    });
    this.signals.push(...signals);
    for (const watched of signals.filter(hasAlarm)) {
      const { publishedIn } = watched.signal;
      regions.get(publishedIn).alarms.add(watched, scope?.(publishedIn));
    }
    this.followEvents(signals);
  }

  /** The events of what is watched, in its Region. Rules that are new are watched in turn. */
  private followEvents(watched: readonly WatchedSignal[]): void {
    for (const region of this.props.topology.regions) {
      const added = this.props.regions.get(region).routes.follow(watched.map(({ signal }) => signal));
      if (added.length > 0) {
        this.addLocal(EVENTS_SOURCE, region, added);
      }
    }
  }
}
