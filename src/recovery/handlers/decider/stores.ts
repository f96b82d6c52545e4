import type { DeciderWorld } from './decider-world';
import { StateStore } from '../state-store';

/** The state table of a Region. */
export function storeOf(region: string, { settings, clients, wait }: DeciderWorld): StateStore {
  return new StateStore(clients(region).dynamoDb, settings.tables[region], settings.home, wait);
}
