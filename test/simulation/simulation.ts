import { Application } from './clients/application';
import { Population } from './clients/population';
import { Sessions } from './clients/sessions';
import { Prng } from './clock/prng';
import { VirtualClock } from './clock/virtual-clock';
import { alarmsRead } from './deployment/alarms-read';
import type { Deployment } from './deployment/deployment';
import { HANDLERS } from './deployment/handlers';
import { History } from './history/history';
import { killer } from './kills';
import { CallFaults } from './models/call-faults';
import { CloudWatch } from './models/cloudwatch/cloudwatch';
import { seriesKey } from './models/cloudwatch/series';
import { DynamoDb } from './models/dynamodb/dynamodb';
import { GlobalTable } from './models/dynamodb/global-table';
import { Replica } from './models/dynamodb/replica';
import { Table } from './models/dynamodb/table';
import { EventBus } from './models/event-bus';
import { ExecutionMetrics } from './models/execution-metrics';
import { Fabric } from './models/fabric';
import type { HandlerBinding } from './models/lambda';
import { Lambda } from './models/lambda';
import { Network } from './models/network';
import { Rds } from './models/rds';
import { GlobalDatabase } from './models/rds-database';
import { S3 } from './models/s3';
import { Sns } from './models/sns';
import type { Integration } from './models/step-functions';
import { StepFunctions } from './models/step-functions';
import { Traffic } from './models/traffic';
import { Workload } from './models/workload';
import { giveOrders } from './orders';
import type { Schedule } from './schedules/schedule';
import { stateListener } from './state-listener';
import { surroundings } from './surroundings';
import { verdictListener } from './verdict-listener';
import { scheduleWorldFaults } from './world-faults';

export const START = Date.parse('2026-01-31T12:00:00.000Z');
const MINUTE = 60_000;

export interface SimulationProps {
  readonly deployment: Deployment;
  readonly home: string;
  readonly standby: string;
  /** The names that clients use; the first is the one that the population asks. */
  readonly names: readonly string[];
  readonly schedule: Schedule;
  /** What a team's own steps call beside what `Workload` has. */
  readonly integrations?: { readonly [resource: string]: Integration };
  /** @default - those of the library */
  readonly handlers?: readonly HandlerBinding[];
}

/** Two Regions with what was rendered for them, their clients, and the faults of one schedule. */
export class Simulation {
  public readonly clock = new VirtualClock(START);
  public readonly history = new History(START, () => this.clock.now());
  public readonly network = new Network(this.clock);
  public readonly dynamoDb = new DynamoDb();
  public readonly rds = new Rds();
  public readonly cloudWatch: CloudWatch;
  public readonly fabric: Fabric;
  public readonly callFaults: CallFaults;
  public readonly lambda: Lambda;
  public readonly stepFunctions: StepFunctions;
  public readonly bus: EventBus;
  public readonly traffic: Traffic;
  public readonly applications: Map<string, Application>;
  public readonly population: Population;
  public readonly regions: readonly [string, string];
  /** Paths of deep health checks: they ask the database. */
  public readonly deepPaths: ReadonlySet<string>;
  /** What an endpoint that works says: all that a probe may look for. */
  public readonly healthyBody: string;
  /** Milliseconds that replication was behind, minute by minute. */
  public readonly lags: { readonly at: number; readonly milliseconds: number | undefined }[] = [];

