import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { DrRegion, DrTopology, HealthSignal, IRecoverable, RecoveryContext, RecoveryStep, ReplicationSignal } from '../../src';
import { RecoveryAction, StepFailure } from '../../src';

/** A step that acts and is right wherever something acts, unless `overrides` says otherwise. */
export function exampleStep(id: string, runsIn: DrRegion, overrides: Partial<RecoveryStep> = {}): RecoveryStep {
  return {
    id,
    description: `do ${id}`,
    action: RecoveryAction.invokeFunction({ functionName: 'orders' }),
    runsIn,
    timeout: Duration.seconds(10),
    onFailure: StepFailure.STOP,
    ...overrides,
  };
}

/** A step that checks and is right wherever something is checked, unless `overrides` says otherwise. */
export function exampleCheck(id: string, runsIn: DrRegion, overrides: Partial<RecoveryStep> = {}): RecoveryStep {
  return exampleStep(id, runsIn, { action: RecoveryAction.checkTable('orders'), ...overrides });
}

/** A signal that is right, unless `overrides` says otherwise. */
export function exampleSignal(publishedIn: DrRegion, overrides: Partial<ReplicationSignal> = {}): ReplicationSignal {
  return {
    id: `lag-in-${publishedIn.name}`,
    description: `replication lag in ${publishedIn.name}`,
    metric: new cloudwatch.Metric({
      namespace: 'AWS/RDS',
      metricName: 'AuroraGlobalDBRPOLag',
      dimensionsMap: { DBClusterIdentifier: `orders-${publishedIn.name}` },
      statistic: 'Maximum',
      period: Duration.minutes(1),
    }),
    publishedIn,
    unit: Duration.millis(1),
    threshold: Duration.seconds(5),
    evaluationPeriods: 2,
    treatMissingData: cloudwatch.TreatMissingData.MISSING,
    ...overrides,
  };
}

/** Parts of a store that a test gives itself. */
export interface ExampleStoreProps {
  readonly id?: string;
  readonly readinessChecks?: (region: DrRegion, context: RecoveryContext) => RecoveryStep[];
  readonly promotionSteps?: (target: DrRegion, context: RecoveryContext) => RecoveryStep[];
  readonly fencingSteps?: (source: DrRegion, context: RecoveryContext) => RecoveryStep[];
  readonly replicationSignals?: () => ReplicationSignal[];
  /** @default - none */
  readonly healthSignals?: () => HealthSignal[];
}

/** A store that has one writer, such as a team would add: checked, promoted in two steps, and fenced by a function that calls the Region that is left. */
export class ExampleStore implements IRecoverable {
  public readonly recoverableId: string;

  constructor(private readonly topology: DrTopology, private readonly props: ExampleStoreProps = {}) {
    this.recoverableId = props.id ?? 'database-main';
  }

  public readinessChecks(context: RecoveryContext): RecoveryStep[] {
    return this.props.readinessChecks?.(context.target, context) ?? [exampleCheck(`check-${this.recoverableId}`, context.target)];
  }

  public promotionSteps(context: RecoveryContext): RecoveryStep[] {
    const { target } = context;
    return this.props.promotionSteps?.(target, context) ?? [
      exampleStep(`promote-${this.recoverableId}`, target, { timeout: Duration.minutes(15) }),
      exampleStep(`warm-${this.recoverableId}`, target, { timeout: Duration.minutes(1) }),
    ];
  }

  public fencingSteps(context: RecoveryContext): RecoveryStep[] {
    return this.props.fencingSteps?.(context.source, context) ?? [
      exampleStep(`fence-${this.recoverableId}`, context.target, { onFailure: StepFailure.CONTINUE, timeout: Duration.seconds(30) }),
    ];
  }

  public replicationSignals(): ReplicationSignal[] {
    return this.props.replicationSignals?.() ?? [exampleSignal(this.topology.primary), exampleSignal(this.topology.secondary)];
  }

  public healthSignals(): HealthSignal[] {
    return this.props.healthSignals?.() ?? [];
  }
}

/** A store that is written in both Regions: there is nothing to promote or fence. */
export function activeActiveStore(topology: DrTopology, id: string): ExampleStore {
  return new ExampleStore(topology, { id, promotionSteps: () => [], fencingSteps: () => [] });
}
