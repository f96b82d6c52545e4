import type { Construct } from 'constructs';
import type { DrRegion } from '../topology';
import type { MachineContext } from './actions/action-kind';
import { kindOf } from './actions/action-kinds';
import { unknownSteps, validateAssumptions } from './budget/assumption-rules';
import { composeBudget } from './budget/budget-composition';
import { durationOf } from './budget/budget-parts';
import { holdToObjective } from './budget/objective-rules';
import type { RecoveryBudget } from './budget/recovery-budget';
import type { FailoverOrchestratorProps } from './failover-orchestrator-props';
import { datapointsOf } from './machinery/decision-alarm';
import type { RecoveryPlan } from './plan/plan';
import { plannedMode } from './plan/plan-modes';
import type { IRecoverable } from './plan/recoverable';
import { RunMode } from './plan/run-mode';
import { renderRunbook } from './renderings/runbook/runbook';

/** What is rendered for people, and where it comes from. */
export interface RunRenderingsProps extends Pick<FailoverOrchestratorProps, 'topology' | 'dns' | 'detection' | 'objectives' | 'assumptions'> {
  /** Whether runs begin without being asked for. */
  readonly beginsRuns: boolean;
  /** As it is when it is asked for: stores and steps may be added, and endpoints given, until synthesis. */
  readonly plan: (target: DrRegion, mode: RunMode) => RecoveryPlan;
  readonly stores: () => readonly IRecoverable[];
  /** Of the forced run to a Region. */
  readonly context: (target: DrRegion) => MachineContext;
}

/** Alias records have the TTL of what they lead to, and so have names that the library knows nothing of. */
const ALIAS_TTL = 60;

/** The plans of an orchestrator as people read them: time budgets, held against the objective, and the runbook. */
export class RunRenderings {
  /** @param owner named in errors */
  constructor(private readonly owner: Construct, private readonly props: RunRenderingsProps) {
    const { topology, assumptions = {} } = props;
    validateAssumptions(owner, assumptions);
    holdToObjective(owner, () => topology.regions.map(region => this.budget(region, RunMode.FAILOVER)));
    owner.node.addValidation({ validate: () => unknownSteps(owner, assumptions, this.stepIds()) });
  }

  /** @throws ConfigurationError as the plan does */
  public budget(target: DrRegion, mode: RunMode): RecoveryBudget {
    const { beginsRuns, detection, dns, objectives, assumptions = {}, plan, stores } = this.props;
    const ttl = dns?._recordTtl;
    return composeBudget({
      plan: plan(target, mode),
      mode,
      stores: stores(),
      objective: objectives?.rto,
      startedBy: beginsRuns ? 'automation' : 'operator',
      datapointsToAlarm: detection && datapointsOf(detection.forRegion(target)),
      recordTtl: ttl === undefined || ttl.isUnresolved() ? ALIAS_TTL : ttl.toSeconds(),
      assumptions,
      durationOf: step => kindOf(this.owner, step.action).duration(step),
    });
  }

  public runbook(): string {
    const { topology, detection, plan, context, assumptions = {} } = this.props;
    return renderRunbook({
      topology,
      plan,
      budget: (target, mode) => this.budget(target, mode),
      durationOf: (step, mode) => durationOf(step, mode, { assumptions, durationOf: each => kindOf(this.owner, each.action).duration(each) }),
      commandsOf: (step, target) => kindOf(this.owner, step.action).commands(step, context(target)),
      doneWhen: step => kindOf(this.owner, step.action).doneWhen,
      names: region => context(region).names,
      decisionAlarmName: region => detection?.forRegion(region).decisionAlarmName,
    });
  }

  private stepIds(): ReadonlySet<string> {
    const { topology, plan } = this.props;
    return new Set(topology.regions.flatMap(region =>
      [RunMode.FAILOVER, plannedMode(region), RunMode.DRILL].flatMap(mode => plan(region, mode).steps.map(({ id }) => id))));
  }
}
