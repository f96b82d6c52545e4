import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { DBClusterSnapshot, RDSClient } from '@aws-sdk/client-rds';
import { CopyDBClusterSnapshotCommand, DescribeDBClusterSnapshotsCommand } from '@aws-sdk/client-rds';
import type { SnapshotCopy } from './snapshot-copies';
import { copiesDue } from './snapshot-copies';
import { NamedError } from '../../lambda/handlers/named-error';
import { serviceCall } from '../../lambda/handlers/service-call';
import type { World } from '../../lambda/handlers/world';
import { SNAPSHOT_METRIC, STATUS_DIMENSION } from '../regional-state/status-metric';

/** A page holds a hundred. A Region has a hundred that people took, unless AWS allows more, and of each cluster those of 35 days at most. */
const MOST_PAGES = 20;

export interface SnapshotKeeperSettings {
  readonly region: string;
  readonly namespace: string;
  /** The identifiers of the clusters of this Region whose snapshots are kept. */
  readonly clusters: readonly string[];
}

export interface SnapshotKeeperClients {
  readonly rds: Pick<RDSClient, 'send'>;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
}

/** A snapshot may not be kept: its cluster, or what is wrong with several. The others were looked after. */
export class SnapshotsNotKept extends Error {
  public readonly name = 'SnapshotsNotKept';
}

/**
 * Keeps what a forced failover left behind before it expires: copies each snapshot of the lost writes once, in its own Region, under the
 * key of its cluster. Publishes how many copies it has begun, also when there are none.
 *
 * @throws SnapshotsNotKept after it has looked after the other clusters
 */
export async function handleSnapshotKeeper(_request: unknown, world: World<SnapshotKeeperSettings, SnapshotKeeperClients>): Promise<void> {
  const { region, namespace, clusters } = world.settings;
  const { rds, cloudWatch } = world.clients(region);
  const begun: SnapshotCopy[] = [];
  const faults: string[] = [];
  for (const cluster of clusters) {
    try {
      for (const due of copiesDue(await snapshotsOf(cluster, rds))) {
        await copy(due, rds);
        begun.push(due);
      }
    } catch (error) {
      faults.push(`${cluster}: ${String(error)}`);
    }
  }
  world.log({ message: 'snapshots looked at', clusters, begun, faults });
  await serviceCall('PutMetricData', () => cloudWatch.send(new PutMetricDataCommand({
    Namespace: namespace,
    MetricData: [{
      MetricName: SNAPSHOT_METRIC,
      Dimensions: [{ Name: STATUS_DIMENSION.name, Value: STATUS_DIMENSION.value }],
      Timestamp: new Date(world.now()),
      Value: begun.length,
    }],
  })));
  if (faults.length > 0) {
    throw new SnapshotsNotKept(faults.join('; '));
  }
}

/** Of any type: those of RDS, and the copies that exist. */
async function snapshotsOf(cluster: string, rds: Pick<RDSClient, 'send'>): Promise<DBClusterSnapshot[]> {
  const what = `DescribeDBClusterSnapshots of ${cluster}`;
  const snapshots: DBClusterSnapshot[] = [];
  let Marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new DescribeDBClusterSnapshotsCommand({ DBClusterIdentifier: cluster, Marker });
    const answer = await serviceCall(what, () => rds.send(command));
    snapshots.push(...answer.DBClusterSnapshots ?? []);
    Marker = answer.Marker;
    if (Marker === undefined) {
      return snapshots;
    }
  }
  throw new NamedError('ServiceUnavailable', `${what}: no end after ${MOST_PAGES} pages`);
}

/** Without a key: RDS takes that of the snapshot, which is the one of its cluster. */
async function copy({ snapshotId, copyId }: SnapshotCopy, rds: Pick<RDSClient, 'send'>): Promise<void> {
  try {
    await serviceCall(`CopyDBClusterSnapshot of ${snapshotId}`, () => rds.send(new CopyDBClusterSnapshotCommand({
      SourceDBClusterSnapshotIdentifier: snapshotId,
      TargetDBClusterSnapshotIdentifier: copyId,
    })));
  } catch (error) {
    // A call that was made before and whose answer was lost.
    if ((error as Error).name !== 'DBClusterSnapshotAlreadyExistsFault') {
      throw error;
    }
  }
}
