import type { Duration } from 'aws-cdk-lib';
import { Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type {
  AuroraActionProps, AuroraCheckProps, AuroraPromotionProps, InvokeFunctionProps, MetricCheckProps, ScaleAutoScalingGroupProps,
  ScaleEcsServiceProps, StartStateMachineProps,
} from './recovery-action-props';
import { MissingData } from './recovery-action-props';

const DEFAULT_MAX_REPLICATION_LAG_IN_MILLISECONDS = 60_000;

/**
 * What a recovery step calls, as data: a kind and its parameters. It holds no code, so that a plan can be rendered as a state
 * machine, a runbook or a time budget alike.
 *
 * Parameters must be known at synthesis, and stand for something of the step's own Region and account: a plan that contains the step is
 * refused otherwise, and the error names step and parameter.
 */
export class RecoveryAction {
  /**
   * Makes a member cluster the writer of its Aurora global database: `SwitchoverGlobalCluster` in a planned run,
   * `FailoverGlobalCluster` with `AllowDataLoss` in a forced one. A step of a store's promotion.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
   */
  public static promoteAurora(props: AuroraPromotionProps): RecoveryAction {
    const { storageKey } = props;
    return new RecoveryAction('promote-aurora', { ...auroraOf(props), ...storageKey === undefined ? {} : { storageKey } });
  }

  /**
   * Checks that a member cluster could take over: the global database is available, and the cluster is a member of it that follows, is
   * available, has an instance, and is not too far behind. Changes nothing.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeGlobalClusters.html
   */
  public static checkAurora(props: AuroraCheckProps): RecoveryAction {
    return new RecoveryAction('check-aurora', {
      ...auroraOf(props),
      maxReplicationLagInMilliseconds: literal(props.maxReplicationLag?.toMilliseconds() ?? DEFAULT_MAX_REPLICATION_LAG_IN_MILLISECONDS),
    });
  }

  /**
   * Checks that a DynamoDB table is active in the Region of the step. Changes nothing.
   *
   * @param tableName the table's name, the same in both Regions
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
   */
  public static checkTable(tableName: string): RecoveryAction {
    return new RecoveryAction('check-table', { tableName });
  }

  /**
   * Checks that a bucket of the Region of the step answers. Changes nothing.
   *
   * @param bucketName the bucket's name
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
   */
  public static checkBucket(bucketName: string): RecoveryAction {
    return new RecoveryAction('check-bucket', { bucketName });
  }

  /**
   * Checks the newest value of a CloudWatch metric. Changes nothing.
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
   */
  public static checkMetric(props: MetricCheckProps): RecoveryAction {
    const { metric, publishedIn, comparison, threshold, missing, replicationLag, activity } = props;
    return new RecoveryAction('check-metric', {
      region: publishedIn.name,
      ...metricOf(metric),
      comparison,
      threshold: literal(threshold),
      missing: missing ?? MissingData.FAILS,
      ...replicationLag ? { measures: 'replication-lag' } : {},
      ...activity === undefined ? {} : { activity: JSON.stringify(metricOf(activity)) },
    });
  }

  /**
   * Checks that none of some CloudWatch alarms of the Region of the step is in state `ALARM`. Changes nothing.
   *
   * @param alarmNames their names, known at synthesis, 1 to 100
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
   */
  public static checkAlarms(alarmNames: string[]): RecoveryAction {
    return new RecoveryAction('check-alarms', { alarmNames: JSON.stringify(alarmNames) });
  }

  /**
   * Calls a Lambda function and waits for its answer. The step fails when the function does. It gets the run (mode, Regions, epoch), and
   * may be called twice for one run.
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
   */
  public static invokeFunction(props: InvokeFunctionProps): RecoveryAction {
    return new RecoveryAction('invoke-function', { functionName: props.functionName, payload: JSON.stringify(props.payload ?? {}) });
  }

  /**
   * Raises the desired count of an ECS service, and waits until that many tasks run. Never lowers it. A policy of Application Auto Scaling
   * may lower it again later: its smallest capacity must be right for a Region that serves.
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
   */
  public static scaleEcsService(props: ScaleEcsServiceProps): RecoveryAction {
    const { clusterName, serviceName, desiredCount } = props;
    return new RecoveryAction('scale-ecs-service', { clusterName, serviceName, desiredCount: literal(desiredCount) });
  }

  /**
   * Raises the desired capacity of an EC2 Auto Scaling group, and waits until that many instances are in service. Never lowers it, and
   * changes neither its smallest nor its largest size.
   * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetDesiredCapacity.html
   */
  public static scaleAutoScalingGroup(props: ScaleAutoScalingGroupProps): RecoveryAction {
    const { autoScalingGroupName, desiredCapacity } = props;
    return new RecoveryAction('scale-auto-scaling-group', { autoScalingGroupName, desiredCapacity: literal(desiredCapacity) });
  }

  /**
   * Runs a Step Functions state machine and waits for its end. The step fails when the execution does.
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
   */
  public static startStateMachine(props: StartStateMachineProps): RecoveryAction {
    return new RecoveryAction('start-state-machine', { stateMachineName: props.stateMachineName, payload: JSON.stringify(props.payload ?? {}) });
  }

  /**
   * Asks people, and waits until one of them approves: a message goes to the topic for pages, with the commands to approve and to reject.
   * The step fails when somebody rejects, and when nobody answers within its time limit.
   *
   * @param question what is to be approved, in words, 1 to 1000 characters
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
   */
  public static approval(question: string): RecoveryAction {
    return new RecoveryAction('approval', { question });
  }

  /**
   * Waits.
   *
   * @param duration how long, whole seconds, not longer than the time limit of the step
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
   */
  public static wait(duration: Duration): RecoveryAction {
    return new RecoveryAction('wait', { seconds: literal(duration.toSeconds({ integral: false })) });
  }

  /**
   * What a run itself does. Made by `control-actions.ts` only.
   * @internal
   */
  public static _control(kind: string, parameters: { [name: string]: string }): RecoveryAction {
    return new RecoveryAction(kind, parameters);
  }

  /** What is called, for example `promote-aurora`. */
  public readonly kind: string;
  /** What it is called with: literal names and ARNs, never a value that only the other Region knows. */
  public readonly parameters: { [name: string]: string };

  private constructor(kind: string, parameters: { [name: string]: string }) {
    this.kind = kind;
    this.parameters = parameters;
  }
}

function auroraOf({ globalClusterIdentifier, targetClusterArn }: AuroraActionProps): { [name: string]: string } {
  return { globalClusterIdentifier, targetClusterArn };
}

function metricOf({ namespace, metricName, dimensions, statistic, period }: cloudwatch.Metric): { [name: string]: string } {
  return { namespace, metricName, dimensions: JSON.stringify(dimensions ?? {}), statistic, period: literal(period.toSeconds()) };
}

/** As text that can still be told from a literal when it is none. */
function literal(value: number): string {
  return Token.isUnresolved(value) ? Token.asString(value) : String(value);
}
