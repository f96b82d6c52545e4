import type { IConstruct } from 'constructs';
import type { RecoveryPlan } from './plan';
import { composePlan } from './plan-composition';
import { plannedMode, validateMode } from './plan-modes';
import type { PlanParts } from './plan-parts';
import { RunMode } from './run-mode';
import type { DrRegion, DrTopology } from '../../topology';
import { PerRegion } from '../../topology/per-region';

/** All plans of a topology: to either Region the forced, the planned and the drill's, so that what one of them refuses is seen at once. */
export class PlanSet {
  private readonly plans: PerRegion<ReadonlyMap<RunMode, RecoveryPlan>>;

  constructor(private readonly scope: IConstruct, topology: DrTopology, parts: PlanParts) {
    this.plans = new PerRegion(scope, topology, target => new Map(
      [RunMode.FAILOVER, plannedMode(target), RunMode.DRILL].map(mode => [mode, composePlan(scope, parts, target, mode)]),
    ));
  }

  /**
   * @throws ConfigurationError for a Region of another topology, for a switchover home and for a failback to the standby Region
   */
  public get(target: DrRegion, mode: RunMode): RecoveryPlan {
    const plans = this.plans.get(target, 'target');
    validateMode(this.scope, target, mode);
    return plans.get(mode)!;
  }
}
