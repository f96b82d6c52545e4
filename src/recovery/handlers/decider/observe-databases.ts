import type { DeciderWorld } from './decider-world';
import type { Health, Look, OwnMember, WatchedDatabase } from '../../decision/database-health';
import { databasesOf, lookOfAll, LOOKS, ownMember } from '../../decision/database-health';
import type { Heartbeat } from '../../decision/heartbeat';
import { healthOf, heartbeatOf } from '../../decision/heartbeat';
import type { Databases } from '../../decision/observation';
import { regionOf } from '../aurora-arn';
import { lookAt } from '../global-database-look';
import { lookAtMember } from '../member-look';
import { newestReplicationLag } from '../replication-lag';

/** From the beginning of a look to that of the next. */
const BETWEEN_LOOKS_IN_MILLISECONDS = 5000;

export interface ObservedDatabases {
  readonly databases: Databases;
  /** Whether this Region's members could take over. */
  readonly ready: boolean;
}

/**
 * Looks at every database from both sides, all at once.
 *
 * @param peerAnswers whether the recovery state of the other Region answers, as soon as it is known
 */
export async function observeDatabases(peerAnswers: Promise<boolean>, world: DeciderWorld): Promise<ObservedDatabases> {
  const observed = await Promise.all(world.settings.databases.map(async database => {
    const [own, health] = await Promise.all([observeOwnMember(database, world), observeMemberOfPeer(database, peerAnswers, world)]);
    world.log({ message: 'database observed', database: database.globalClusterIdentifier, ...own, health });
    return { ...own, health };
  }));
  return { databases: databasesOf(observed), ready: observed.every(({ ready }) => ready) };
}

/** A member of which this Region cannot even ask is not ready. */
async function observeOwnMember(database: WatchedDatabase, { clients, log }: DeciderWorld): Promise<OwnMember> {
  try {
    return ownMember(database, await lookAt(database.globalClusterIdentifier, database.clusterArn, clients(regionOf(database.clusterArn)).rds));
  } catch (error) {
    log({ message: 'own member not observed', database: database.globalClusterIdentifier, error: String(error) });
    return { writer: 'unknown', ready: false };
  }
}

async function observeMemberOfPeer(database: WatchedDatabase, peerAnswers: Promise<boolean>, world: DeciderWorld): Promise<Health> {
  const look = await lookThrice(database, world);
  const beside = { heartbeat: await readHeartbeat(database, look, world), peerAnswers: await peerAnswers };
  world.log({ message: 'member of the other Region observed', cluster: database.peerClusterArn, look, ...beside });
  return healthOf(look, beside, world.now());
}

/** Three looks within some fifteen seconds, fewer when it works: one call that is lost must not cost data. */
async function lookThrice({ peerClusterArn }: WatchedDatabase, world: DeciderWorld): Promise<Look> {
  const looks: Look[] = [];
  for (let left = LOOKS; left > 0 && !looks.includes('works'); left--) {
    const began = world.now();
    looks.push(await lookAtMember(peerClusterArn, world));
    if (left > 1 && !looks.includes('works')) {
      await world.wait(Math.max(0, began + BETWEEN_LOOKS_IN_MILLISECONDS - world.now()));
    }
  }
  return lookOfAll(looks);
}

/** Asked for where RDS says nothing. */
async function readHeartbeat({ clusterArn }: WatchedDatabase, look: Look, { clients, now, log }: DeciderWorld): Promise<Heartbeat> {
  if (look !== 'silent') {
    return 'unread';
  }
  try {
    const lag = await newestReplicationLag(clusterArn, now(), clients(regionOf(clusterArn)).cloudWatch);
    return lag === undefined ? 'none' : heartbeatOf(lag.at, lag.value);
  } catch (error) {
    log({ message: 'heartbeat of the other Region\'s member not read', cluster: clusterArn, error: String(error) });
    return 'unread';
  }
}