  constructor(public readonly props: SimulationProps) {
    const { deployment, home, standby, names, schedule, integrations = {} } = props;
    const { clock, history, network, dynamoDb, rds } = this;
    const prng = new Prng(schedule.seed);
    this.regions = [home, standby];
    this.cloudWatch = new CloudWatch(change => {
      const { region, alarm, from, to, actions, machine } = change;
      history.add({ kind: 'alarm-changed', region, alarm, from, to });
      actions.forEach(topic => history.add({ kind: 'paged', region, topic, subject: `${to}: ${alarm}`, about: machine }));
      this.bus.publish(region, {
        'source': 'aws.cloudwatch',
        'detail-type': 'CloudWatch Alarm State Change',
        'resources': [`arn:aws:cloudwatch:${region}:${deployment.account}:alarm:${alarm}`],
        'detail': { alarmName: alarm, state: { value: to }, previousState: { value: from } },
      });
    }, (key, at, value) => this.traffic.point(key, at, value));
    const sfn: { [operation: string]: any } = {};
    this.callFaults = new CallFaults(schedule.calls);
    this.fabric = new Fabric(clock, prng.fork('fabric'), network, this.callFaults, history, {
      dynamoDb: dynamoDb.operations,
      cloudWatch: this.cloudWatch.operations,
      rds: rds.operations,
      s3: new S3(new Set(deployment.buckets)).operations,
      sns: new Sns(new Set(deployment.topics), history).operations,
      sfn,
    });
    this.lambda = new Lambda(clock, prng.fork('lambda'), network, this.fabric, history, surroundings(this, prng.fork('http')));
    this.lambda.onLog = verdictListener(history);
    const metrics = new ExecutionMetrics(clock, prng.fork('execution-metrics'), network, (key, value, at) => this.cloudWatch.publish(key, value, at));
    const workload = new Workload(clock, prng.fork('workload'));
    this.stepFunctions = new StepFunctions(
      clock, prng.fork('step-functions'), network, this.fabric, this.lambda, history, { ...workload.integrations, ...integrations }, metrics,
    );
    Object.assign(sfn, this.stepFunctions.operations);
    this.bus = new EventBus(clock, prng.fork('events'), network, this.lambda);
    const tables = this.deploy();
    this.addDatabases(prng.fork('rds'));
    this.addGlobalTables(prng.fork('dynamodb'));
    this.applications = new Map(this.regions.map(region => [region, new Application({
      region,
      home,
      tableName: tables.get(region)!,
      databases: this.databases,
      sessions: dynamoDb.globalTables.map(table => new Sessions(table, region)),
      dynamoDb,
      network,
      clock,
      history,
    })]));
    const probes = deployment.functions.flatMap(({ environment: { PROBER_SETTINGS: told } }) =>
      told === undefined ? [] : JSON.parse(told).targets);
    this.deepPaths = new Set(probes.filter(({ probe }) => probe === 'deep').map(({ url }) => new URL(url).pathname));
    this.healthyBody = ['"status":"OK"', ...probes.map(({ searchString = '' }) => searchString)].join('\n');
    this.traffic = new Traffic(
      deployment.route53, names, this.regions, region => this.applications.get(region)!.serves(),
      clock, prng.fork('route53'), network, history,
    );
    this.population = new Population(
      { name: names[0], resolvers: 20, every: 500, interval: 10_000 },
      this.applications, name => this.traffic.answer(name), clock, prng.fork('population'),
    );
    this.stepFunctions.onEvent = killer(schedule.kills, clock, () => this.stepFunctions.all());
  }

  public get databases(): readonly GlobalDatabase[] {
    return this.rds.databases;
  }

  /** Where a host name leads: a regional one to its Region, one that clients use to where Route 53 says. */
  public regionOfName(hostName: string): string {
    const regional = () => this.regions.find(region => hostName.includes(region)) ?? this.regions[0];
    return this.props.names.includes(hostName) ? this.traffic.answer(hostName) : regional();
  }

  /** Runs all of it. */
  public async run(): Promise<History> {
    const { schedule } = this.props;
    this.bus.begin();
    this.traffic.begin();
    this.population.begin();
    this.dynamoDb.globalTables.forEach(table => table.begin((key, value, at) => this.cloudWatch.publish(key, value, at)));
    this.clock.every(10_000, () => this.evaluateAlarms());
    this.clock.every(MINUTE, () => this.publishLag(), 1000);
    scheduleWorldFaults(this, schedule.world);
    giveOrders(this, schedule.orders);
    await this.clock.runUntil(START + schedule.minutes * MINUTE);
    return this.history;
  }

