import type { CfnElement } from 'aws-cdk-lib';
import { Duration, Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { callOnAlarm } from './alarm-rule';
import type { Automation } from '../automation';
import { deciderSignals } from './decider-signals';
import type { FunctionPlace } from './recovery-function';
import type { RecoveryMachineId } from './recovery-names';
import { RECOVERY_MACHINE_IDS, RecoveryNames } from './recovery-names';
import { EveryMinute, LONGEST_SETTINGS } from '../../lambda/every-minute';
import type { SignalOfMinute } from '../../lambda/every-minute-signals';
import type { AlarmTerm } from '../../monitoring/alarm-term';
import { acknowledgeWildcard } from '../../topology/acknowledged-wildcard';
import { metricNamespace } from '../../topology/metric-namespace';
import { NAME_KINDS } from '../../topology/name-kinds';
import type { WatchedDatabase } from '../decision/database-health';
import { acknowledgePeerKey, peerKeyStatement, stateKeyStatement, stateStatements } from '../functions/state-statements';
import type { DeciderSettings } from '../handlers/decider-settings';
import { RunDeciderFunction } from '../handlers/run-decider-function';
import { RecoveryState } from '../regional-state/recovery-state';
import { STATE_KIND } from '../regional-state/state-kinds';
import { KEY_OF_WRITTEN_TABLE } from '../regional-state/state-table-key';

export interface RunDeciderProps extends FunctionPlace {
  readonly automation: Automation;
  /** Of the Region's decision alarm, which is in the Region. */
  readonly decisionAlarmName: string;
  /** The alarms on probes of the Region's own endpoint. */
  readonly ownEndpointAlarms: readonly string[];
  /** True while the other Region fails and this one is not fit to take over. Absent where nothing could tell. Asked at synthesis: signals may join. */
  readonly bothFail: () => AlarmTerm | undefined;
}

/**
 * Long enough for three looks at a database that does not answer. A call that is late overlaps the next, which does no harm: both decide the
 * same, and start one run.
 */
const TIMEOUT = Duration.seconds(60);

/** An event that comes later than the next minute brings nothing new. */
const EVENT_ATTEMPTS = 2;
const EVENT_AGE = Duration.seconds(60);

const COMPONENT = 'recovery/run-decider';

/**
 * Decides, in one Region, whether it takes over from the other one, and starts the run. Called every minute, and at once by the event of the
 * decision alarm. It may start the runs of its own Region and no others; the home Region none that would fail back.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
export class RunDecider extends Construct {
  public readonly schedule: EveryMinute;
  /** The name of the rule that calls it by the event of the decision alarm. */
  public readonly eventRuleName: string;

  private readonly databases: WatchedDatabase[] = [];
  private readonly state: RecoveryState;

  constructor(scope: Construct, id: string, private readonly props: RunDeciderProps) {
    super(scope, id);
    const { topology, region, names, decisionAlarmName: alarmName } = props;
    const { name, peer } = region;
    const keyOfPeer = peerKeyStatement(topology, peer, KEY_OF_WRITTEN_TABLE);
    this.state = RecoveryState.of(topology);
    this.schedule = new EveryMinute(this, 'schedule', {
      topology,
      region,
      component: COMPONENT,
      description: `Decides whether ${name} takes over from ${peer.name}, and starts the run`,
      statements: [...this.statements(), keyOfPeer],
      wildcardReason: 'cloudwatch:DescribeAlarms answers of composite alarms only to whoever may read all; cloudwatch:GetMetricData knows no resources',
      timeout: TIMEOUT,
    });
    acknowledgePeerKey(this.schedule, keyOfPeer);
    this.executions().forEach(arn =>
      acknowledgeWildcard(this.schedule.role, arn, 'the executions of one machine, whose names are made by whoever starts them'));
    const handler = new RunDeciderFunction(this, 'handler', {
      ...this.schedule.functionOptions,
      reservedConcurrentExecutions: names.capacityOf('run-decider').reserved,
      environment: { DECIDER_SETTINGS: Lazy.string({ produce: () => JSON.stringify(this.settings()) }) },
    });
    this.schedule.call(handler);
    this.eventRuleName = topology._name(NAME_KINDS.rule, 'recovery/decision-alarm', region);
    callOnAlarm(this, 'on-decision', {
      ruleName: this.eventRuleName,
      description: `Has ${name} decide at once when it begins to hold ${peer.name} for lost`,
      alarmName,
      alarmArn: `arn:${topology.partition}:cloudwatch:${name}:${topology.account}:alarm:${alarmName}`,
      handler,
      retryAttempts: EVENT_ATTEMPTS,
      maxEventAge: EVENT_AGE,
      deadLetterQueue: this.schedule.queue,
    });
    this.node.addValidation({ validate: () => settingsError(this.settings()) });
  }

  /**
   * Has the decision rest on a database, too. One that is known already is not added again.
   *
   * @param database its members by literal ARNs
   */
  public addDatabase(database: WatchedDatabase): void {
    if (this.databases.some(({ globalClusterIdentifier }) => globalClusterIdentifier === database.globalClusterIdentifier)) {
      return;
    }
    const { partition, account } = this.props.topology;
    const { globalClusterIdentifier, clusterArn, peerClusterArn } = database;
    this.databases.push(database);
    this.schedule.addStatements(new iam.PolicyStatement({
      actions: ['rds:DescribeGlobalClusters', 'rds:DescribeDBClusters'],
      resources: [`arn:${partition}:rds::${account}:global-cluster:${globalClusterIdentifier}`, clusterArn, peerClusterArn],
    }));
  }

  /** What tells that nobody decides, and that nobody may act on what was decided. */
  public signals(): SignalOfMinute[] {
    return deciderSignals(this.props, this.schedule, this.eventRuleName);
  }

  /**
   * The ARN of its log, for policies. CloudFormation makes the name of those of stack and resource, so that whoever may read it waits for no stack.
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
   */
  public get logArn(): string {
    const { topology: { partition, account }, region } = this.props;
    const { stack, logicalId } = this.schedule.functionOptions.logGroup!.node.defaultChild as CfnElement;
    return `arn:${partition}:logs:${region.name}:${account}:log-group:${stack.stackName}-${logicalId}-*`;
  }

  /** The machines of the Region that it may start. */
  private get machines(): RecoveryMachineId[] {
    const { topology, region } = this.props;
    return region === topology.primary ? ['failover'] : ['failover', 'planned'];
  }

  private settings(): DeciderSettings {
    const { topology, region, names, automation, decisionAlarmName, ownEndpointAlarms, bothFail } = this.props;
    const { peer } = region;
    return {
      region: region.name,
      peer: peer.name,
      home: topology.primary.name,
      tables: { [region.name]: names.stateTableName(), [peer.name]: new RecoveryNames(topology, peer).stateTableName() },
      namespace: metricNamespace(topology),
      decisionAlarmName,
      ownEndpointAlarms,
      bothFail: bothFail(),
      automatic: automation.beginsRuns,
      blockSeconds: automation.minimumPause.toSeconds(),
      machines: {
        forced: names.machineArn('failover'),
        ...this.machines.includes('planned') ? { planned: names.machineArn('planned') } : {},
      },
      databases: this.databases,
      latchAlarmsOfPeer: this.state._latches().filter(latch => latch.region === peer).map(({ alarmName }) => alarmName),
    };
  }

  private statements(): iam.PolicyStatement[] {
    const { topology, region, names } = this.props;
    const { peer } = region;
    const readable = [STATE_KIND.state, STATE_KIND.latch, STATE_KIND.lock, STATE_KIND.drill];
    return [
      // What a run left undone: its latch; until when writes are suspect, in the state and in the record of the run; a block after a stop; the
      // note of a drill that was stopped; what a dead run left, its locks in both Regions and its record.
      ...stateStatements(topology, region, {
        GetItem: readable,
        DeleteItem: [STATE_KIND.drill, STATE_KIND.lock],
        UpdateItem: [STATE_KIND.latch, STATE_KIND.state, STATE_KIND.run, STATE_KIND.lock],
        ConditionCheckItem: [STATE_KIND.lock],
      }),
      ...stateStatements(topology, peer, {
        GetItem: readable, DeleteItem: [STATE_KIND.drill, STATE_KIND.lock], UpdateItem: [STATE_KIND.state, STATE_KIND.latch],
      }),
      stateKeyStatement(topology, region, KEY_OF_WRITTEN_TABLE),
      new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData'], resources: ['*'] }),
      new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: this.machines.map(id => names.machineArn(id)) }),
      new iam.PolicyStatement({ actions: ['states:DescribeExecution'], resources: this.executions() }),
    ];
  }

  /** Of the runs that may hold the Region's lock, and of drills. A failback that people started is one of them. */
  private executions(): string[] {
    return RECOVERY_MACHINE_IDS.map(id => this.props.names.executionArns(id));
  }
}

/** What is wrong with settings that Lambda has no room for. */
function settingsError(settings: DeciderSettings): string[] {
  const length = Buffer.byteLength(JSON.stringify(settings));
  return length <= LONGEST_SETTINGS ? [] : [
    `the decider of ${settings.region} would be told ${length} bytes about databases and latches in its environment, where Lambda has room for `
    + `${LONGEST_SETTINGS}. Give some of the databases or records a topology of its own, with another applicationName.`,
  ];
}
