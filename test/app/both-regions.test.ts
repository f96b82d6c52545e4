import type { ALBEvent, ALBResult } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { paymentsApp } from './payments-app';
import { readProjectFile } from '../project/project-files';

const HOME = 'us-east-1';
const STANDBY = 'us-west-2';
const REGIONS = [HOME, STANDBY];
const NOW = Date.parse('2026-07-01T12:00:00Z');
/** Longer than a role is shared, and a report of health. */
const A_WHILE = 6000;

/** What the service of each Region is told by its template. References to other stacks are told by their names. */
function environments(): { readonly [region: string]: { readonly [name: string]: string } } {
  const { stacks } = paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } }).synth();
  return Object.fromEntries(REGIONS.map(region => {
    const [variables] = stacks.filter(({ stackName }) => stackName === `PaymentsService-${region}`)
      .flatMap(({ template }) => Object.values<any>(template.Resources).flatMap(({ Properties }) => Properties?.Environment?.Variables ?? []));
    return [region, Object.fromEntries(Object.entries<any>(variables).map(([name, value]) => [name, value['Fn::ImportValue'] ?? value]))];
  }));
}

/** Two Regions with what the service needs of them. Tables and buckets are replicated at once; a database has a member in each. */
class Cloud {
  public readonly sessions = new Map<string, any>();
  public readonly objects = new Map<string, any>();
  /** State tables, by Region. */
  public readonly states: { [region: string]: object | undefined } = {};
  /** What does not answer: a Region and a kind, as in `us-east-1 database`. */
  public readonly broken = new Set<string>();
  /** What was asked, of which resource, from which Region. */
  public readonly asked: string[] = [];

  constructor(private readonly told: ReturnType<typeof environments>) {}

  /** The service of a Region, loaded with the environment that it is told. */
  public service(region: string): (event: ALBEvent) => Promise<ALBResult> {
    const own = this.told[region];
    let handler: ((event: ALBEvent) => Promise<ALBResult>) | undefined;
    jest.isolateModules(() => {
      this.fakeAws(region, own);
      this.fakeDatabase(region);
      this.enter(region);
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      handler = require('./handler/index').handler;
    });
    return async event => {
      this.enter(region);
      return handler!(event);
    };
  }

  /** The process is that of a Region's function until it is another's. */
  private enter(region: string): void {
    process.env = { ...process.env, ...this.told[region], AWS_REGION: region };
  }

  private note(region: string, kind: string, name: string): void {
    this.asked.push(`${region} ${kind} ${name}`);
    if (this.broken.has(`${region} ${kind}`)) {
      throw new Error(`${name} does not answer`);
    }
  }

  /* eslint-disable @typescript-eslint/no-require-imports */
  private fakeAws(region: string, own: { readonly [name: string]: string }): void {
    const dynamo = require('@aws-sdk/client-dynamodb');
    const s3 = require('@aws-sdk/client-s3');
    const secrets = require('@aws-sdk/client-secrets-manager');
    const tables = mockClient(dynamo.DynamoDBClient);
    tables.on(dynamo.GetItemCommand).callsFake(async ({ TableName, Key }) => {
      this.note(region, 'table', TableName);
      return { Item: TableName === own.STATE_TABLE ? this.states[region] : this.sessions.get(Key.session_id.S) };
    });
    tables.on(dynamo.PutItemCommand).callsFake(async ({ TableName, Item }) => {
      this.note(region, 'table', TableName);
      this.sessions.set(Item.session_id.S, Item);
      return {};
    });
    const buckets = mockClient(s3.S3Client);
    buckets.on(s3.HeadBucketCommand).callsFake(async ({ Bucket }) => this.note(region, 'bucket', Bucket));
    buckets.on(s3.PutObjectCommand).callsFake(async ({ Bucket, Key, ...object }) => {
      this.note(region, 'bucket', Bucket);
      this.objects.set(Key, object);
    });
    buckets.on(s3.GetObjectCommand).callsFake(async ({ Bucket, Key }) => {
      this.note(region, 'bucket', Bucket);
      return { Body: { transformToString: async () => this.objects.get(Key).Body } };
    });
    mockClient(secrets.SecretsManagerClient).on(secrets.GetSecretValueCommand).callsFake(async ({ SecretId }) => {
      this.note(region, 'secret', SecretId);
      return { SecretString: '{"username":"admin","password":"secret"}' };
    });
  }

  private fakeDatabase(region: string): void {
    const cloud = this;
    jest.doMock('pg', () => ({
      Client: class {
        constructor(private readonly config: { readonly host: string; readonly database: string }) {}

        public async connect() {}

        public async query() {
          cloud.note(region, 'database', `${this.config.host}/${this.config.database}`);
        }

        public async end() {}
      },
    }));
  }
  /* eslint-enable */
}

