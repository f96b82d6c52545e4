import type { IAspect } from 'aws-cdk-lib';
import { Annotations, AspectPriority, Aspects, Duration, Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as fis from 'aws-cdk-lib/aws-fis';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import type { ChaosExperiment } from './chaos-experiment';
import { validateExperiments, validateStopAlarm } from './chaos-rules';
import { ExperimentTemplate } from './experiment-template';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';
import { metricNamespace } from '../topology/metric-namespace';
import { NAME_KINDS } from '../topology/name-kinds';
import { PerRegion } from '../topology/per-region';

/** Properties of `ChaosExperiments`. */
export interface ChaosExperimentsProps {
  /** The two Regions and their stacks. */
  readonly topology: DrTopology;
  /** The faults to make templates of. */
  readonly experiments: ChaosExperiment[];
}

/** What there is in one Region. */
interface RegionalExperiments {
  readonly stopAlarms: cloudwatch.IAlarm[];
  readonly templates: ReadonlyMap<string, ExperimentTemplate>;
}

/** The metric that stops experiments when somebody publishes 1. */
const STOP = 'StopExperiments';

/**
 * Faults to be made on purpose: a template of AWS FIS for each in both Regions, with a role that may do this and nothing else, a log, and
 * alarms that stop it. Deploying them does nothing; somebody starts them.
 *
 * Each stops when `StopExperiments` is published, and when an alarm of yours fires that you add by `addStopAlarm`.
 *
 * @see https://docs.aws.amazon.com/fis/latest/userguide/what-is.html
 */
export class ChaosExperiments extends Construct {
  private readonly topology: DrTopology;
  private readonly regions: PerRegion<RegionalExperiments>;

  /**
   * @throws ConfigurationError without an experiment, when two are the same, for a duration that AWS FIS does not take, for subnets that it
   * could not find, and for a store of another topology
   */
  constructor(scope: Construct, id: string, props: ChaosExperimentsProps) {
    super(scope, id);
    const { topology, experiments } = props;
    validateExperiments(this, experiments);
    this.topology = topology;
    this.regions = new PerRegion(this, topology, region => this.createIn(region, experiments));
  }

  /**
   * Has an alarm stop the experiments of a Region: one that tells what clients suffer, and that no experiment is to cause. While it is in
   * ALARM none can be started.
   *
   * @param region the Region in which the experiments run, and the alarm is
   * @param alarm a metric alarm
   * @throws ConfigurationError for an alarm of another Region, one that was added before, and more than four
   * @see https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html
   */
  public addStopAlarm(region: DrRegion, alarm: cloudwatch.IAlarm): void {
    const { stopAlarms } = this.regions.get(region);
    validateStopAlarm(this, region, stopAlarms, alarm);
    stopAlarms.push(alarm);
  }

  /**
   * The id of a template, known at deployment, in stacks of its Region. It is an output of the stack, too.
   *
   * @param region the Region that is disturbed
   * @param experiment one that was given
   * @throws ConfigurationError for a Region of another topology, and an experiment that was not given
   */
  public templateId(region: DrRegion, experiment: ChaosExperiment): string {
    const { templates } = this.regions.get(region);
    const { template } = templates.get(experiment.id) ?? refuse(this, {
      prop: 'experiment',
      value: `"${experiment.id}"`,
      rule: `there is no template of it; there are: ${[...templates.keys()].join(', ')}`,
      remedy: 'Give it to experiments',
    });
    return template.attrId;
  }

  private createIn(region: DrRegion, experiments: readonly ChaosExperiment[]): RegionalExperiments {
    const { topology } = this;
    const scope = topology._scope(this, 'chaos', region, StackLayer.RECOVERY);
    const stopAlarms: cloudwatch.IAlarm[] = [this.stopByHand(scope, region)];
    const stopConditions = Lazy.any({ produce: () => stopAlarms.map(({ alarmArn }) => ({ source: 'aws:cloudwatch:alarm', value: alarmArn })) });
    const log = this.log(scope, region);
    const templates = new Map(experiments.map(experiment => [experiment.id, new ExperimentTemplate(scope, experiment.id, {
      place: { topology, region, owner: this },
      name: `${topology.applicationName}-${topology.environmentName}-${experiment.id}`,
      parts: experiment._parts({ topology, region, owner: this }),
      log,
      stopConditions,
    })]));
    Aspects.of(scope).add(new StopWarning(stopAlarms), { priority: AspectPriority.READONLY });
    return { stopAlarms, templates };
  }

  private stopByHand(scope: Construct, region: DrRegion): cloudwatch.Alarm {
    const namespace = metricNamespace(this.topology);
    return new cloudwatch.Alarm(scope, 'stop', {
      alarmName: this.topology._name(NAME_KINDS.alarm, `${this.node.id}/stop`, region),
      alarmDescription: `Stops the experiments in ${region.name}: somebody published ${STOP} in ${namespace}`,
      metric: new cloudwatch.Metric({ namespace, metricName: STOP, statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(1) }),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }

  /** With a policy for who delivers it. The name is not given away: who reads it finds it by the template. */
  private log(scope: Construct, region: DrRegion): logs.LogGroup {
    const { topology } = this;
    const log = new logs.LogGroup(scope, 'log', {
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: topology.encryptionKey(region, KeyPurpose.LOGS).key,
      removalPolicy: topology.removalPolicy,
    });
    log.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [log.logGroupArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': topology.account },
        ArnLike: { 'aws:SourceArn': `arn:${topology.partition}:logs:${region.name}:${topology.account}:*` },
      },
    }));
    return log;
  }
}

/** Warns when nothing but a hand stops an experiment. Looks when all alarms were added. */
class StopWarning implements IAspect {
  constructor(private readonly stopAlarms: readonly cloudwatch.IAlarm[]) {}

  public visit(node: IConstruct): void {
    if (node instanceof fis.CfnExperimentTemplate && this.stopAlarms.length === 1) {
      Annotations.of(node).addWarningV2('cdk-multi-region-dr:experimentsStopByHandOnly',
        'no alarm of yours stops this experiment when clients suffer more than they are to. Call addStopAlarm(region, alarm) in each Region.');
    }
  }
}
