import type { DeciderWorld } from './decider-world';
import { ownEndpointFails } from './read-alarms';
import { isWrittenThere } from '../../decision/database-health';
import type { OwnLook } from '../../decision/own-service';
import { lookAtGlobal } from '../global-database-look';

/** Looks at what the active Region needs to serve: the writers of its databases, and its endpoint. Asks nothing of the other Region. */
export async function lookAtOwnService(world: DeciderWorld): Promise<OwnLook> {
  const [writtenElsewhere, endpointFails] = await Promise.all([
    unlessUnknown('where the databases are written', world, async () => isWrittenElsewhere(world)),
    unlessUnknown('whether the own endpoint works', world, async () => ownEndpointFails(world)),
  ]);
  return { writtenElsewhere, endpointFails };
}

async function isWrittenElsewhere({ settings: { region, databases }, clients }: DeciderWorld): Promise<boolean> {
  const elsewhere = await Promise.all(databases.map(async database =>
    isWrittenThere(database, await lookAtGlobal(database.globalClusterIdentifier, region, clients(region).rds))));
  return elsewhere.includes(true);
}

/** It only tells people: what cannot be seen now is looked at in a minute. */
async function unlessUnknown(what: string, { log }: DeciderWorld, look: () => Promise<boolean>): Promise<boolean | undefined> {
  try {
    return await look();
  } catch (error) {
    log({ message: 'not known', what, error: String(error) });
    return undefined;
  }
}
