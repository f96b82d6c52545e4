import { Duration } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as rds from 'aws-cdk-lib/aws-rds';
import { DatabaseCapacity } from './database-capacity';
import { DatabaseEngine } from './database-engine';
import type { GlobalAuroraDatabaseOptions } from './database-options';

/** The options of a database with every default filled in. */
export interface DatabaseSettings {
  readonly engine: DatabaseEngine;
  readonly capacity: DatabaseCapacity;
  readonly databaseName?: string;
  readonly masterUsername: string;
  readonly port: number;
  readonly primaryReaders: number;
  readonly secondaryReaders: number;
  readonly storageType?: rds.DBClusterStorageType;
  readonly iamAuthentication: boolean;
  readonly backupRetention: Duration;
  readonly rotationInterval: Duration;
  readonly logRetention: logs.RetentionDays;
  readonly rpo: Duration;
}

export function settingsOf(options: GlobalAuroraDatabaseOptions): DatabaseSettings {
  const engine = options.engine ?? DatabaseEngine.auroraPostgres();
  return {
    engine,
    capacity: options.capacity ?? DatabaseCapacity.provisioned(),
    databaseName: options.databaseName,
    masterUsername: options.masterUsername ?? 'dbadmin',
    port: options.port ?? engine.defaultPort,
    primaryReaders: options.primaryReaders ?? 1,
    secondaryReaders: options.secondaryReaders ?? 1,
    storageType: options.storageType,
    iamAuthentication: options.iamAuthentication ?? true,
    backupRetention: options.backupRetention ?? Duration.days(7),
    rotationInterval: options.rotationInterval ?? Duration.days(30),
    logRetention: options.logRetention ?? logs.RetentionDays.ONE_MONTH,
    rpo: options.rpo ?? Duration.seconds(5),
  };
}
