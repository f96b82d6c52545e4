import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import type { DrRegion } from '../topology';
import type { AuroraParameters } from './functions/aurora-statements';
import { OperatorAccess } from './machinery/operator-access';
import type { RecoveryNames } from './machinery/recovery-names';
import { RECOVERY_MACHINE_IDS } from './machinery/recovery-names';
import { validateMode } from './plan/plan-modes';
import { RunMode } from './plan/run-mode';
import type { RegionalState } from './regional-state/regional-state';
import type { RunMetricOptions, StepMetricOptions } from './run-metric-options';
import { RUN_METRIC } from './state/run-durations';
import type { Access } from '../topology/regional-grant';
import { grantInRegion } from '../topology/regional-grant';

/** @internal */
export interface RegionalRecoveryProps {
  readonly state: RegionalState;
  readonly names: RecoveryNames;
  readonly topic: sns.ITopic;
  /** The parameters of the promotions that the plans of both Regions have, when asked. */
  readonly promotions: () => AuroraParameters[];
  /** The ARN of the log in which the decider of the Region says why. Absent where nothing decides. */
  readonly deciderLog?: string;
}

/**
 * The recovery of one Region, for consumers in stacks of that Region. All names are literal: a stack that uses them waits for no other.
 *
 * Who may start a drill may not start a failover: each grant is for one machine of this Region. Give each to a role of both Regions, for
 * either must be able to act without the other.
 */
export class RegionalRecovery {
  /** @internal */
  public static _of(owner: IConstruct, props: RegionalRecoveryProps): RegionalRecovery {
    return new RegionalRecovery(owner, props);
  }

  /** The Region. */
  public readonly region: DrRegion;
  /**
   * The recovery state of this Region: lock, epoch, active Region and phase. Its items are a contract, documented in the README
   * of this folder. Single-Region on purpose: each Region keeps its own.
   */
  public readonly stateTable: dynamodb.ITable;
  /** The table's name, known at synthesis. */
  public readonly stateTableName: string;
  /** The name of the machine that activates this Region by force. */
  public readonly failoverMachineName: string;
  /** Its ARN, known at synthesis. */
  public readonly failoverMachineArn: string;
  /** The name of the machine that activates this Region by plan: a switchover in the standby Region, a failback at home. */
  public readonly plannedMachineName: string;
  /** Its ARN, known at synthesis. */
  public readonly plannedMachineArn: string;
  /** The name of the machine that rehearses the activation of this Region. */
  public readonly drillMachineName: string;
  /** Its ARN, known at synthesis. */
  public readonly drillMachineArn: string;
  /** Where runs of this Region tell people of failures, and ask for approval. Without monitoring nobody is subscribed yet. */
  public readonly notificationTopic: sns.ITopic;

  private readonly state: RegionalState;
  private readonly access: OperatorAccess;

  private constructor(private readonly owner: IConstruct, { state, names, topic, promotions, deciderLog }: RegionalRecoveryProps) {
    this.state = state;
    this.access = new OperatorAccess(names, promotions, deciderLog);
    this.region = state.region;
    this.stateTable = state.stateTable;
    this.stateTableName = state.stateTableName;
    this.notificationTopic = topic;
    this.failoverMachineName = names.machineName('failover');
    this.failoverMachineArn = names.machineArn('failover');
    this.plannedMachineName = names.machineName('planned');
    this.plannedMachineArn = names.machineArn('planned');
    this.drillMachineName = names.machineName('drill');
    this.drillMachineArn = names.machineArn('drill');
  }

  /**
   * Everything that the runbook of this Region needs, in one grant: observe, start each of the three machines, approve, stop, redrive, arm, disarm,
   * acknowledge, and take the steps of a forced run by hand. It moves production, and may consent to lost writes: for the role that the people
   * on call assume. Whoever shall do less gets the single grants. What it does not cover is restoring and keeping data, secrets, deployments, and
   * steps that a team has added. Grant it when all stores are added.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
   */
  public grantOperate(grantee: iam.IGrantable): iam.Grant {
    const { access, state: { grants } } = this;
    return this.grant(grantee, [
      ...access.look(),
      ...grants._reading(),
      ...RECOVERY_MACHINE_IDS.flatMap(id => access.start(id)),
      ...access.approve(),
      ...access.stop(),
      ...access.redrive(),
      ...access.byHand(),
      ...grants._commanding(),
    ]);
  }

