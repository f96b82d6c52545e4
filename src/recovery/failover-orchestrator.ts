import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Automation } from './automation';
import type { DrRegion, DrTopology } from '../topology';
import { StackLayer } from '../topology';
import type { RecoveryBudget } from './budget/recovery-budget';
import { DrillScheduler } from './drills/drill-scheduler';
import type { FailoverOrchestratorProps } from './failover-orchestrator-props';
import { decisionAlarmOf } from './machinery/decision-alarm';
import { reservationErrors, validateConcurrency } from './machinery/function-capacity-rules';
import { PublicName } from './machinery/public-name';
import { RecoveryMachinery } from './machinery/recovery-machinery';
import type { RecoveryMachineId } from './machinery/recovery-names';
import { RecoveryNames } from './machinery/recovery-names';
import { topicsOf } from './machinery/run-topics';
import { automationOf, validateDryCalls, validateTimeouts } from './orchestrator-rules';
import { validateAddition, validateRecoverables } from './plan/identifier-rules';
import type { RecoveryPlan } from './plan/plan';
import { PlanSet } from './plan/plan-set';
import { promotionsOf } from './plan/promoted-databases';
import type { IRecoverable } from './plan/recoverable';
import { RunMode } from './plan/run-mode';
import type { TeamStep } from './plan/team-step';
import { validateTeamStep } from './plan/team-step-rules';
import { RegionalRecovery } from './regional-recovery';
import { RecoveryState } from './regional-state/recovery-state';
import { RunRenderings } from './run-renderings';
import type { HealthSignal } from '../monitoring/health-signal';
import { RECOVERY_SOURCE } from '../monitoring/library-sources';
import { PerRegion } from '../topology/per-region';

const TIMEOUT = Duration.minutes(30);
const DRILL_HOLD = Duration.minutes(5);

/** What a drill does beside the two runs of a round trip and the stay between them. */
const DRILL_ITSELF = Duration.minutes(5);

/** What recovery has in one Region. */
interface Place {
  readonly recovery: RegionalRecovery;
  readonly machinery: RecoveryMachinery;
  readonly scheduler?: DrillScheduler;
}

/**
 * Recovery of a topology. In each Region three state machines that activate it: by force when the other Region is lost, by plan when both
 * work, and as a drill; the functions that they call; and the state of recovery (`RecoveryState`). Symmetric from the first deployment:
 * either Region can take over from the other, and needs nothing of it to do so.
 *
 * Every run is a rendering of a `RecoveryPlan`, to which stores contribute by `IRecoverable` and teams by `addStep`.
 */
export class FailoverOrchestrator extends Construct {
  /** Whether a Region takes over by itself. */
  public readonly automation: Automation;

  private readonly topology: DrTopology;
  private readonly props: FailoverOrchestratorProps;
  private readonly publicName?: PublicName;
  private recoverables: readonly IRecoverable[];
  private teamSteps: readonly TeamStep[] = [];
  private plans: PlanSet;
  private readonly state: RecoveryState;
  private readonly regions: PerRegion<Place>;
  private readonly watched = new Set<string>();
  private readonly renderings: RunRenderings;

  /**
   * @throws ConfigurationError when two stores have one id; when a store contributes a step that breaks a rule of `RecoveryPlan`: the error
   * names store, step and rule; when runs are to begin by themselves and nothing notices the loss of a Region; for a time limit that
   * the steps of a plan or a service cannot keep; for a concurrency that Lambda does not take; and at synthesis, when a forced failover
   * typically takes longer than `objectives.rto`, and when fewer calls are reserved than a run makes at a time
   */
  constructor(scope: Construct, id: string, props: FailoverOrchestratorProps) {
    super(scope, id);
    const { topology, recoverables, dns } = props;
    validateRecoverables(this, recoverables);
    validateTimeouts(this, props);
    validateConcurrency(this, props);
    validateDryCalls(this, props);
    this.automation = automationOf(this, props);
    this.topology = topology;
    this.props = props;
    this.publicName = dns && new PublicName(dns, props.detection?._probes);
    this.recoverables = [...recoverables];
    this.plans = this.composePlans().composed();
    this.state = RecoveryState.of(topology);
    this.reserve();
    this.regions = new PerRegion(this, topology, region => this.equip(region));
    this.permit();
    this.renderings = new RunRenderings(this, {
      ...props,
      beginsRuns: this.automation.beginsRuns,
      plan: (target, mode) => this.composePlans().get(target, mode),
      stores: () => this.recoverables,
      context: target => this.regions.get(target).machinery.contextOf('failover'),
    });
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
    this.recompose();
  }

  /**
   * Adds a step of your own to the runs that activate one Region. Call it for each Region: the other one has resources of its own.
   *
   * @param step what is called, where in the run, and for which Region
   * @throws ConfigurationError when a step has its id, or when it breaks a rule of `RecoveryPlan`
   */
  public addStep(step: TeamStep): void {
    validateTeamStep(this, step, this.teamSteps);
    this.teamSteps = [...this.teamSteps, step];
    this.recompose();
  }

  /**
   * What a run that activates a Region does.
   *
   * @param target the Region that takes over
   * @param mode what the run is for, by default a forced failover
   * @throws ConfigurationError for a Region of another topology, for a switchover home and for a failback to the standby Region
   */
  public plan(target: DrRegion, mode: RunMode = RunMode.FAILOVER): RecoveryPlan {
    return this.plans.get(target, mode);
  }

