import type { WorldFaultEntry } from './schedules/schedule';
import type { Simulation } from './simulation';

/** Lets the faults of a schedule begin and end. */
export function scheduleWorldFaults(simulation: Simulation, entries: readonly WorldFaultEntry[]): void {
  for (const entry of entries) {
    const { fault, region, from, until } = entry;
    const turn = (on: boolean) => () => {
      // What is replicated until now is settled before what replication rests on changes.
      simulation.databases.forEach(database => database.replicated());
      simulation.dynamoDb.globalTables.forEach(table => table.settle());
      simulation.history.add({ kind: 'world-fault', fault, region, on });
      apply(simulation, entry, on);
    };
    simulation.clock.after(from, turn(true));
    if (until !== undefined) {
      simulation.clock.after(until, turn(false));
    }
  }
}

function apply(simulation: Simulation, { fault, region, amount = 0 }: WorldFaultEntry, on: boolean): void {
  const { network, databases, dynamoDb, lambda, bus } = simulation;
  const other = simulation.regions.find(each => each !== region)!;
  const cut = (from: string, to: string) => on ? network.separate(from, to) : network.join(from, to);
  const member = (set: Set<string>) => on ? set.add(region) : set.delete(region);
  switch (fault) {
    case 'region-lost':
      return on ? network.lose(region) : network.restore(region);
    case 'region-returns':
      return network.restore(region);
    case 'region-cut':
      cut(region, other);
      return cut(other, region);
    case 'one-way':
      return cut(region, other);
    case 'control-planes':
      network.controlPlanes = !on;
      return;
    case 'table-lost':
      member(dynamoDb.unavailable);
      return;
    case 'database-down':
      databases.forEach(({ down }) => member(down));
      return;
    case 'application-down':
      simulation.applications.get(region)!.up = !on;
      return;
    case 'clock-jump':
      lambda.skew.set(region, on ? amount : 0);
      return;
    case 'events-lost':
    case 'alarm-events-lost':
    case 'events-twice':
      if (on) {
        bus.faults.set(region, fault === 'events-lost' ? 'lost' : fault === 'alarm-events-lost' ? 'alarms-lost' : 'twice');
      } else {
        bus.faults.delete(region);
      }
      return;
    case 'sessions-lag':
      dynamoDb.globalTables.forEach(table => table.fallBehind(on ? amount : undefined));
      return;
    case 'backup':
    case 'backup-in-the-way':
      databases.forEach(({ backups }) => on ? backups.set(region, fault === 'backup' ? 'promotable' : 'in-the-way') : backups.delete(region));
      return;
    case 'promotion-slow':
    case 'promotion-stuck':
      databases.forEach(database => { database.pace = !on ? 'usual' : fault === 'promotion-slow' ? 'slow' : 'stuck'; });
      return;
    default:
      databases.forEach(database => { database.lag = on ? amount : 500; });
  }
}
