import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { automationOffSignal, runUnderWaySignal } from './decider-run-signals';
import type { RecoveryFunction } from './recovery-function';
import type { RecoveryMachineId, RecoveryNames } from './recovery-names';
import { RECOVERY_MACHINE_IDS } from './recovery-names';
import type { RunDecider } from './run-decider';
import { SHARE_OF_TIMEOUT, titleOf } from '../../lambda/every-minute-signals';
import { AlertSeverity } from '../../monitoring/alert-severity';
import { DashboardSection } from '../../monitoring/dashboard-section';
import type { HealthSignal } from '../../monitoring/health-signal';
import { anyOf, AT_ONCE, ONCE } from '../../monitoring/signal-terms';
import { metricNamespace } from '../../topology/metric-namespace';
import { plannedMode } from '../plan/plan-modes';
import { RunMode } from '../plan/run-mode';
import { RUN_METRIC } from '../state/run-durations';

/** What recovery consists of in one Region. */
export interface RecoveryEquipment {
  /** Of the Region. */
  readonly names: RecoveryNames;
  /** The functions that machines and operators call. Whatever calls itself has signals of its own. */
  readonly functions: readonly RecoveryFunction[];
  /** Absent where nothing decides. */
  readonly decider?: RunDecider;
  /** What a run must not exceed. Absent: shown, and held against nothing. */
  readonly rto?: Duration;
  /** How long a run may be under way before people are told. */
  readonly longestRun: Duration;
  /** Whether runs begin by themselves. */
  readonly beginsRuns: boolean;
}

type Signal = Omit<HealthSignal, 'publishedIn' | 'section'>;

const MINUTE = Duration.minutes(1);

/** How an execution ends without success, and what keeps one from going on. */
const WAYS_TO_FAIL = [
  { id: 'failed', metricName: 'ExecutionsFailed', what: 'has failed' },
  { id: 'timed-out', metricName: 'ExecutionsTimedOut', what: 'has taken too long' },
  { id: 'aborted', metricName: 'ExecutionsAborted', what: 'was stopped from outside, and what it had begun is as it left it' },
  // Executions that were redriven are counted apart.
  { id: 'failed-again', metricName: 'RedrivenExecutionsFailed', what: 'has failed again' },
  { id: 'timed-out-again', metricName: 'RedrivenExecutionsTimedOut', what: 'was resumed and has taken too long' },
  { id: 'aborted-again', metricName: 'RedrivenExecutionsAborted', what: 'was resumed and was stopped from outside' },
  { id: 'throttled', metricName: 'ExecutionThrottled', what: 'is held back by Step Functions' },
] as const;

/**
 * What tells that recovery does not work, or took too long. In both Regions alike, except that runs have the names that they have there.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function orchestratorSignals({ names, functions, decider, rto, longestRun, beginsRuns }: RecoveryEquipment): HealthSignal[] {
  const { region } = names;
  return [
    ...RECOVERY_MACHINE_IDS.flatMap(id => machineSignals(id, names)),
    ...functions.flatMap(each => functionSignals(each, names)),
    ...runSignals(names, rto),
    ...decider ? [...decider.signals(), runUnderWaySignal(names, longestRun), ...beginsRuns ? [automationOffSignal(names)] : []] : [],
  ].map(signal => ({ ...signal, publishedIn: region, section: DashboardSection.DETECTION }));
}

/** A run ends badly at most once in a while: each tells of itself, during a drill, too, since a drill that fails is what drills are for. */
function machineSignals(id: RecoveryMachineId, names: RecoveryNames): Signal[] {
  const machine = names.machineName(id);
  return WAYS_TO_FAIL.map(({ id: way, metricName, what }) => ({
    id: `${id}-run-${way}`,
    description: `A run of ${machine} ${what}`,
    graph: 'Runs without success',
    metric: metricOf(names, 'AWS/States', metricName, { StateMachineArn: names.machineArn(id) }, cloudwatch.Stats.SUM),
    alarm: { ...anyOf(AlertSeverity.CRITICAL, ONCE), ownPage: true },
  }));
}

/** Commands tell their operators themselves; the keeper of snapshots has an alarm for its own pace. */
const TELLS_ELSEWHERE = new Set(['snapshot-keeper']);
const COMMANDS = new Set(['arm', 'disarm', 'acknowledge']);

