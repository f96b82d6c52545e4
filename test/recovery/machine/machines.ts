import { Duration } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { DrRegion, DrTopology, FailoverOrchestratorProps } from '../../../src';
import {
  Automation, EndpointProbes, FailoverOrchestrator, MetricComparison, MissingData, RecoveryAction, RunMode, RunPoint, StackLayer, StepFailure,
} from '../../../src';
import { createdDetection } from '../../detection/fixture';
import { templateOf } from '../../support/environment';
import { ExampleStore, exampleStep } from '../example-store';

export interface MachineState {
  readonly Type: string;
  readonly Resource?: string;
  readonly Arguments?: Record<string, unknown>;
  readonly Next?: string;
  readonly Default?: string;
  readonly End?: boolean;
  readonly TimeoutSeconds?: number;
  readonly Choices?: { Condition: string; Next: string; Assign?: Record<string, unknown> }[];
  readonly Catch?: { ErrorEquals: string[]; Next: string; Assign?: Record<string, unknown> }[];
  readonly Retry?: { ErrorEquals: string[]; MaxAttempts: number; [field: string]: unknown }[];
  readonly Branches?: { StartAt: string; States: Record<string, MachineState> }[];
  readonly [field: string]: unknown;
}

export interface Machine {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly QueryLanguage: string;
  readonly States: Record<string, MachineState>;
}

/** A store with an Aurora global database, and one of every kind of check. */
export function auroraStore(topology: DrTopology): ExampleStore {
  const cluster = (region: DrRegion) => ({
    globalClusterIdentifier: 'payments-global', targetClusterArn: `arn:aws:rds:${region.name}:${topology.account}:cluster:payments-${region.name}`,
  });
  return new ExampleStore(topology, {
    readinessChecks: region => [
      exampleStep('check-main', region, { action: RecoveryAction.checkAurora(cluster(region)) }),
      exampleStep('check-orders', region, { action: RecoveryAction.checkTable('orders'), onFailure: StepFailure.CONTINUE }),
    ],
    promotionSteps: target => [
      exampleStep('promote-main', target, { action: RecoveryAction.promoteAurora(cluster(target)), timeout: Duration.minutes(10) }),
    ],
    fencingSteps: source => [
      exampleStep('fence-main', source.peer, {
        action: RecoveryAction.invokeFunction({ functionName: 'fence' }), onFailure: StepFailure.CONTINUE, timeout: Duration.seconds(20),
      }),
    ],
  });
}

/** A store that is written in both Regions, of which a metric says how much waits to be copied. */
export function ordersStore(topology: DrTopology): ExampleStore {
  return new ExampleStore(topology, {
    id: 'orders',
    readinessChecks: (region, { mode }) => mode === RunMode.FAILOVER ? [] : [exampleStep('check-pending-orders', region, {
      action: RecoveryAction.checkMetric({
        metric: new Metric({ namespace: 'Orders', metricName: 'Pending', period: Duration.minutes(1) }),
        publishedIn: region,
        comparison: MetricComparison.AT_MOST,
        threshold: 0,
        missing: MissingData.PASSES,
      }),
      drainedWithin: Duration.minutes(4),
    })],
    promotionSteps: () => [],
    fencingSteps: () => [],
  });
}

/** Every kind of step that a team can add, for a Region. */
export function addTeamSteps(orchestrator: FailoverOrchestrator, target: DrRegion): void {
  const actions = {
    scaled: RecoveryAction.scaleEcsService({ clusterName: 'web', serviceName: 'api', desiredCount: 4 }),
    grown: RecoveryAction.scaleAutoScalingGroup({ autoScalingGroupName: 'workers', desiredCapacity: 3 }),
    warmed: RecoveryAction.invokeFunction({ functionName: 'warm', payload: { depth: 'full' } }),
    ordered: RecoveryAction.startStateMachine({ stateMachineName: 'reports' }),
  };
  Object.entries(actions).forEach(([id, action]) =>
    orchestrator.addStep({ id, description: `have it ${id}`, point: RunPoint.BESIDE_PROMOTION, target, action, timeout: Duration.minutes(2) }));
  orchestrator.addStep({
    id: 'settle',
    description: 'let it settle',
    point: RunPoint.AFTER_TRAFFIC,
    target,
    action: RecoveryAction.wait(Duration.seconds(5)),
    timeout: Duration.seconds(30),
    onFailure: StepFailure.CONTINUE,
  });
  orchestrator.addStep({
    id: 'ask-finance',
    description: 'ask',
    point: RunPoint.BEFORE_PROMOTION,
    target,
    action: RecoveryAction.approval('May "finance" be moved?'),
    timeout: Duration.minutes(5),
    modes: [RunMode.SWITCHOVER, RunMode.FAILBACK],
  });
}

export interface Fixture {
  readonly app: App;
  readonly topology: DrTopology;
  readonly orchestrator: FailoverOrchestrator;
}

/** An orchestrator with a database, a name, detection and every kind of step. */
export function fullOrchestrator(props: Partial<FailoverOrchestratorProps> = {}): Fixture {
  const { app, topology, dns, detection } = createdDetection({ probes: EndpointProbes.deep('/deep') });
  const orchestrator = new FailoverOrchestrator(app, 'Recovery', {
    topology,
    recoverables: [auroraStore(topology), ordersStore(topology)],
    dns,
    detection,
    automation: Automation.approval(),
    timeout: Duration.hours(2),
    ...props,
  });
  topology.regions.forEach(region => addTeamSteps(orchestrator, region));
  return { app, topology, orchestrator };
}

/** The definition of a machine as its template has it: one literal text. */
export function machineOf(region: DrRegion, name: string): Machine {
  const machines = Object.values(templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::StepFunctions::StateMachine'));
  const found = machines.find(({ Properties }) => Properties.StateMachineName === name)!;
  expect(typeof found.Properties.DefinitionString).toBe('string');
  return JSON.parse(found.Properties.DefinitionString) as Machine;
}

/** The machines of a Region. */
export function machinesOf({ orchestrator }: Fixture, region: DrRegion): Record<'failover' | 'planned' | 'drill', Machine> {
  const { failoverMachineName, plannedMachineName, drillMachineName } = orchestrator.forRegion(region);
  return {
    failover: machineOf(region, failoverMachineName),
    planned: machineOf(region, plannedMachineName),
    drill: machineOf(region, drillMachineName),
  };
}

/** Every state, those of branches included, with its name. */
export function statesOf(machine: Pick<Machine, 'States'>): [string, MachineState][] {
  return Object.entries(machine.States).flatMap(([name, state]) =>
    [[name, state] as [string, MachineState], ...(state.Branches ?? []).flatMap(branch => statesOf(branch))]);
}

/** The states to which one may lead. */
export function successorsOf({ Next, Default, Choices = [], Catch = [] }: MachineState): string[] {
  return [Next, Default, ...[...Choices, ...Catch].map(each => each.Next)].filter((name): name is string => name !== undefined);
}
