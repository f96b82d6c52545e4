import type { IConstruct } from 'constructs';
import type { RecoveryPlan } from './plan';
import { composePlan } from './plan-composition';
import { plannedMode, validateMode } from './plan-modes';
import type { PlanParts } from './plan-parts';
import { RunMode } from './run-mode';
import type { DrRegion, DrTopology } from '../../topology';
import { PerRegion } from '../../topology/per-region';

/** All plans of a topology: to either Region the forced, the planned and the drill's. Each is composed when it is first asked for. */
export class PlanSet {
  private readonly plans: PerRegion<Map<RunMode, RecoveryPlan>>;

  constructor(private readonly scope: IConstruct, private readonly topology: DrTopology, private readonly parts: PlanParts) {
    this.plans = new PerRegion(scope, topology, () => new Map());
  }

  /** Composes every plan, so that what one of them refuses is seen at once. */
  public composed(): this {
    this.topology.regions.forEach(target =>
      [RunMode.FAILOVER, plannedMode(target), RunMode.DRILL].forEach(mode => this.get(target, mode)));
    return this;
  }

  /**
   * @throws ConfigurationError for a Region of another topology, for a switchover home and for a failback to the standby Region
   */
  public get(target: DrRegion, mode: RunMode): RecoveryPlan {
    const plans = this.plans.get(target, 'target');
    validateMode(this.scope, target, mode);
    const plan = plans.get(mode) ?? composePlan(this.scope, this.parts, target, mode);
    plans.set(mode, plan);
    return plan;
  }
}
