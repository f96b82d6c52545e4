import type { AppProps } from 'aws-cdk-lib';
import { App, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { DailyBackupProps, GlobalAuroraDatabaseOptions, GlobalSessionTableOptions, MultiRegionDrProps, ReplicatedBucketOptions } from '../../src';
import {
  AccessLogging, BackupPolicy, DatabaseCapacity, DatabaseEngine, DesignDecision, ExistingBucket, ExistingDatabase, ExistingTable, MultiRegionDr,
  ProxyAuthentication, RestoreTesting, TableConsistency, VaultLock,
} from '../../src';

const ACCOUNT = '111111111111';
const SESSION_ID = { name: 'session_id', type: dynamodb.AttributeType.STRING };

const WATCHED: DailyBackupProps = {
  scheduleExpression: events.Schedule.cron({ hour: '3', minute: '30' }),
  deleteAfter: Duration.days(120),
  copyDeleteAfter: Duration.days(200),
  startWindow: Duration.hours(1),
  completionWindow: Duration.hours(4),
  vaultLock: VaultLock.governance({ minRetention: Duration.days(7), maxRetention: Duration.days(365) }),
  blockRecoveryPointDeletion: true,
  restoreTesting: RestoreTesting.weekly(),
};

const LOCKED = BackupPolicy.daily({ vaultLock: VaultLock.compliance({ minRetention: Duration.days(1), changeableFor: Duration.days(3) }) });

/** By name, so that a test can tell which options of a store none of them has. */
export const DATABASES = {
  postgres: {
    engine: DatabaseEngine.auroraPostgres(rds.AuroraPostgresEngineVersion.VER_17_7),
    globalClusterEngineVersion: rds.AuroraPostgresEngineVersion.VER_17_6.auroraPostgresFullVersion,
    capacity: DatabaseCapacity.provisioned(ec2.InstanceType.of(ec2.InstanceClass.R8G, ec2.InstanceSize.XLARGE)),
    databaseName: 'payments',
    masterUsername: 'payments_admin',
    port: 6432,
    primaryReaders: 2,
    secondaryReaders: 3,
    storageType: rds.DBClusterStorageType.AURORA_IOPT1,
    iamAuthentication: true,
    backupRetention: Duration.days(35),
    rotationInterval: Duration.days(90),
    proxy: {
      authentication: ProxyAuthentication.iam('app', 'reports'),
      maxConnectionsPercent: 80,
      borrowTimeout: Duration.seconds(30),
      idleClientTimeout: Duration.minutes(20),
    },
    writeForwarding: true,
    crossRegionClients: { fromPrimary: ['10.0.0.0/20'], fromSecondary: ['10.1.0.0/20'] },
    parameters: { log_min_duration_statement: '500' },
    monitoringInterval: Duration.seconds(15),
    databaseInsightsMode: rds.DatabaseInsightsMode.ADVANCED,
    performanceInsightsRetention: rds.PerformanceInsightRetention.MONTHS_15,
    logRetention: logs.RetentionDays.SIX_MONTHS,
    backup: BackupPolicy.daily(WATCHED),
    rpo: Duration.seconds(2),
  },
  mysql: {
    engine: DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.VER_3_10_0),
    capacity: DatabaseCapacity.serverlessV2({ minCapacity: 8, maxCapacity: 64 }),
    proxy: {},
    writeForwarding: true,
    backup: LOCKED,
  },
  adopted: {
    engine: DatabaseEngine.auroraPostgres(),
    capacity: DatabaseCapacity.provisioned(),
    existing: ExistingDatabase.cluster({
      clusterIdentifier: 'ledger',
      clusterResourceIdentifier: 'cluster-ABCDEFGHIJKL0123456789',
      clusterEndpointAddress: 'ledger.cluster-abcdefghijkl.us-east-1.rds.amazonaws.com',
      readerEndpointAddress: 'ledger.cluster-ro-abcdefghijkl.us-east-1.rds.amazonaws.com',
      securityGroupIds: ['sg-0123456789abcdef0'],
      storageEncryptionKeyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/0b1c2d3e-0000-4000-8000-000000000001`,
      dbSubnetGroupName: 'ledger',
      secretName: 'ledger/master',
      secretKeyAliasName: 'alias/ledger-secrets',
    }),
    backup: BackupPolicy.daily(),
  },
} satisfies { [name: string]: GlobalAuroraDatabaseOptions };

export const SESSION_TABLES = {
  indexed: {
    partitionKey: SESSION_ID,
    sortKey: { name: 'created_at', type: dynamodb.AttributeType.NUMBER },
    tableName: 'payments-every-option-sessions',
    consistency: TableConsistency.eventual(),
    timeToLiveAttribute: 'ends_at',
    billing: dynamodb.Billing.onDemand({ maxReadRequestUnits: 40_000, maxWriteRequestUnits: 20_000 }),
    warmThroughput: { readUnitsPerSecond: 15_000, writeUnitsPerSecond: 6_000 },
    tableClass: dynamodb.TableClass.STANDARD_INFREQUENT_ACCESS,
    globalSecondaryIndexes: [{ indexName: 'by-user', partitionKey: { name: 'user_id', type: dynamodb.AttributeType.STRING } }],
    dynamoStream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
    contributorInsightsSpecification: { enabled: true, mode: dynamodb.ContributorInsightsMode.THROTTLED_KEYS },
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 14 },
    backup: BackupPolicy.daily({ ...WATCHED, moveToColdStorageAfter: Duration.days(7) }),
    rpo: Duration.seconds(10),
  },
  provisioned: {
    partitionKey: SESSION_ID,
    billing: dynamodb.Billing.provisioned({
      readCapacity: dynamodb.Capacity.autoscaled({ minCapacity: 10, maxCapacity: 1_000 }),
      writeCapacity: dynamodb.Capacity.autoscaled({ minCapacity: 10, maxCapacity: 1_000 }),
    }),
  },
  strong: { partitionKey: SESSION_ID, consistency: TableConsistency.strong() },
  imported: { partitionKey: SESSION_ID, tableName: 'carts', timeToLiveAttribute: 'expires_at', existing: ExistingTable.beingImported() },
} satisfies { [name: string]: GlobalSessionTableOptions };

export const BUCKETS = {
  locked: {
    encryption: s3.BucketEncryption.KMS,
    replicationTimeControl: true,
    deleteMarkerReplication: false,
    noncurrentVersionExpiration: Duration.days(30),
    abortIncompleteMultipartUploadAfter: Duration.days(3),
    accessLogging: AccessLogging.cloudTrailDataEvents({ readWriteType: cloudtrail.ReadWriteType.WRITE_ONLY, retention: Duration.days(400) }),
    rpo: Duration.minutes(30),
    primaryBucketName: 'payments-every-option-locked-home',
    secondaryBucketName: 'payments-every-option-locked-standby',
    objectLockEnabled: true,
    objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(30)),
    eventBridgeEnabled: true,
    cors: [{ allowedMethods: [s3.HttpMethods.GET], allowedOrigins: ['https://www.example.com'], maxAge: 300 }],
    lifecycleRules: [{ id: 'archive', transitions: [{ storageClass: s3.StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(30) }] }],
    requestMetrics: true,
    batchReplication: true,
  },
  plain: {
    encryption: s3.BucketEncryption.S3_MANAGED,
    replicationTimeControl: false,
    accessLogging: AccessLogging.none(),
    batchReplication: true,
  },
  imported: { primaryBucketName: 'payments-every-option-archive', existing: ExistingBucket.beingImported() },
} satisfies { [name: string]: ReplicatedBucketOptions };

/** What `DESTROY` alone allows. */
export const THROW_AWAY = { scratch: { autoDeleteObjects: true } } satisfies { [name: string]: ReplicatedBucketOptions };

type Named<Entries> = { [Name in keyof Entries]: keyof Entries[Name] }[keyof Entries];
type Left = Exclude<keyof GlobalAuroraDatabaseOptions, Named<typeof DATABASES>>
| Exclude<keyof GlobalSessionTableOptions, Named<typeof SESSION_TABLES>>
| Exclude<keyof ReplicatedBucketOptions, Named<typeof BUCKETS> | Named<typeof THROW_AWAY>>;
/** Does not compile while an option of a store is in none of the entries: the error names it. */
export const LEFT_OUT: Record<Left, never> = {};

/**
 * Every option of every store, in templates for CloudFormation's rules to judge: the payments app, which they judge too, has mostly
 * defaults.
 */
export function everyOption(props: AppProps = {}): App {
  const app = new App({ analyticsReporting: false, ...props });
  const regions: Pick<MultiRegionDrProps, 'account' | 'primary' | 'secondary' | 'witnessRegion'> = {
    account: ACCOUNT,
    primary: { region: 'us-east-1', cidr: '10.0.0.0/16', availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'] },
    secondary: { region: 'us-west-2', cidr: '10.1.0.0/16', availabilityZones: ['us-west-2a', 'us-west-2b', 'us-west-2c'] },
    witnessRegion: 'us-east-2',
  };
  const options = new MultiRegionDr(app, 'Options', { ...regions, environmentName: 'options', databases: DATABASES, sessionTables: SESSION_TABLES, buckets: BUCKETS });
  const scratch = new MultiRegionDr(app, 'Scratch', {
    ...regions, environmentName: 'scratch', removalPolicy: RemovalPolicy.DESTROY, databases: { main: {} }, buckets: THROW_AWAY,
  });
  [options, scratch].forEach(({ topology }) => DesignDecision.PINNED_ZONES.acknowledgeIn(topology));
  return app;
}
