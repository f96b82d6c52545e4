import { Stack, Stage } from 'aws-cdk-lib';
import type { RunbookInput } from './runbook-input';
import type { DrRegion, DrTopology } from '../../../topology';
import { StackLayer } from '../../../topology';
import type { RecoveryNames } from '../../machinery/recovery-names';
import type { RecoveryStep } from '../../plan/recovery-step';
import { RunMode } from '../../plan/run-mode';

/** An Aurora global database, as the steps of the plans name it. */
export interface RunbookDatabase {
  readonly globalClusterIdentifier: string;
  /** In the Region of the side. */
  readonly clusterIdentifier: string;
  readonly clusterArn: string;
}

/** A table whose writes cross to the other Region some time after they were acknowledged. */
export interface ReplicatedTable {
  readonly tableName: string;
  /** In milliseconds: what replication may take before its alarm pages. */
  readonly rpo: number;
}

/** What a runbook says of one Region. */
export interface Side {
  readonly region: DrRegion;
  readonly name: string;
  readonly names: RecoveryNames;
  readonly databases: readonly RunbookDatabase[];
  readonly tables: readonly string[];
  /** Of those the ones of which this Region measures how long writes take to the other one. */
  readonly replicatedTables: readonly ReplicatedTable[];
  readonly buckets: readonly string[];
  /** What the CDK CLI calls the stacks of the Region that need nothing from the other one. */
  readonly stacks: readonly string[];
  readonly decisionAlarmName?: string;
}

/** What a runbook says of the environment. */
export interface RunbookFacts {
  readonly input: RunbookInput;
  readonly application: string;
  readonly environment: string;
  readonly home: Side;
  readonly standby: Side;
  /** With what all names of the environment begin. */
  readonly prefix: string;
  /** What clients ask for. Nothing where the library does not lead them. */
  readonly domainName?: string;
}

/** Collects what the sections of a runbook name. What a store is called follows from the steps that it contributes. */
export function runbookFacts(input: RunbookInput): RunbookFacts {
  const { topology } = input;
  const home = sideOf(input, topology.primary);
  const shift = stepsTo(input, topology.secondary).find(({ action }) => action.kind === 'shift-traffic');
  return {
    input,
    application: topology.applicationName,
    environment: topology.environmentName,
    home,
    standby: sideOf(input, topology.secondary),
    prefix: home.names.stateTableName().split('recovery-state')[0],
    domainName: shift?.action.parameters.domainName,
  };
}

function sideOf(input: RunbookInput, region: DrRegion): Side {
  const parametersOf = (kind: string) => stepsTo(input, region).filter(({ action }) => action.kind === kind).map(({ action }) => action.parameters);
  return {
    region,
    name: region.name,
    names: input.names(region),
    databases: parametersOf('promote-aurora').map(({ globalClusterIdentifier, targetClusterArn }) =>
      ({ globalClusterIdentifier, clusterArn: targetClusterArn, clusterIdentifier: targetClusterArn.split(':').pop()! })),
    tables: parametersOf('check-table').map(({ tableName }) => tableName),
    replicatedTables: replicatedTables(input, region),
    buckets: parametersOf('check-bucket').map(({ bucketName }) => bucketName),
    stacks: stacksOf(input.topology, region),
    decisionAlarmName: input.decisionAlarmName(region),
  };
}

/** A planned run away from the Region asks it how far the other one is behind. */
function replicatedTables(input: RunbookInput, { name, peer }: DrRegion): ReplicatedTable[] {
  const mode = peer === input.topology.primary ? RunMode.FAILBACK : RunMode.SWITCHOVER;
  return stepsTo(input, peer, mode)
    .filter(({ action: { kind, parameters } }) => kind === 'check-metric' && parameters.region === name && parameters.metricName === 'ReplicationLatency')
    .map(({ action: { parameters } }) => ({ tableName: JSON.parse(parameters.dimensions).TableName, rpo: Number(parameters.threshold) }));
}

function stepsTo({ plan }: RunbookInput, target: DrRegion, mode = RunMode.FAILOVER): RecoveryStep[] {
  return plan(target, mode).phases.flatMap(({ branches }) => branches).flatMap(({ steps }) => steps);
}

/** In the order of the construct tree, in which the library's stand in the order of their waves; the one that reads the other Region is left out. */
function stacksOf(topology: DrTopology, region: DrRegion): string[] {
  const reading = `${StackLayer.LINK}-${region.name}`;
  return Stage.of(topology)!.node.findAll()
    .filter((node): node is Stack => Stack.isStack(node) && node.region === region.name && !node.nestedStackParent)
    .filter(stack => !(stack.node.scope === topology && stack.node.id === reading))
    .map(stack => stack.node.path);
}
