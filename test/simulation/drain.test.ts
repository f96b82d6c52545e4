import { Duration, Stack } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { deploymentOf, templatesOf } from './deployment/deployment';
import type { Deployment } from './deployment/deployment';
import { seriesKey } from './models/cloudwatch/series';
import type { FunctionSettings } from './models/lambda';
import type { Schedule } from './schedules/schedule';
import { simulationOf } from './scoreboard/run-trial';
import { MINUTE, schedule, start, world } from './scoreboard/scenarios';
import { HOME, STANDBY, systemOf } from './scoreboard/system';
import type { Simulation } from './simulation';
import { START } from './simulation';
import type { MultiRegionDrProps } from '../../src';
import { MultiRegionDr, RegionalEndpoint, RunMode } from '../../src';
import { testApp } from '../support/environment';

const PLANNED = [start('planned', STANDBY, 3 * MINUTE)];
/** How long applications rest on what they read of their role: at home as long as the contract allows, elsewhere they learn at once. */
const KEPT: { readonly [region: string]: number } = { [HOME]: 59_000, [STANDBY]: 1000 };

interface SmallSystem {
  readonly deployment: Deployment;
  readonly worst: number;
}

/** A system without a database: both Regions take writes, and the role is all that keeps two writers apart. */
function systemWith(stores: Pick<MultiRegionDrProps, 'sessionTables' | 'buckets'>, roleMaxAge?: Duration): SmallSystem {
  const app = testApp();
  const hostedZone = HostedZone.fromHostedZoneAttributes(new Stack(app, 'Shared'), 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
  const dr = new MultiRegionDr(app, 'Sessions', {
    account: '111111111111',
    environmentName: 'prod',
    primary: { region: HOME, cidr: '10.0.0.0/16' },
    secondary: { region: STANDBY, cidr: '10.1.0.0/16' },
    ...stores,
    dns: { hostedZone, recordName: 'api' },
    recovery: { roleMaxAge },
  });
  dr.regions.forEach(region => region.addEndpoint(RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  const deployment = deploymentOf(templatesOf(app));
  return { deployment, worst: dr.orchestrator.budget(dr.topology.secondary, RunMode.SWITCHOVER).worst.toMilliseconds() };
}

const drainedWithin = Duration.minutes(4);
const STORES = systemWith({
  sessionTables: { sessions: { partitionKey: { name: 'id', type: AttributeType.STRING }, drainedWithin } }, buckets: { documents: { drainedWithin } },
});
/** As they are without being asked: nothing is waited for but the roles. */
const UNASKED = systemWith({ sessionTables: { sessions: { partitionKey: { name: 'id', type: AttributeType.STRING } } }, buckets: { documents: {} } });
/** With nothing that a planned run could wait for but the roles. */
const STORELESS = systemWith({});

interface Written {
  readonly at: number;
  readonly region: string;
}

/** An application in each Region that writes every second while it believes that it may. */
class Writers {
  public readonly written: Written[] = [];

  constructor(private readonly simulation: Simulation) {
    for (const region of [HOME, STANDBY]) {
      let [readAt, mayWrite] = [-Infinity, false];
      simulation.clock.every(1000, () => {
        const now = simulation.clock.now();
        if (now - readAt >= KEPT[region]) {
          [readAt, mayWrite] = [now, this.isActive(region, now)];
        }
        if (mayWrite) {
          this.written.push({ at: now, region });
        }
      });
    }
  }

  public get overlap(): number {
    const last = Math.max(...this.written.filter(({ region }) => region === HOME).map(({ at }) => at));
    return this.written.filter(({ at, region }) => region === STANDBY && at <= last).length;
  }

  private isActive(region: string, now: number): boolean {
    const { deployment: { functions } } = this.simulation.props;
    const isPublisher = (each: FunctionSettings) => each.region === region && each.environment.PUBLISHER_SETTINGS !== undefined;
    const { tableName } = JSON.parse(functions.find(isPublisher)!.environment.PUBLISHER_SETTINGS);
    const item = this.simulation.dynamoDb.table(region, tableName).get({ kind: { S: 'state' }, id: { S: 'current' } }) as any;
    return (item?.activeRegion?.S ?? HOME) === region && !(Date.parse(item?.fencedUntil?.S ?? '') > now);
  }
}

interface Ran {
  readonly simulation: Simulation;
  readonly writers: Writers;
}

/** How many operations of the bucket wait to be copied, as S3 says it once a minute. Nothing: it says nothing. */
type Waiting = (seconds: number) => number | undefined;

interface Conditions extends Partial<Schedule> {
  readonly waiting?: Waiting;
}

async function ran({ deployment }: SmallSystem, { waiting = () => undefined, ...plan }: Conditions = {}): Promise<Ran> {
  const simulation = simulationOf(systemOf(deployment), { schedule: schedule({ minutes: 16, orders: PLANNED, ...plan }) });
  const writers = new Writers(simulation);
  simulation.clock.every(MINUTE, () => {
    const value = waiting((simulation.clock.now() - START) / 1000);
    if (value !== undefined) {
      simulation.cloudWatch.publish(pendingKey(deployment), value, simulation.clock.now());
    }
  });
  await simulation.run();
  return { simulation, writers };
}

/** The series that the planned run asks for, as its definition names it. */
function pendingKey({ machines }: Deployment): string {
  const { definition } = machines.find(({ region, arn }) => region === STANDBY && arn.includes('switchover'))!;
  const [, written] = /"dimensions":("\{[^}]*SourceBucket[^}]*\}")/.exec(JSON.stringify(definition))!;
  const dimensions = JSON.parse(JSON.parse(written)) as Record<string, string>;
  return seriesKey(STANDBY, 'AWS/S3', 'OperationsPendingReplication', Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })));
}

