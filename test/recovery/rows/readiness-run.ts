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
  instances: 1,
  lag: 800 as number | undefined,
  table: 'ACTIVE',
  hasBucket: true,
  pending: 0,
  endpoint: 200,
  /** Nothing of RDS answers. */
  hangs: false,
};

/** A rendered machine of the example app, with the library's handler on what it would look at. */
export async function runWhen(machine: Machine, changes: Partial<typeof FIT>) {
  const { global, isMember, cluster, instances, lag, table, hasBucket, pending, endpoint, hangs } = { ...FIT, ...changes };
  const { globalClusterIdentifier, targetClusterArn } = checksOf(machine).find(({ kind }) => kind === 'check-aurora').parameters;
  const [region, peer] = targetClusterArn.includes(HOME) ? [HOME, STANDBY] : [STANDBY, HOME];
  const writerArn = targetClusterArn.replaceAll(region, peer);
  const members = [writerArn, ...isMember ? [targetClusterArn] : []].map(DBClusterArn => ({ DBClusterArn, IsWriter: DBClusterArn === writerArn }));
  const metrics: { readonly [name: string]: number | undefined } = { AuroraGlobalDBReplicationLag: lag, OperationsPendingReplication: pending };
  const orSilence = (answer: object) => hangs ? new Promise(() => undefined) : answer;
  const answers: { readonly [command: string]: (input: any, now: number) => unknown } = {
    DescribeGlobalClustersCommand: () => orSilence({
      GlobalClusters: [{ GlobalClusterIdentifier: globalClusterIdentifier, Status: global, GlobalClusterMembers: members }],
    }),
    DescribeDBClustersCommand: () => orSilence({ DBClusters: [{ Status: cluster, DBClusterMembers: Array(instances).fill({}) }] }),
    DescribeTableCommand: () => ({ Table: { TableStatus: table } }),
    HeadBucketCommand: () => hasBucket ? {} : Promise.reject(Object.assign(new Error('no such bucket'), { name: 'NotFound' })),
    GetMetricDataCommand: ({ MetricDataQueries: [{ MetricStat: { Metric } }] }, now) => {
      const value = metrics[Metric.MetricName];
      return { MetricDataResults: [value === undefined ? {} : { Timestamps: [new Date(now - 60_000)], Values: [value] }] };
    },
  };
  const run = new RenderedRun({
    machine,
    answers: {
      readiness: async ({ Payload }, { clock }) => {
        const client = { send: async (command: any) => answers[command.constructor.name](command.input, clock.now()) };
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
