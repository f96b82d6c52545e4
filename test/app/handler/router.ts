import type { ALBEvent, ALBResult } from 'aws-lambda';
import type { HealthReport } from './health';

/** What the service stores: sessions in the table, documents in the bucket. */
export interface Store {
  read(id: string): Promise<string | undefined>;
  write(id: string, body: string): Promise<void>;
}

export interface Service {
  readonly region: string;
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
  return id ? storeRequest(event, collection === 'sessions' ? service.sessions : service.documents, id) : json(404, { error: 'not found' });
}

async function storeRequest(event: ALBEvent, store: Store, id: string): Promise<ALBResult> {
  switch (event.httpMethod) {
    case 'GET': {
      const body = await store.read(id);
      return body === undefined ? json(404, { error: 'not found' }) : json(200, { id, body });
    }
    case 'PUT':
      await store.write(id, bodyOf(event));
      return json(201, { id });
    default:
      return json(405, { error: 'use GET or PUT' });
  }
}

function bodyOf(event: ALBEvent): string {
  return event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : event.body ?? '';
}

function json(statusCode: number, body: object): ALBResult {
  return { statusCode, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body: JSON.stringify(body) };
}