async function answer(service: (event: ALBEvent) => Promise<ALBResult>, path: string, body?: string) {
  const { statusCode, body: text } = await service({ path, httpMethod: body === undefined ? 'GET' : 'PUT', body: body ?? null, isBase64Encoded: false } as ALBEvent);
  return [statusCode, JSON.parse(text!)] as const;
}

function stateOf(activeRegion: string, epoch: number) {
  return { activeRegion: { S: activeRegion }, epoch: { N: String(epoch) } };
}

const told = environments();

describe('the example service in both Regions', () => {
  const before = process.env;

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    jest.spyOn(console, 'error').mockReturnValue(undefined);
  });

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    process.env = before;
  });

  test('ORC-15: tells its health with its database, table and bucket, and takes what is written where it is active, before and after a takeover', async () => {
    const cloud = new Cloud(told);
    const [home, standby] = REGIONS.map(region => cloud.service(region));
    for (const [service, region] of [[home, HOME], [standby, STANDBY]] as const) {
      expect(await answer(service, '/health')).toEqual([200, { status: 'OK', region }]);
      expect(await answer(service, '/health/deep')).toEqual([200, { status: 'OK', checks: { database: 'OK', table: 'OK', bucket: 'OK' } }]);
    }

    expect(await answer(home, '/sessions/s-1', 'cart')).toEqual([201, { id: 's-1' }]);
    expect(await answer(home, '/documents/d-1', 'invoice')).toEqual([201, { id: 'd-1' }]);
    expect(await answer(standby, '/sessions/s-1', 'other')).toEqual([503, expect.objectContaining({ region: STANDBY, role: 'standby' })]);
    expect(await answer(standby, '/sessions/s-1')).toEqual([200, { id: 's-1', body: 'cart' }]);
    expect(await answer(standby, '/documents/d-1')).toEqual([200, { id: 'd-1', body: 'invoice' }]);

    REGIONS.forEach(region => { cloud.states[region] = stateOf(STANDBY, 1); });
    cloud.broken.add(`${HOME} database`);
    jest.setSystemTime(NOW + A_WHILE);
    expect(await answer(home, '/health/deep')).toEqual([503, { status: 'UNHEALTHY', checks: { database: 'FAILED', table: 'OK', bucket: 'OK' } }]);
    expect(await answer(standby, '/health/deep')).toEqual([200, expect.objectContaining({ status: 'OK' })]);
    expect(await answer(home, '/sessions/s-1', 'late')).toEqual([503, expect.objectContaining({ region: HOME, role: 'standby' })]);
    expect(await answer(standby, '/sessions/s-1', 'paid')).toEqual([201, { id: 's-1' }]);
    expect(await answer(home, '/sessions/s-1')).toEqual([200, { id: 's-1', body: 'paid' }]);
    expect(cloud.sessions.get('s-1').epoch).toEqual({ N: '1' });
    expect(await answer(standby, '/documents/d-1', 'receipt')).toEqual([201, { id: 'd-1' }]);
    expect(cloud.objects.get('d-1')).toMatchObject({ Body: 'receipt', Metadata: { epoch: '1' } });

    // Each of what it depends on is asked, and it alone is told of.
    for (const kind of ['database', 'table', 'bucket']) {
      cloud.broken.add(`${STANDBY} ${kind}`);
      jest.setSystemTime(Date.now() + A_WHILE);
      const checks = { database: 'OK', table: 'OK', bucket: 'OK', [kind]: 'FAILED' };
      expect(await answer(standby, '/health/deep')).toEqual([503, { status: 'UNHEALTHY', checks }]);
      cloud.broken.delete(`${STANDBY} ${kind}`);
    }

    for (const region of REGIONS) {
      const { SESSION_TABLE, STATE_TABLE, DOCUMENT_BUCKET, DATABASE_SECRET, DATABASE_HOST, DATABASE_NAME } = told[region];
      expect([...new Set(cloud.asked.filter(each => each.startsWith(region)))].sort()).toEqual([
        `${region} bucket ${DOCUMENT_BUCKET}`, `${region} database ${DATABASE_HOST}/${DATABASE_NAME}`, `${region} secret ${DATABASE_SECRET}`,
        `${region} table ${STATE_TABLE}`, `${region} table ${SESSION_TABLE}`,
      ].sort());
      [DOCUMENT_BUCKET, DATABASE_HOST, STATE_TABLE].forEach(name => expect(name).toContain(region));
    }

    // And the handlers of the library have no line that no test reaches: the build fails on one. Files of bundling are generated.
    const { jest: { coverageThreshold, collectCoverageFrom } } = JSON.parse(readProjectFile('package.json'));
    expect(coverageThreshold.global).toEqual({ branches: 100, functions: 100, lines: 100, statements: 100 });
    expect(collectCoverageFrom).toEqual(['src/**/*.ts', '!src/**/*-function.ts']);
  });
});
