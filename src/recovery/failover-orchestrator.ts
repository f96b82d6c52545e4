import { Construct } from 'constructs';
import { validateAddition, validateRecoverables } from './identifier-rules';
import type { RecoveryPlan } from './plan';
import { composePlan } from './plan-composition';
import type { IRecoverable } from './recoverable';
import { RecoveryState } from './recovery-state';
import { RegionalRecovery } from './regional-recovery';
import type { DrRegion, DrTopology } from '../topology';
import { PerRegion } from '../topology/per-region';

/** Properties of a `FailoverOrchestrator`. */
export interface FailoverOrchestratorProps {
  /** The two Regions and their stacks. */
  readonly topology: DrTopology;
  /** The stores that a failover moves. Empty for a workload without stores. */
  readonly recoverables: IRecoverable[];
}

/**
 * Recovery of a topology: in each Region the state of recovery (`RecoveryState`), and the plan that a failover to that Region
 * follows. Symmetric from the first deployment: either Region can take over from the other.
 */
export class FailoverOrchestrator extends Construct {
  private readonly topology: DrTopology;
  private recoverables: readonly IRecoverable[];
  private plans: PerRegion<RecoveryPlan>;
  private readonly regions: PerRegion<RegionalRecovery>;

  /**
   * @throws ConfigurationError when two stores have one id, and when a store contributes a step that breaks a rule of
   * `RecoveryPlan`: the error names store, step and rule
   */
  constructor(scope: Construct, id: string, props: FailoverOrchestratorProps) {
    super(scope, id);
    const { topology, recoverables } = props;
    validateRecoverables(this, recoverables);
    this.topology = topology;
    this.recoverables = [...recoverables];
    this.plans = this.composePlans();
    const state = RecoveryState.of(topology);
    this.regions = new PerRegion(this, topology, region => RegionalRecovery._of(state.forRegion(region)));
  }

  /**
   * Adds a store to the plans of both Regions, after those that there are. A plan that was taken before does not have it: take
   * plans when all stores are added.
   *
   * @param store a store of this topology
   * @throws ConfigurationError when another store has its id, and when it contributes a step that breaks a rule of `RecoveryPlan`
   */
  public addRecoverable(store: IRecoverable): void {
    validateAddition(this, this.recoverables, store);
    this.recoverables = [...this.recoverables, store];
    this.plans = this.composePlans();
  }

  /**
   * What a forced failover to a Region does.
   *
   * @param target the Region that takes over
   * @throws ConfigurationError for a Region of another topology
   */
  public plan(target: DrRegion): RecoveryPlan {
    return this.plans.get(target, 'target');
  }

  /**
   * The recovery of one Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalRecovery {
    return this.regions.get(region);
  }

  private composePlans(): PerRegion<RecoveryPlan> {
    return new PerRegion(this, this.topology, target => composePlan(this, this.recoverables, target));
  }
}
