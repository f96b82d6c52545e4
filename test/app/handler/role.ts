import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';

/** What the service may do in its Region. */
export type Role = 'active' | 'fenced' | 'standby';

export interface RegionRole {
  readonly role: Role;
  /** Grows with every change of the active Region. Whoever is given two versions of something knows by it which is newer. */
  readonly epoch: number;
}

export interface RoleLocation {
  readonly tableName: string;
  readonly region: string;
  /** The Region that is active until a run moved anything. */
  readonly homeRegion: string;
}

/** Requests share what was read. A fence is heard of within this time. */
const CACHE_MS = 2000;
/** How long the last answer holds while the table cannot be read: then nobody could tell this Region that it was superseded. */
export const TRUSTED_MS = 60_000;
const READ_TIMEOUT_MS = 1000;
/** In no epoch: what is written under it loses against everything. */
const UNKNOWN: RegionRole = { role: 'standby', epoch: 0 };

/**
 * The role of this Region, read from the recovery state of this Region alone, with consistency.
 * @returns a function to ask before each write
 */
export function roleReader(client: DynamoDBClient, location: RoleLocation, now: () => number = Date.now): () => Promise<RegionRole> {
  let asked = -Infinity;
  let answer = Promise.resolve(UNKNOWN);
  let known = { at: -Infinity, role: UNKNOWN };

  async function ask(at: number): Promise<RegionRole> {
    try {
      known = { at, role: await readRole(client, location, at) };
    } catch (error) {
      console.error(JSON.stringify({ message: 'the role of this Region cannot be read', lastReadAt: new Date(Math.max(0, known.at)).toISOString(), cause: String(error) }));
    }
    return at - known.at < TRUSTED_MS ? known.role : { ...known.role, role: 'standby' };
  }

  return () => {
    const at = now();
    if (at - asked >= CACHE_MS) {
      asked = at;
      answer = ask(at);
    }
    return answer;
  };
}

async function readRole(client: DynamoDBClient, { tableName, region, homeRegion }: RoleLocation, now: number): Promise<RegionRole> {
  const { Item: state } = await client.send(new GetItemCommand({
    TableName: tableName,
    Key: { kind: { S: 'state' }, id: { S: 'current' } },
    ConsistentRead: true,
  }), { abortSignal: AbortSignal.timeout(READ_TIMEOUT_MS) });
  const epoch = Number(state?.epoch?.N ?? 0);
  if ((state?.activeRegion?.S ?? homeRegion) !== region) {
    return { role: 'standby', epoch };
  }
  const fencedUntil = state?.fencedUntil?.S;
  return { role: fencedUntil !== undefined && now < Date.parse(fencedUntil) ? 'fenced' : 'active', epoch };
}
