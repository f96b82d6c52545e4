import type { ALBEvent, ALBResult } from 'aws-lambda';
import type { HealthReport } from './health';
import type { RegionRole } from './role';

/** A fence ends when the run that wrote it is over, or after minutes; DNS leads clients away from a standby in about as many. */
const RETRY_AFTER_SECONDS = '5';

/** What the service stores: sessions in the table, documents in the bucket. */
export interface Store {
  read(id: string): Promise<string | undefined>;
  /** The epoch goes with what is written: both are replicated to the other Region, which may have written the same. */
  write(id: string, body: string, epoch: number): Promise<void>;
}

export interface Service {
  readonly region: string;
  readonly role: () => Promise<RegionRole>;
  readonly deepHealth: () => Promise<HealthReport>;
  readonly sessions: Store;
  readonly documents: Store;
}

/** Answers one request of the load balancer. */
export async function route(event: ALBEvent, service: Service): Promise<ALBResult> {
  if (event.path === '/health') {
    // Shallow on purpose: it must stay green in a Region whose database is only read, or traffic could never move there.
    return json(200, { status: 'OK', region: service.region });
  }
  if (event.path === '/health/deep') {
    const report = await service.deepHealth();
    return json(report.status === 'OK' ? 200 : 503, report);
  }
  const [, collection, id] = /^\/(sessions|documents)\/([\w-]{1,64})$/.exec(event.path) ?? [];
  return id ? storeRequest(event, service, collection === 'sessions' ? service.sessions : service.documents, id) : json(404, { error: 'not found' });
}

/** Reads are answered in any role, writes by the active Region alone: a client that is told to come back finds it by then. */
async function storeRequest(event: ALBEvent, service: Service, store: Store, id: string): Promise<ALBResult> {
  switch (event.httpMethod) {
    case 'GET': {
      const body = await store.read(id);
      return body === undefined ? json(404, { error: 'not found' }) : json(200, { id, body });
    }
    case 'PUT': {
      const { role, epoch } = await service.role();
      if (role !== 'active') {
        return json(503, { error: 'not taking writes now', region: service.region, role }, { 'retry-after': RETRY_AFTER_SECONDS });
      }
      await store.write(id, bodyOf(event), epoch);
      return json(201, { id });
    }
    default:
      return json(405, { error: 'use GET or PUT' });
  }
}

function bodyOf(event: ALBEvent): string {
  return event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : event.body ?? '';
}

function json(statusCode: number, body: object, headers: { [name: string]: string } = {}): ALBResult {
  return { statusCode, headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers }, body: JSON.stringify(body) };
}
