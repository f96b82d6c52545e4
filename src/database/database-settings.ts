import { Duration } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { CrossRegionClients } from './cross-region-clients';
import { DatabaseCapacity } from './database-capacity';
import { DatabaseEngine } from './database-engine';
import type { GlobalAuroraDatabaseOptions } from './database-options';
import type { DatabaseProxyOptions } from './database-proxy-options';
import { defaultInsightsRetention } from './insights-rules';
import type { ClusterParameters } from './parameter-rules';
import { BackupPolicy } from '../backup';

/** The options of a database with every default filled in. */
export interface DatabaseSettings {
  readonly engine: DatabaseEngine;
  readonly globalClusterEngineVersion?: string;
  readonly capacity: DatabaseCapacity;
  readonly databaseName?: string;
  readonly masterUsername: string;
  readonly port: number;
  readonly primaryReaders: number;
  readonly secondaryReaders: number;
  readonly storageType?: rds.DBClusterStorageType;
  readonly iamAuthentication: boolean;
  readonly backupRetention: Duration;
  readonly backup: BackupPolicy;
  readonly rotationInterval: Duration;
  readonly logRetention: logs.RetentionDays;
  readonly rpo: Duration;
  readonly maxReplicationLag: Duration;
  readonly maxConnections?: number;
  readonly proxy?: DatabaseProxyOptions;
  readonly writeForwarding?: boolean;
  readonly crossRegionClients: CrossRegionClients;
  readonly parameters: ClusterParameters;
  readonly monitoringInterval: Duration;
  readonly databaseInsightsMode?: rds.DatabaseInsightsMode;
  readonly performanceInsightsRetention: rds.PerformanceInsightRetention;
}

export function settingsOf(options: GlobalAuroraDatabaseOptions): DatabaseSettings {
  const engine = options.engine ?? DatabaseEngine.auroraPostgres();
  return {
    engine,
    globalClusterEngineVersion: options.globalClusterEngineVersion,
    capacity: options.capacity ?? DatabaseCapacity.provisioned(),
    databaseName: options.databaseName,
    masterUsername: options.masterUsername ?? 'dbadmin',
    port: options.port ?? engine.defaultPort,
    primaryReaders: options.primaryReaders ?? 1,
    secondaryReaders: options.secondaryReaders ?? 1,
    storageType: options.storageType,
    iamAuthentication: options.iamAuthentication ?? true,
    backupRetention: options.backupRetention ?? Duration.days(7),
    backup: options.backup ?? (options.existing ? BackupPolicy.none() : BackupPolicy.daily()),
    rotationInterval: options.rotationInterval ?? Duration.days(30),
    logRetention: options.logRetention ?? logs.RetentionDays.ONE_MONTH,
    rpo: options.rpo ?? Duration.seconds(5),
    maxReplicationLag: options.maxReplicationLag ?? Duration.seconds(60),
    maxConnections: options.maxConnections,
    proxy: options.proxy,
    writeForwarding: options.writeForwarding,
    crossRegionClients: options.crossRegionClients ?? {},
    parameters: options.parameters ?? {},
    monitoringInterval: options.monitoringInterval ?? Duration.seconds(60),
    databaseInsightsMode: options.databaseInsightsMode,
    performanceInsightsRetention: options.performanceInsightsRetention ?? defaultInsightsRetention(options.databaseInsightsMode),
  };
}
