import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const METRICS = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html';
/** The dimensions of Aurora, which are those of every metric that the page above lists. */
const DIMENSIONS = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html';

const CLUSTER = ['DBClusterIdentifier'];
/** The page spells the first one so in this set alone. */
const CLUSTER_AND_ENGINE = ['DbClusterIdentifier', 'EngineName'];
const AGGREGATES = [['DatabaseClass'], ['EngineName'], []];
const OF_INSTANCES = [['DBInstanceIdentifier'], CLUSTER, ['DBClusterIdentifier', 'Role'], CLUSTER_AND_ENGINE, ...AGGREGATES];

/** Metrics of Aurora clusters and of their instances. */
export const AURORA_FACTS: readonly MetricFact[] = [
  {
    // "This metric is available only in secondary AWS Regions."
    namespace: 'AWS/RDS',
    metrics: {
      AuroraGlobalDBDataTransferBytes: Unit.BYTES,
      AuroraGlobalDBProgressLag: Unit.MILLISECONDS,
      AuroraGlobalDBReplicatedWriteIO: Unit.COUNT,
      AuroraGlobalDBReplicationLag: Unit.MILLISECONDS,
      AuroraGlobalDBRPOLag: Unit.MILLISECONDS,
    },
    dimensionSets: [CLUSTER, ['DBClusterIdentifier', 'SourceRegion']],
    place: PublishingPlace.FOLLOWER,
    source: METRICS,
  },
  {
    namespace: 'AWS/RDS',
    metrics: {
      AuroraVolumeBytesLeftTotal: Unit.BYTES,
      BackupRetentionPeriodStorageUsed: Unit.BYTES,
      SnapshotStorageUsed: Unit.BYTES,
      TotalBackupStorageBilled: Unit.BYTES,
      VolumeBytesUsed: Unit.BYTES,
      VolumeReadIOPs: Unit.COUNT,
      VolumeWriteIOPs: Unit.COUNT,
    },
    dimensionSets: [CLUSTER, CLUSTER_AND_ENGINE, ...AGGREGATES],
    place: PublishingPlace.OWN,
    source: METRICS,
  },
  {
    // Replication by binary log into Aurora MySQL: the members of a global database replicate by storage and publish none.
    namespace: 'AWS/RDS',
    metrics: { AuroraBinlogReplicaLag: Unit.SECONDS },
    dimensionSets: OF_INSTANCES,
    place: PublishingPlace.OWN,
    notInGlobalDatabase: true,
    source: METRICS,
  },
  {
    namespace: 'AWS/RDS',
    metrics: {
      ACUUtilization: Unit.PERCENT,
      AuroraReplicaLag: Unit.MILLISECONDS,
      AuroraReplicaLagMaximum: Unit.MILLISECONDS,
      AuroraReplicaLagMinimum: Unit.MILLISECONDS,
      BufferCacheHitRatio: Unit.PERCENT,
      CommitLatency: Unit.MILLISECONDS,
      CommitThroughput: Unit.COUNT_PER_SECOND,
      ConnectionAttempts: Unit.COUNT,
      CPUUtilization: Unit.PERCENT,
      DatabaseConnections: Unit.COUNT,
      DDLLatency: Unit.MILLISECONDS,
      DDLThroughput: Unit.COUNT_PER_SECOND,
      Deadlocks: undefined,
      DeleteLatency: Unit.MILLISECONDS,
      DeleteThroughput: Unit.COUNT_PER_SECOND,
      DiskQueueDepth: Unit.COUNT,
      DMLLatency: Unit.MILLISECONDS,
      DMLThroughput: Unit.COUNT_PER_SECOND,
      EngineUptime: Unit.SECONDS,
      FreeableMemory: Unit.BYTES,
      FreeLocalStorage: Unit.BYTES,
      InsertLatency: Unit.MILLISECONDS,
      InsertThroughput: Unit.COUNT_PER_SECOND,
      LoginFailures: undefined,
      MaximumUsedTransactionIDs: Unit.COUNT,
      NetworkReceiveThroughput: Unit.BYTES_PER_SECOND,
      NetworkThroughput: Unit.BYTES_PER_SECOND,
      NetworkTransmitThroughput: Unit.BYTES_PER_SECOND,
      Queries: Unit.COUNT_PER_SECOND,
      ReadIOPS: Unit.COUNT_PER_SECOND,
      ReadLatency: Unit.SECONDS,
      ReadThroughput: Unit.BYTES_PER_SECOND,
      ReplicationSlotDiskUsage: Unit.BYTES,
      SelectLatency: Unit.MILLISECONDS,
      SelectThroughput: Unit.COUNT_PER_SECOND,
      ServerlessDatabaseCapacity: Unit.COUNT,
      StorageNetworkReceiveThroughput: Unit.BYTES_PER_SECOND,
      StorageNetworkThroughput: Unit.BYTES_PER_SECOND,
      StorageNetworkTransmitThroughput: Unit.BYTES_PER_SECOND,
      SwapUsage: Unit.BYTES,
      TempStorageIOPS: Unit.COUNT_PER_SECOND,
      TempStorageThroughput: Unit.BYTES_PER_SECOND,
      TransactionLogsDiskUsage: Unit.BYTES,
      UpdateLatency: Unit.MILLISECONDS,
      UpdateThroughput: Unit.COUNT_PER_SECOND,
      WriteIOPS: Unit.COUNT_PER_SECOND,
      WriteLatency: Unit.SECONDS,
      WriteThroughput: Unit.BYTES_PER_SECOND,
    },
    dimensionSets: OF_INSTANCES,
    place: PublishingPlace.OWN,
    source: DIMENSIONS,
  },
];
