import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { latchGroups } from './latch-groups';
import { acknowledgePeerKey, peerKeyStatement, stateKeyStatement, stateStatements } from './state-statements';
import { acknowledgeWildcard } from '../../topology/acknowledged-wildcard';
import { metricNamespace } from '../../topology/metric-namespace';
import type { WatchedDatabase } from '../decision/database-health';
import { RunKeeperFunction } from '../handlers/run-keeper-function';
import type { FunctionPlace } from '../machinery/recovery-function';
import { RecoveryFunction } from '../machinery/recovery-function';
import type { RecoveryMachineId } from '../machinery/recovery-names';
import { RECOVERY_MACHINE_IDS, RecoveryNames } from '../machinery/recovery-names';
import { plannedMode } from '../plan/plan-modes';
import { RunMode } from '../plan/run-mode';
import { RecoveryState } from '../regional-state/recovery-state';
import { STATE_KIND } from '../regional-state/state-kinds';
import { KEY_OF_WRITTEN_TABLE } from '../regional-state/state-table-key';
import type { DecisionAlarm, KeeperSettings } from '../state/keeper-settings';

export interface RunKeeperProps extends FunctionPlace {
  /** Those that the Region promotes, asked at synthesis. */
  readonly databases: () => readonly WatchedDatabase[];
  /** How long an execution of each machine may take. */
  readonly machineTimeouts: { readonly [id in RecoveryMachineId]: Duration };
  /** How long a run that activates the Region fences the other one, asked at synthesis: the plans may grow until then. */
  readonly fenceLease: (mode: RunMode) => Duration;
  /** By which the Region holds the other one for lost, asked at synthesis. Absent where nothing is noticed. */
  readonly decisionAlarm?: () => DecisionAlarm;
  /**
   * How long automation stays blocked after a run at least, acknowledged or not. Longer than the worst case of a run, so that what the run
   * itself disturbs has settled before anything is decided again.
   * @default Duration.minutes(30)
   */
  readonly minimumBlock?: Duration;
  /** ORC-03. @default Duration.seconds(60) */
  readonly timeout?: Duration;
}

const TIMEOUT = Duration.seconds(60);
const MINIMUM_BLOCK = Duration.minutes(30);

/** A machine that ran out of time is over before its lock expires, whatever the clocks of two services say. */
const LOCK_MARGIN = Duration.seconds(60);

/** Long enough for replication to catch up, and for people to hear of it before it is tried again. */
const PAUSE = Duration.minutes(10);

/**
 * Keeps the runs that activate a Region. Its permissions are exactly what its orders need: all items of its own table; in that of the other
 * Region nothing that a planned run does not change there, and of records only the end of one whose run left its lock.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export function createRunKeeper(scope: Construct, props: RunKeeperProps): RecoveryFunction {
  const { topology, region, names, databases, machineTimeouts, fenceLease, decisionAlarm, minimumBlock = MINIMUM_BLOCK, timeout = TIMEOUT } = props;
  const { peer } = region;
  const peerNames = new RecoveryNames(topology, peer);
  const namespace = metricNamespace(topology);
  const state = RecoveryState.of(topology);
  const executions = [names, peerNames].flatMap(each => RECOVERY_MACHINE_IDS.map(id => each.executionArns(id)));
  const lockSeconds = (id: RecoveryMachineId) => machineTimeouts[id].plus(LOCK_MARGIN).toSeconds();
  const keyOfPeer = peerKeyStatement(topology, peer, KEY_OF_WRITTEN_TABLE);
  const fixed: Omit<KeeperSettings, 'latches' | 'databases' | 'fenceSeconds' | 'decisionAlarm'> = {
    region: region.name,
    peer: peer.name,
    home: topology.primary.name,
    tables: { [region.name]: names.stateTableName(), [peer.name]: peerNames.stateTableName() },
    namespace,
    lockSeconds: {
      [RunMode.FAILOVER]: lockSeconds('failover'),
      [RunMode.SWITCHOVER]: lockSeconds('planned'),
      [RunMode.FAILBACK]: lockSeconds('planned'),
      [RunMode.DRILL]: lockSeconds('drill'),
    },
    blockSeconds: minimumBlock.toSeconds(),
    pauseSeconds: PAUSE.toSeconds(),
  };
  const fenceSeconds = (mode: RunMode) => Math.ceil(fenceLease(mode).toSeconds({ integral: false }));
  const keeper = new RecoveryFunction(scope, 'run-keeper', {
    topology,
    region,
    names,
    code: RunKeeperFunction,
    description: `Keeps the runs that activate ${region.name}: locks, epoch, latches, records`,
    timeout,
    statements: [
      ...stateStatements(topology, region, {
        GetItem: [STATE_KIND.state, STATE_KIND.latch, STATE_KIND.lock, STATE_KIND.drill, STATE_KIND.run],
        Query: [STATE_KIND.run],
        PutItem: [STATE_KIND.lock, STATE_KIND.drill, STATE_KIND.run],
        UpdateItem: [STATE_KIND.state, STATE_KIND.latch, STATE_KIND.lock, STATE_KIND.run],
        DeleteItem: [STATE_KIND.lock, STATE_KIND.drill, STATE_KIND.run],
        ConditionCheckItem: [STATE_KIND.lock],
      }),
      ...stateStatements(topology, peer, {
        GetItem: [STATE_KIND.state, STATE_KIND.latch, STATE_KIND.lock, STATE_KIND.drill, STATE_KIND.run],
        PutItem: [STATE_KIND.lock, STATE_KIND.drill],
        UpdateItem: [STATE_KIND.state, STATE_KIND.latch, STATE_KIND.lock, STATE_KIND.run],
        DeleteItem: [STATE_KIND.lock, STATE_KIND.drill],
        ConditionCheckItem: [STATE_KIND.state, STATE_KIND.lock],
      }),
      stateKeyStatement(topology, region, KEY_OF_WRITTEN_TABLE),
      keyOfPeer,
      new iam.PolicyStatement({
        actions: ['cloudwatch:PutMetricData'],
        resources: ['*'],
        conditions: { StringEquals: { 'cloudwatch:namespace': namespace } },
      }),
      new iam.PolicyStatement({ actions: ['states:DescribeExecution'], resources: executions }),
      ...decisionAlarm ? [new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] })] : [],
    ],
    settingsVariable: 'KEEPER_SETTINGS',
    settings: (): KeeperSettings => ({
      ...fixed,
      fenceSeconds: { forced: fenceSeconds(RunMode.FAILOVER), planned: fenceSeconds(plannedMode(region)) },
      latches: latchGroups(state._latches()),
      decisionAlarm: decisionAlarm?.(),
      databases: databases(),
    }),
  });
  acknowledgeWildcard(keeper.role, '*', 'cloudwatch:PutMetricData has no resource-level permission, and the condition cloudwatch:namespace narrows it; '
    + 'cloudwatch:DescribeAlarms answers of composite alarms for all resources only');
  executions.forEach(arn => acknowledgeWildcard(keeper.role, arn, 'the executions of one machine, whose names are made by whoever starts them'));
  acknowledgePeerKey(keeper, keyOfPeer);
  return keeper;
}
