import type { Duration } from 'aws-cdk-lib';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { DatabaseCapacity } from './database-capacity';
import type { DatabaseEngine } from './database-engine';
import type { IMultiRegionNetwork } from '../network';
import type { DrTopology } from '../topology';

/** What a global database is, apart from where it is. */
export interface GlobalAuroraDatabaseOptions {
  /** The engine and its version, the same in both Regions. @default DatabaseEngine.auroraPostgres() - version 17.7 */
  readonly engine?: DatabaseEngine;
  /** What the instances run on, the same in both Regions. @default DatabaseCapacity.provisioned() - r6g.large */
  readonly capacity?: DatabaseCapacity;
  /**
   * A database to create at first, 1 to 63 letters, digits or underscores.
   * Cannot be changed after creation: create another entry and migrate.
   * @default - none but the engine's own
   */
  readonly databaseName?: string;
  /**
   * The master user, 1 to 16 letters, digits or underscores. The password is generated.
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
   * How often the master password is changed, 4 hours to 999 days.
   * @default Duration.days(30)
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
   */
  readonly rotationInterval?: Duration;
  /** How long the exported database logs are kept. @default RetentionDays.ONE_MONTH */
  readonly logRetention?: logs.RetentionDays;
  /**
   * The recovery point objective of this database: replication that is further behind is too late. At least 1 second.
   * @default Duration.seconds(5)
   */
  readonly rpo?: Duration;
}

/** Properties of a global database. */
export interface GlobalAuroraDatabaseProps extends GlobalAuroraDatabaseOptions {
  /** The Regions, stacks, names and keys. */
  readonly topology: DrTopology;
  /** The VPCs, each with isolated subnets in two Availability Zones. */
  readonly network: IMultiRegionNetwork;
}
