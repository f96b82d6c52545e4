import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { statementsOf } from '../actions/action-statements';
import { mayCall } from '../actions/function-task';
import { mayPublish, titleOf } from '../actions/publish';
import type { Automation } from '../automation';
import { orchestratorSignals } from './orchestrator-signals';
import type { FunctionPlace } from './recovery-function';
import type { RecoveryFunctionsProps } from './recovery-functions';
import { RecoveryFunctions } from './recovery-functions';
import { RecoveryMachine } from './recovery-machine';
import type { RecoveryMachineId } from './recovery-names';
import { RECOVERY_MACHINE_IDS } from './recovery-names';
import { RunDecider } from './run-decider';
import type { RegionalTopics } from './run-topics';
import { sealMessages } from './run-topics';
import { snapshotSignals } from './snapshot-signals';
import type { AlarmTerm } from '../../monitoring/alarm-term';
import { DashboardSection } from '../../monitoring/dashboard-section';
import type { HealthSignal } from '../../monitoring/health-signal';
import type { DrRegion } from '../../topology';
import type { MachineContext } from '../actions/action-kind';
import { fenceLease } from '../plan/fence-lease';
import type { RecoveryPlan } from '../plan/plan';
import { plannedMode } from '../plan/plan-modes';
import { databasesOf, storageKeyOf } from '../plan/promoted-databases';
import { RunMode } from '../plan/run-mode';
import { renderStateMachine } from '../renderings/state-machine';
import { literalDefinition } from '../renderings/state-machine-rules';

export interface RecoveryMachineryProps extends Omit<RecoveryFunctionsProps, 'minimumBlock' | 'fenceLease'> {
  /** Who answers for errors. */
  readonly owner: Construct;
  readonly topics: RegionalTopics;
  readonly automation: Automation;
  /** What a run must not exceed. Absent: not watched. */
  readonly rto?: Duration;
  /** Of the alarm in which the Region concludes that the other one is lost. Absent where nothing is noticed. */
  readonly decisionAlarmName?: string;
  /** The alarms on probes of the Region's own endpoint. */
  readonly ownEndpointAlarms: readonly string[];
  /** True while the other Region fails and this one is not fit to take over. Absent where nothing could tell. */
  readonly bothFail: () => AlarmTerm | undefined;
  /** The plan of a run that activates a Region, as it is when it is asked for. */
  readonly plan: (target: DrRegion, mode: RunMode) => RecoveryPlan;
}

/** What decides about runs in one Region, and carries them out: a machine for each kind of run, and the functions that they call. */
export class RecoveryMachinery {
  private readonly machines: readonly RecoveryMachine[];
  private readonly functions: RecoveryFunctions;
  private readonly decider?: RunDecider;

  constructor(private readonly scope: Construct, private readonly props: RecoveryMachineryProps) {
    const { automation, decisionAlarmName, ownEndpointAlarms, bothFail, plan, region } = props;
    this.functions = new RecoveryFunctions(scope, {
      ...props, minimumBlock: automation.minimumPause, fenceLease: mode => fenceLease(plan(region, mode)),
    });
    this.machines = RECOVERY_MACHINE_IDS.map(id => this.createMachine(id));
    this.decider = decisionAlarmName === undefined ? undefined : new RunDecider(scope, 'decider', {
      ...this.place, automation, decisionAlarmName, ownEndpointAlarms, bothFail,
    });
  }

  /** Lets machines and functions do what the plans need now. */
  public permit(): void {
    const { owner, region, plan } = this.props;
    RECOVERY_MACHINE_IDS.forEach((id, index) => {
      const context = this.contextOf(id);
      const { machine, checker } = statementsOf(owner, plan(region, context.mode).steps, context);
      this.machines[index].addStatements(...machine);
      this.functions.checker.addStatements(...checker);
    });
    const failover = plan(region, RunMode.FAILOVER);
    for (const database of databasesOf(owner, failover, plan(region.peer, RunMode.FAILOVER))) {
      this.functions.addDatabase(database, storageKeyOf(failover, database));
      this.decider?.addDatabase(database);
    }
  }

  /** What tells that recovery does not work in this Region. */
  public signals(): HealthSignal[] {
    const { names, region, rto, automation: { beginsRuns }, timeouts } = this.props;
    const { all: functions, keepsSnapshots, dryCalls } = this.functions;
    const common = { publishedIn: region, section: DashboardSection.DETECTION };
    return [
      ...orchestratorSignals({ names, functions, decider: this.decider, rto, longestRun: rto ?? half(timeouts.failover), beginsRuns }),
      ...dryCalls.map(calls => ({ ...calls.signal(), ...common })),
      ...keepsSnapshots ? snapshotSignals(this.place).map(signal => ({ ...signal, ...common })) : [],
    ];
  }

  /** The ARN of the log in which the Region says what it has decided, and why. */
  public get deciderLog(): string | undefined {
    return this.decider?.logArn;
  }

  /** What a machine is, and what it has around it. */
  public contextOf(id: RecoveryMachineId): MachineContext {
    const { names, topics: { pages, notes }, handlerTimeout, region } = this.props;
    const modes = { failover: RunMode.FAILOVER, planned: plannedMode(region), drill: RunMode.DRILL };
    return { mode: modes[id], names, topics: { pages, notes }, promoterTimeout: handlerTimeout };
  }

  private createMachine(id: RecoveryMachineId): RecoveryMachine {
    const { owner, region, timeouts, topics, plan } = this.props;
    const context = this.contextOf(id);
    return new RecoveryMachine(this.scope, id, {
      ...this.place,
      owner,
      description: titleOf(context),
      statements: [mayCall(context, 'run-keeper'), mayCall(context, 'readiness-checker'), mayPublish(topics.pages), sealMessages(this.place)],
      definition: () => literalDefinition(owner, renderStateMachine(owner, plan(region, context.mode), context, timeouts[id])),
    });
  }

  private get place(): FunctionPlace {
    const { topology, region, names } = this.props;
    return { topology, region, names };
  }
}

/** Late enough to be no run as it should be, early enough to help it before its time is over. */
function half(limit: Duration): Duration {
  return Duration.seconds(Math.ceil(limit.toSeconds() / 2));
}