  /**
   * Start a forced failover to this Region, and see how it stands. Writes that were not replicated yet are lost.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
   */
  public grantStartFailover(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, this.access.start('failover'));
  }

  /**
   * Start a planned run to this Region, a switchover, or at home a failback, and see how it stands. Nothing is lost by it.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   */
  public grantStartPlanned(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, this.access.start('planned'));
  }

  /**
   * Start a drill in this Region, and see how it stands. A drill moves production when its input says so and confirms it by the name of the
   * environment.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   */
  public grantStartDrill(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, this.access.start('drill'));
  }

  /**
   * Approve or reject runs of this Region that ask for it.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
   */
  public grantApprove(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, this.access.approve());
  }

  /**
   * Redrive a failed run of this Region: it takes its lock again, and goes on at the step that failed.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
   */
  public grantRedrive(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, this.access.redrive());
  }

  /**
   * Look at everything that the runbook looks at, and change nothing: executions of the three machines and their histories, all items of the state
   * table, alarms, the log of the Region's decider, and the global databases of the plans with their instances. Grant it when all stores are added.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
   */
  public grantObserve(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, [...this.access.look(), ...this.state.grants._reading()]);
  }

  /**
   * Stop runs of this Region. Of use to whoever may also disarm it, or automation may begin the next one.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
   */
  public grantStop(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, this.access.stop());
  }

  /**
   * Take the steps of a forced run to this Region by hand, as the runbook says for the case that Step Functions does not work: call the function
   * that keeps runs, and promote the databases of the plans. It moves production and consents to lost writes: for a role that is assumed in an
   * emergency only. Steps that a team has added need permissions of their own. Grant it when all stores are added.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
   */
  public grantByHand(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, this.access.byHand());
  }

  /**
   * Read which Region is active, and the epoch: for workloads that write only where they are active. As `grants.readRole` of the regional state.
   *
   * @param grantee a role, user or group in a stack of this Region
   * @throws ConfigurationError for a principal in another Region or account, or whose policy cannot be changed
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
   */
  public grantReadRole(grantee: iam.IGrantable): iam.Grant {
    return this.state.grants.readRole(grantee);
  }

  /**
   * How long the recovery of a loss took, in seconds: from the loss of the other Region, as far as it was seen, until clients were served in this one.
   * One value for each forced run that succeeded, at its end. Hold it against the recovery time objective.
   *
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html
   */
  public metricRecoveryTime(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric(RUN_METRIC.recoveryTime, { Mode: RunMode.FAILOVER }, options);
  }

  /**
   * How long runs to this Region took, in seconds, from the start of the run to its end. One value for each run that ended by itself, at its end.
   *
   * @default - maximum over 1 minute
   * @throws ConfigurationError for a switchover to the home Region, and for a failback to the standby Region
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html
   */
  public metricRunDuration(options: RunMetricOptions): cloudwatch.Metric {
    const { mode, ...rest } = options;
    validateMode(this.owner, this.region, mode);
    return this.metric(RUN_METRIC.runDuration, { Mode: mode }, rest);
  }

  /**
   * How long a step of runs to this Region took, in seconds, with all its attempts. One value for each time that it was taken, at the end of the run.
   *
   * @default - maximum over 1 minute
   * @throws ConfigurationError for a switchover to the home Region, and for a failback to the standby Region
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html
   */
  public metricStepDuration(options: StepMetricOptions): cloudwatch.Metric {
    const { mode, stepId, ...rest } = options;
    validateMode(this.owner, this.region, mode);
    return this.metric(RUN_METRIC.stepDuration, { Mode: mode, Step: stepId }, rest);
  }

  private metric(metricName: string, dimensionsMap: cloudwatch.DimensionsMap, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: this.state.metricNamespace,
      metricName,
      dimensionsMap,
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.minutes(1),
      region: this.region.name,
      ...options,
    });
  }

  private grant(grantee: iam.IGrantable, accesses: readonly Access[]): iam.Grant {
    return grantInRegion(this.owner, this.region, grantee, accesses);
  }
}