function functionSignals({ node, functionName, timeout, reserved }: RecoveryFunction, names: RecoveryNames): Signal[] {
  const { id } = node;
  const title = titleOf(id);
  const metric = (metricName: string, statistic: string) => metricOf(names, 'AWS/Lambda', metricName, { FunctionName: functionName }, statistic);
  return [
    ...TELLS_ELSEWHERE.has(id) ? [] : [{
      id: `${id}-errors`,
      description: `${functionName} has failed: ${COMMANDS.has(id) ? 'an operator may be refused' : 'a run may end'} for it, and its log says why`,
      graph: `${title} failures`,
      metric: metric('Errors', cloudwatch.Stats.SUM),
      alarm: anyOf(COMMANDS.has(id) ? AlertSeverity.WARNING : AlertSeverity.CRITICAL, AT_ONCE),
    }],
    {
      id: `${id}-throttles`,
      description: `${functionName} is throttled: ${causeOfThrottles(reserved, names)}`,
      graph: `${title} failures`,
      metric: metric('Throttles', cloudwatch.Stats.SUM),
      alarm: anyOf(AlertSeverity.WARNING, AT_ONCE),
    },
    {
      id: `${id}-duration`,
      description: `${functionName} needs more than ${SHARE_OF_TIMEOUT * 100} % of the ${timeout.toHumanString()} that it has`,
      graph: `${title} duration`,
      axisLabel: 'ms',
      metric: metric('Duration', cloudwatch.Stats.MAXIMUM),
      alarm: { ...anyOf(AlertSeverity.WARNING, AT_ONCE), threshold: SHARE_OF_TIMEOUT * timeout.toMilliseconds() },
    },
    {
      id: `${id}-concurrency`,
      description: `Runs of ${functionName} at the same time`,
      graph: `${title} concurrent runs`,
      metric: metric('ConcurrentExecutions', cloudwatch.Stats.MAXIMUM),
    },
  ];
}

function causeOfThrottles(reserved: number | undefined, names: RecoveryNames): string {
  return reserved === undefined
    ? `other functions of ${names.region.name} take the concurrency of the account`
    : `it is called more often at a time than the ${reserved} times that are reserved for it`;
}

/**
 * What is lost is held against the objective from its loss on, and not from the start of the run. A planned run loses nothing before it begins. A
 * drill's own run is as long as it stays in the other Region: what it measures are the runs there and back.
 */
function runSignals(names: RecoveryNames, rto?: Duration): Signal[] {
  const { region: { name, peer } } = names;
  const planned = plannedMode(names.region);
  const counted = `from the loss of ${peer.name}, as far as it was seen, until clients were served in ${name}`;
  const objective = rto && `the recovery time objective of ${rto.toHumanString()}`;
  const shown = (mode: RunMode, metricName: string) => ({
    graph: 'Duration of runs',
    axisLabel: 's',
    metric: metricOf(names, metricNamespace(names.topology), metricName, { Mode: mode }, cloudwatch.Stats.MAXIMUM),
  });
  const held = { goal: rto?.toSeconds(), alarm: rto && { ...anyOf(AlertSeverity.WARNING, ONCE), threshold: rto.toSeconds() } };
  return [
    {
      id: 'recovery-time',
      description: objective === undefined ? `How long recovery took, ${counted}` : `Recovery took longer than ${objective}, ${counted}`,
      ...shown(RunMode.FAILOVER, RUN_METRIC.recoveryTime),
      ...held,
    },
    { id: 'failover-duration', description: `How long a failover to ${name} took, from its start`, ...shown(RunMode.FAILOVER, RUN_METRIC.runDuration) },
    {
      id: `${planned}-duration`,
      description: objective === undefined
        ? `How long a ${planned} to ${name} took`
        : `A ${planned} to ${name}, in earnest or as a drill, took longer from its start to its end than ${objective}`,
      ...shown(planned, RUN_METRIC.runDuration),
      ...held,
    },
  ];
}

function metricOf(
  { region }: RecoveryNames, namespace: string, metricName: string, dimensionsMap: cloudwatch.DimensionsMap, statistic: string,
): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace, metricName, dimensionsMap, statistic, period: MINUTE, region: region.name });
}