const endsOf = ({ simulation: { history } }: Ran) => history.of('execution-ended').map(({ status, error }) => error ?? status);
/** Seconds from the begin of the simulation. The run begins with the third minute. */
const activatedAt = ({ simulation: { history } }: Ran) => (history.of('state-written').find(({ activeRegion }) => activeRegion === STANDBY)!.at - START) / 1000;
const lastWriteOf = ({ writers: { written } }: Ran, where: string) =>
  (Math.max(...written.filter(({ region }) => region === where).map(({ at }) => at)) - START) / 1000;

describe('a planned run of a system without a database', () => {
  test.each([['with stores that are waited for', STORES], ['with stores', UNASKED], ['without a store', STORELESS]])('%s never has two Regions write at once', async (_name, system) => {
    const run = await ran(system);
    expect(endsOf(run)).toEqual(['SUCCEEDED']);
    expect(new Set(run.writers.written.map(({ region }) => region))).toEqual(new Set([HOME, STANDBY]));
    expect(run.writers.overlap).toBe(0);
    expect(run.simulation.history.of('execution-ended')[0].at - run.simulation.history.of('execution-started')[0].at).toBeLessThan(system.worst);
  });

  test('would, were applications to rest on their role for longer than the team says', async () => {
    const run = await ran(systemWith({}, Duration.seconds(1)));
    expect(endsOf(run)).toEqual(['SUCCEEDED']);
    expect(run.writers.overlap).toBeGreaterThan(10);
  });
});

describe('what was written last', () => {
  test('is waited for: what was measured before the fence proves nothing', async () => {
    const run = await ran(STORES, { waiting: seconds => seconds < 250 ? 0 : seconds < 400 ? 3 : 0 });
    expect(endsOf(run)).toEqual(['SUCCEEDED']);
    expect(activatedAt(run)).toBeGreaterThan(400);
  });

  test('has arrived where S3 says nothing for a whole minute behind the fence, and one more: it is silent while nothing is copied', async () => {
    const run = await ran(STORES, { waiting: seconds => seconds < 250 ? 0 : undefined });
    expect(endsOf(run)).toEqual(['SUCCEEDED']);
    expect(activatedAt(run)).toBeGreaterThan(180 + 60 + 120);
  });

  test('that does not arrive in time ends the run under its name, and the home Region writes again', async () => {
    const run = await ran(STORES, { waiting: seconds => seconds < 200 ? 0 : 3 });
    expect(endsOf(run)).toEqual(['LagAboveGate']);
    expect(new Set(run.writers.written.map(({ region }) => region))).toEqual(new Set([HOME]));
    expect(lastWriteOf(run, HOME)).toBeGreaterThan(15 * 60);
  });

  test('is given up by force when the home Region is lost meanwhile', async () => {
    const orders = [...PLANNED, start('failover', STANDBY, 6 * MINUTE)];
    const run = await ran(STORES, { orders, world: [world('region-lost', HOME, 5.5 * MINUTE)] });
    expect(endsOf(run)).toContain('SUCCEEDED');
    expect(activatedAt(run)).toBeLessThan(8 * 60);
  });
});
