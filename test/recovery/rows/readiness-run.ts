import { PAYMENTS } from './payments-simulation';
import { RenderedRun } from './rendered-run';
import { handleReadinessChecker } from '../../../src/recovery/handlers/readiness-checker';
import { StateError } from '../../simulation/asl/errors';
import { HOME, STANDBY } from '../../simulation/scoreboard/system';
import type { Machine } from '../machine/machines';

/** A machine of the example app by what it does, in the Region that it activates. */
export function machineOf(region: string, name: 'failover' | 'switchover' | 'failback'): Machine {
  const { Properties } = PAYMENTS.stacks.filter(stack => stack.region === region).flatMap(({ resources }) => Object.values(resources))
    .find(resource => resource.Type === 'AWS::StepFunctions::StateMachine' && resource.Properties.StateMachineName.includes(`-${name}-`))!;
  return JSON.parse(Properties.DefinitionString);
}

/** What a machine has checked before it begins. */
export function checksOf({ States }: Machine): readonly any[] {
  return (States.readiness.Arguments as any).Payload.checks;
}

/** How things stand in the Region that takes over. Fit for it, unless a test says otherwise. */
export const FIT = {
  global: 'available',
  isMember: true,
  cluster: 'available',
  /** The statuses of the instances. */
  instances: ['available'] as readonly string[],
  /** How the member stands to its writer, as RDS says it. */
  synchronisation: 'connected' as string | undefined,
  /** Of the engine of the cluster. The global database has 16.4. */
  version: '16.4',
  /** A change of writers that is under way. */
  transition: undefined as string | undefined,
  /** The most of the minute, in milliseconds. */
  lag: 800 as number | undefined,
  /** How long ago that was measured. */
  lagAgeSeconds: 60,
  table: 'ACTIVE',
  /** How long the table takes to copy, in milliseconds. Nothing is measured while nothing is copied. */
  tableLag: 700 as number | undefined,
  hasBucket: true,
  pending: 0 as number | undefined,
  endpoint: 200,
  /** Nothing of RDS answers. */
  hangs: false,
  /** Nothing of AWS answers. */
  allHangs: false,
  /** What may not be read, by the name of the metric or the command. */
  denied: [] as readonly string[],
};

/** The newest value of a metric, by the statistic that shows it: all others are 0. Its age is in seconds. */
interface Measured {
  readonly statistic: string;
  readonly value: number | undefined;
  readonly age?: number;
}

function metricOf(name: string, { lag, lagAgeSeconds, pending, tableLag }: Pick<typeof FIT, 'lag' | 'lagAgeSeconds' | 'pending' | 'tableLag'>): Measured {
  switch (name) {
    case 'AuroraGlobalDBReplicationLag': return { statistic: 'Maximum', value: lag, age: lagAgeSeconds };
    case 'OperationsPendingReplication': return { statistic: 'Maximum', value: pending };
    case 'ReplicationLatency': return { statistic: 'Average', value: tableLag };
    default: throw new Error(`nobody measures ${name}`);
  }
}

/** A rendered machine of the example app, with the library's handler on what it would look at. */
export async function runWhen(machine: Machine, changes: Partial<typeof FIT>) {
  const { global, isMember, cluster, instances, table, hasBucket, endpoint, hangs, allHangs, denied, ...further } = { ...FIT, ...changes };
  const { globalClusterIdentifier, targetClusterArn } = checksOf(machine).find(({ kind }) => kind === 'check-aurora').parameters;
  const [region, peer] = targetClusterArn.includes(HOME) ? [HOME, STANDBY] : [STANDBY, HOME];
  const writerArn = targetClusterArn.replaceAll(region, peer);
  const members = [
    { DBClusterArn: writerArn, IsWriter: true },
    ...isMember ? [{ DBClusterArn: targetClusterArn, IsWriter: false, SynchronizationStatus: further.synchronisation }] : [],
  ];
  const FailoverState = further.transition === undefined ? undefined : { Status: further.transition, ToDbClusterArn: targetClusterArn };
  const orSilence = (answer: object) => hangs ? new Promise(() => undefined) : answer;
  const answers: { readonly [command: string]: (input: any, now: number) => unknown } = {
    DescribeGlobalClustersCommand: () => orSilence({
      GlobalClusters: [{
        GlobalClusterIdentifier: globalClusterIdentifier, Status: global, EngineVersion: FIT.version, GlobalClusterMembers: members, FailoverState,
      }],
    }),
    DescribeDBClustersCommand: () => orSilence({
      DBClusters: [{ Status: cluster, EngineVersion: further.version, DBClusterMembers: instances.map(() => ({})) }],
    }),
    DescribeDBInstancesCommand: () => orSilence({
      DBInstances: instances.map((DBInstanceStatus, index) => ({ DBInstanceIdentifier: `instance-${index + 1}`, DBInstanceStatus })),
    }),
    DescribeTableCommand: () => ({ Table: { TableStatus: table } }),
    HeadBucketCommand: () => hasBucket ? {} : Promise.reject(Object.assign(new Error('no such bucket'), { name: 'NotFound' })),
    GetMetricDataCommand: ({ MetricDataQueries: [{ Id, MetricStat: { Metric, Stat } }] }, now) => {
      const { statistic, value, age = 60 } = metricOf(Metric.MetricName, further);
      const measured = { Id, Timestamps: [new Date(now - 1000 * age)], Values: [Stat === statistic ? value : 0] };
      return { MetricDataResults: [value === undefined ? {} : measured] };
    },
  };
  const run = new RenderedRun({
    machine,
    answers: {
      readiness: async ({ Payload }, { clock }) => {
        const client = {
          send: async (command: any) => {
            const metric = command.input.MetricDataQueries?.[0].MetricStat.Metric.MetricName;
            if (denied.some(name => [command.constructor.name, metric].includes(name))) {
              throw Object.assign(new Error('not authorized'), { name: 'AccessDenied' });
            }
            return allHangs ? new Promise(() => undefined) : answers[command.constructor.name](command.input, clock.now());
          },
        };
        const http = { ask: async () => ({ status: endpoint, body: '"status":"OK"' }) };
        const clients = () => ({ rds: client, dynamoDb: client, s3: client, cloudWatch: client, http }) as never;
        const wait = async (milliseconds: number) => clock.sleep(milliseconds);
        const world = { settings: {}, clients, now: () => clock.now(), wait, log: () => undefined };
        return handleReadinessChecker(Payload, world).catch(({ name, message }: Error) => { throw new StateError(name, message); }) as never;
      },
    },
  });
  const { status, error } = await run.toItsEnd();
  return { run, end: error ?? status };
}