  private evaluateAlarms(): void {
    const now = this.clock.now();
    for (const region of this.regions.filter(each => this.network.works(each))) {
      this.cloudWatch.evaluate(region, now, (now - START) % MINUTE === 0);
    }
  }

  /** In the Region of each standby, by Aurora itself. */
  private publishLag(): void {
    for (const database of this.databases) {
      const milliseconds = database.visibleLag();
      this.lags.push({ at: this.clock.now(), milliseconds });
      for (const { region, identifier } of database.members.filter(member => member !== database.writer)) {
        if (milliseconds !== undefined) {
          const key = seriesKey(region, 'AWS/RDS', 'AuroraGlobalDBReplicationLag', [{ Name: 'DBClusterIdentifier', Value: identifier }]);
          this.cloudWatch.publish(key, milliseconds, this.clock.now());
        }
      }
    }
  }

  /** @returns the names of the state tables, by Region */
  private deploy(): Map<string, string> {
    const { deployment, handlers = HANDLERS } = this.props;
    const states = new Map(deployment.functions.flatMap(({ region, environment: { PUBLISHER_SETTINGS } }) =>
      PUBLISHER_SETTINGS === undefined ? [] : [[region, JSON.parse(PUBLISHER_SETTINGS).tableName as string]]));
    for (const { region, name, partitionKey, sortKey } of deployment.tables.filter(({ isReplica }) => !isReplica)) {
      const listener = states.get(region) === name ? stateListener(region, this.history) : () => undefined;
      this.dynamoDb.add(region, new Table(name, partitionKey, sortKey, listener));
    }
    const read = alarmsRead(deployment);
    deployment.alarms.filter(({ properties }) => read(properties.AlarmName))
      .forEach(({ region, properties }) => this.cloudWatch.addAlarm(region, properties));
    deployment.composites.filter(({ name }) => read(name))
      .forEach(({ region, name, rule, tells }) => this.cloudWatch.addComposite(region, name, rule, tells));
    for (const settings of deployment.functions) {
      const binding = handlers.find(({ settingsVariable }) => settings.environment[settingsVariable] !== undefined);
      if (binding !== undefined) {
        this.lambda.add(settings, binding);
      }
    }
    deployment.machines.forEach(machine => this.stepFunctions.add(machine));
    deployment.rules.forEach(rule => this.bus.add(rule));
    return states;
  }

  private addGlobalTables(prng: Prng): void {
    const { clock, network, history, dynamoDb, props: { deployment: { tables } } } = this;
    const replicas = tables.filter(({ isReplica }) => isReplica);
    for (const name of new Set(replicas.map(each => each.name))) {
      const [one, other] = replicas.filter(each => each.name === name).map(({ region, partitionKey, sortKey }) =>
        new Replica(region, name, partitionKey, sortKey, () => clock.now()));
      [one, other].forEach(replica => dynamoDb.add(replica.region, replica));
      dynamoDb.globalTables.push(new GlobalTable([one, other], clock, network, prng.fork(name), history));
    }
  }

  private addDatabases(prng: Prng): void {
    const { deployment: { clusters, account }, home } = this.props;
    for (const identifier of new Set(clusters.map(({ globalIdentifier }) => globalIdentifier))) {
      const members = clusters.filter(({ globalIdentifier }) => globalIdentifier === identifier).map(cluster => ({
        arn: `arn:aws:rds:${cluster.region}:${account}:cluster:${cluster.identifier}`,
        region: cluster.region,
        identifier: cluster.identifier,
        instances: Array(cluster.instances).fill(cluster.instanceStatus ?? 'available'),
        acceptsWrites: cluster.region === home,
        synchronised: true,
        log: [],
      }));
      const writer = members.find(({ region }) => region === home)!;
      this.rds.databases.push(new GlobalDatabase(identifier, members, writer, this.clock, this.network, prng.fork(identifier), this.history));
    }
  }
}
