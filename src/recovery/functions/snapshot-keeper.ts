import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { keyArns, snapshotArns } from './snapshot-statements';
import { callEvery } from '../../lambda/call-every';
import { acknowledgeWildcard } from '../../topology/acknowledged-wildcard';
import { metricNamespace } from '../../topology/metric-namespace';
import { NAME_KINDS } from '../../topology/name-kinds';
import type { SnapshotKeeperSettings } from '../handlers/snapshot-keeper';
import { SnapshotKeeperFunction } from '../handlers/snapshot-keeper-function';
import type { FunctionPlace } from '../machinery/recovery-function';
import { RecoveryFunction } from '../machinery/recovery-function';

const TIMEOUT = Duration.seconds(60);

/** What is kept ends after a day at the earliest, the shortest backup retention of Aurora. */
const INTERVAL = Duration.hours(1);

const COMPONENT = 'recovery/snapshot-keeper';

/** The name of the rule that calls the keeper. */
export function snapshotRuleName({ topology, region }: FunctionPlace): string {
  return topology._name(NAME_KINDS.rule, COMPONENT, region);
}

/** The name of the queue that receives what the keeper was called for and did not do. */
export function snapshotQueueName({ topology, region }: FunctionPlace): string {
  return topology._name(NAME_KINDS.queue, COMPONENT, region);
}

/**
 * Keeps the writes that a forced failover left behind. In each Region, every hour: Aurora takes their snapshot in the Region that was lost,
 * when that returns, which may be days after the run. What it may do comes by `snapshotStatements` of each cluster.
 *
 * @param clusters the identifiers of the clusters of this Region, asked at synthesis
 */
export function createSnapshotKeeper(
  scope: Construct, place: FunctionPlace, clusters: () => string[], timeout: Duration = TIMEOUT,
): RecoveryFunction {
  const { topology, region } = place;
  const namespace = metricNamespace(topology);
  const description = `Keeps snapshots of writes that a forced failover left behind in ${region.name}`;
  const keeper = new RecoveryFunction(scope, 'snapshot-keeper', {
    ...place,
    code: SnapshotKeeperFunction,
    description,
    timeout,
    statements: [new iam.PolicyStatement({
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': namespace } },
    })],
    settingsVariable: 'SNAPSHOT_KEEPER_SETTINGS',
    settings: (): SnapshotKeeperSettings => ({ region: region.name, namespace, clusters: clusters() }),
    setAside: { queueName: snapshotQueueName(place), maxEventAge: INTERVAL },
  });
  acknowledge(keeper.role, place);
  const { handler, deadLetterQueue } = keeper;
  callEvery(keeper, 'every-hour', { interval: INTERVAL, ruleName: snapshotRuleName(place), description, handler, deadLetterQueue });
  return keeper;
}

function acknowledge(role: iam.Role, { topology, region }: FunctionPlace): void {
  const { all, suspect, kept } = snapshotArns(topology, region);
  acknowledgeWildcard(role, '*', 'cloudwatch:PutMetricData has no resource-level permission; the condition cloudwatch:namespace narrows it');
  acknowledgeWildcard(role, all, 'reading only: which snapshots of a cluster there are');
  acknowledgeWildcard(role, suspect, 'Aurora ends the names of these snapshots with a time');
  acknowledgeWildcard(role, kept, 'the copies have the names of what they are copies of');
  acknowledgeWildcard(role, keyArns(topology, region), 'kms:ResourceAliases names the key, where that is known; only RDS may use it, on its own resources');
}