  /**
   * How long a run that activates a Region takes, at best, typically and at worst, part by part and each figure with its source; and how much
   * of each store may be lost. Ask when all stores, steps and endpoints are added.
   *
   * @param target the Region that takes over
   * @param mode what the run is for, by default a forced failover
   * @throws ConfigurationError as `plan` does
   */
  public budget(target: DrRegion, mode: RunMode = RunMode.FAILOVER): RecoveryBudget {
    return this.renderings.budget(target, mode);
  }

  /**
   * What operators do, in Markdown, with the names and Regions of this environment: failover, failback, drills, and what can go wrong. Ask when
   * everything else is built. Nothing secret is in it. Keep it where it can be read while either Region is lost.
   */
  public runbook(): string {
    return this.renderings.runbook();
  }

  /**
   * The recovery of one Region.
   *
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalRecovery {
    return this.regions.get(region).recovery;
  }

  /** What tells, in both Regions, that recovery does not work. Watched by the `monitoring` that was given. */
  public healthSignals(): HealthSignal[] {
    return this.topology.regions.flatMap(region => {
      const { machinery, scheduler } = this.regions.get(region);
      return [...machinery.signals(), ...scheduler?.healthSignals() ?? []];
    });
  }

  /** Of what everything else of recovery rests on, the published state, too. */
  private reserve(): void {
    const { props, topology: { regions } } = this;
    if (props.reservedConcurrency !== undefined) {
      this.state._reserve(props.reservedConcurrency);
    }
    this.node.addValidation({
      validate: () => reservationErrors(this, props, Math.max(...regions.map(region => promotionsOf(this.plan(region)).length))),
    });
  }

  private recompose(): void {
    this.plans = this.composePlans().composed();
    this.permit();
  }

  private composePlans(): PlanSet {
    const { topology, recoverables, teamSteps, automation: { approvalTimeout }, props: { drillHold, roleMaxAge } } = this;
    return new PlanSet(this, topology, {
      recoverables,
      environmentName: topology.environmentName,
      teamSteps,
      traffic: this.publicName?.traffic,
      approval: approvalTimeout && { timeout: approvalTimeout },
      drillHold,
      roleMaxAge,
      timeLimit: this.timeLimit,
    });
  }

  private equip(region: DrRegion): Place {
    const { topology, automation, publicName, props } = this;
    const { detection, monitoring, objectives, handlerTimeout, functionTimeout, dryCallInterval, drills } = props;
    const names = new RecoveryNames(topology, region, { provisioned: props.provisionedConcurrency, reserved: props.reservedConcurrency });
    const place = { topology, region, names };
    const scope = topology._scope(this, 'recovery', region, StackLayer.RECOVERY);
    const topics = topicsOf(scope, place, monitoring);
    const machinery = new RecoveryMachinery(scope, {
      ...place,
      owner: this,
      topics,
      automation,
      timeouts: this.timeouts(),
      handlerTimeout,
      functionTimeout,
      dryCallInterval,
      rto: objectives?.rto,
      decisionAlarmName: detection?.forRegion(region).decisionAlarmName,
      decisionAlarm: detection && (() => decisionAlarmOf(detection.forRegion(region))),
      ownEndpointAlarms: detection?.forRegion(region)._ownAlarmNames() ?? [],
      bothFail: () => detection?.forRegion(region)._bothFail(),
      signalAlarms: () => detection?.forRegion(region)._alarmNames() ?? [],
      verifiedNames: publicName && (() => publicName.verifiedNames(region)),
      // Composed again at synthesis: what is checked of an endpoint may be known only then.
      plan: (target, mode) => this.composePlans().get(target, mode),
    });
    const scheduler = drills && new DrillScheduler(scope, 'drills', { topology, region, schedule: drills, owner: this });
    const recovery = RegionalRecovery._of(this, {
      state: this.state.forRegion(region),
      names,
      topic: topics.topic,
      promotions: () => topology.regions.flatMap(target => promotionsOf(this.plan(target))),
      deciderLog: machinery.deciderLog,
    });
    return { recovery, machinery, scheduler };
  }

  private get timeLimit(): Duration {
    return this.props.timeout ?? TIMEOUT.plus(this.automation.approvalTimeout ?? Duration.seconds(0));
  }

  private timeouts(): { [id in RecoveryMachineId]: Duration } {
    const { timeLimit, props: { drillHold = DRILL_HOLD } } = this;
    return { failover: timeLimit, planned: timeLimit, drill: timeLimit.plus(timeLimit).plus(drillHold).plus(DRILL_ITSELF) };
  }

  /** What steps may do grows with the plans, and so does what is watched. */
  private permit(): void {
    this.topology.regions.forEach(region => this.regions.get(region).machinery.permit());
    this.props.monitoring?._addSignals(RECOVERY_SOURCE, this.healthSignals().filter(signal => !this.watched.has(idOf(signal))));
    this.healthSignals().forEach(signal => this.watched.add(idOf(signal)));
  }
}

function idOf({ id, publishedIn }: HealthSignal): string {
  return `${publishedIn.name}/${id}`;
}
