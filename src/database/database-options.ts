import type { Duration } from 'aws-cdk-lib';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { CrossRegionClients } from './cross-region-clients';
import type { DatabaseCapacity } from './database-capacity';
import type { DatabaseEngine } from './database-engine';
import type { DatabaseProxyOptions } from './database-proxy-options';
import type { ExistingDatabase } from './existing-database';
import type { BackupPolicy } from '../backup';
import type { IMultiRegionNetwork } from '../network';
import type { DrTopology } from '../topology';

/** What a global database is, apart from where it is. */
export interface GlobalAuroraDatabaseOptions {
  /**
   * A database that exists already and joins by reference, without being replaced. `engine` is then needed, and `capacity` where a
   * cluster is still to be created; options that would have no effect on what exists are refused. Cannot be added to, taken from or
   * changed in an entry that is deployed.
   * @default - the database is created
   */
  readonly existing?: ExistingDatabase;
  /** The engine and its version, the same in both Regions. @default DatabaseEngine.auroraPostgres() - version 17.7 */
  readonly engine?: DatabaseEngine;
  /**
   * The engine's version as the global cluster was created with, or as the last upgrade of the whole global database left it. Give it
   * for a minor upgrade member by member, which Aurora does not take from the global cluster, and leave it until the next major upgrade.
   * Of the major version of `engine`.
   * @default - the version of `engine`
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-upgrade.html
   * @see https://github.com/hashicorp/terraform-provider-aws/issues/45398
   */
  readonly globalClusterEngineVersion?: string;
  /** What the instances run on, the same in both Regions. @default DatabaseCapacity.provisioned() - r6g.large */
  readonly capacity?: DatabaseCapacity;
  /**
   * A database to create at first, 1 to 63 letters, digits or underscores, and none that the engine has already.
   * Cannot be changed after creation: create another entry and migrate.
   * @default - none but the engine's own
   */
  readonly databaseName?: string;
  /**
   * The master user, 1 to 16 letters, digits or underscores, and no user or role of the engine or of RDS. The password is generated.
   * Cannot be changed after creation: create another entry and migrate.
   * @default 'dbadmin'
   */
  readonly masterUsername?: string;
  /**
   * The port on which the instances listen, 1150 to 65535.
   * @default - 5432 for Aurora PostgreSQL, 3306 for Aurora MySQL
   */
  readonly port?: number;
  /**
   * Readers beside the writer in the home Region, 0 to 14. With one, the loss of an instance or Availability Zone is a failover of
   * seconds inside the Region, and no reason to leave it. More of them carry reads; they do not lower the lag of the other Region.
   * @default 1
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html
   */
  readonly primaryReaders?: number;
  /**
   * Instances in the standby Region, 1 to 15. All of them are readers until the Region takes over.
   * @default 1
   */
  readonly secondaryReaders?: number;
  /**
   * How storage is paid, in both Regions: `AURORA_IOPT1` suits databases that spend more than a quarter of their cost on I/O.
   * @default - Aurora Standard
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html#aurora-storage-type
   */
  readonly storageType?: rds.DBClusterStorageType;
  /**
   * Whether database users may authenticate by IAM, beside those with a password.
   * @default true
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
   */
  readonly iamAuthentication?: boolean;
  /**
   * How far back each cluster can be restored to any point in time, 1 to 35 whole days.
   * @default Duration.days(7)
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html
   */
  readonly backupRetention?: Duration;
  /**
   * The backups that AWS Backup takes of the cluster of each Region and copies to the other, beside the continuous backups of Aurora.
   * @default BackupPolicy.daily(); BackupPolicy.none() beside `existing`, which has the backups that its team gave it
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html
   */
  readonly backup?: BackupPolicy;
  /**
   * How often the master password is changed: 4 to 23 whole hours, or 1 to 999 whole days.
   * @default Duration.days(30)
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
   */
  readonly rotationInterval?: Duration;
  /**
   * A database proxy in each Region, in isolated subnets, to share connections among many short-lived clients. TLS is required. Clients
   * use the proxy of their own Region: `forRegion(region).proxy`. Write `{}` for the defaults.
   * @default - none
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-gdb.html
   */
  readonly proxy?: DatabaseProxyOptions;
  /**
   * Whether the Region that follows forwards writes to the writer, for clients there with occasional writes. Set on both clusters: the
   * present writer keeps it for the day on which it follows. A session opts in by `apg_write_forward.consistency_mode` (PostgreSQL,
   * 14.9, 15.4, 16 and newer) or `aurora_replica_read_consistency` (MySQL); schema changes are not forwarded.
   * @default - off
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-write-forwarding.html
   */
  readonly writeForwarding?: boolean;
  /**
   * Clients of the other Region that reach a cluster by address, for the few jobs that cannot run beside it. They need a link between the
   * VPCs: with `InterRegionLink.none()` there is a warning.
   * @default - none: a cluster admits security groups of its own Region, and nobody else
   */
  readonly crossRegionClients?: CrossRegionClients;
  /**
   * Values for the cluster parameter groups of both Regions, by the parameter's name: added to what the library sets, or in its place.
   * Those of type `static` take effect when the instances are restarted. Enforced TLS that is switched off gets a warning, and
   * `rds.global_db_rpo` is refused: with two Regions it stops the writer when the other Region is lost.
   * @default - the engine's own values, with TLS enforced and the exported logs written
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithParamGroups.html
   */
  readonly parameters?: { [name: string]: string };
  /**
   * How often RDS reads the operating system of the instances: 1, 5, 10, 15, 30 or 60 seconds, or 0 for never. The metrics go to the
   * log group `RDSOSMetrics`, which all databases of an account and Region share, and cost by volume.
   * @default Duration.seconds(60)
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Monitoring.OS.html
   */
  readonly monitoringInterval?: Duration;
  /**
   * What Database Insights shows. `ADVANCED` adds the fleet's view, execution plans and 15 months of history, and costs by vCPU or ACU.
   * @default rds.DatabaseInsightsMode.STANDARD
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.html
   */
  readonly databaseInsightsMode?: rds.DatabaseInsightsMode;
  /**
   * How long Performance Insights keeps its data.
   * @default - 7 days, which are free, or the 15 months that `databaseInsightsMode: ADVANCED` demands
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Overview.cost.html
   */
  readonly performanceInsightsRetention?: rds.PerformanceInsightRetention;
  /** How long the logs of database and proxy are kept. @default RetentionDays.ONE_MONTH */
  readonly logRetention?: logs.RetentionDays;
  /**
   * The recovery point objective of this database: replication that is further behind is too late. At least 1 second.
   * @default Duration.seconds(5)
   */
  readonly rpo?: Duration;
  /**
   * How far the Region that takes over may be behind the writer when it does so by plan: a switchover or failback is refused above it. A
   * forced failover records the lag, and goes on. Known at synthesis, and at least one second.
   * @default Duration.seconds(60)
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
   */
  readonly maxReplicationLag?: Duration;
  /**
   * The connections that an instance takes, `max_connections`: from 80 % of it on there is an alarm. At least 1. Aurora derives it from the
   * memory of the instance, of Serverless v2 from `maxCapacity`, unless a parameter says it; `SHOW max_connections` (PostgreSQL) or `SHOW
   * VARIABLES LIKE 'max_connections'` (MySQL) tells.
   * @default - connections are shown, and nobody is told
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html
   */
  readonly maxConnections?: number;
}

/** Properties of a global database. */
export interface GlobalAuroraDatabaseProps extends GlobalAuroraDatabaseOptions {
  /** The Regions, stacks, names and keys. */
  readonly topology: DrTopology;
  /** The VPCs, each with isolated subnets in two Availability Zones. */
  readonly network: IMultiRegionNetwork;
}
