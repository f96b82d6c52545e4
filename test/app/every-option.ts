import type { AppProps } from 'aws-cdk-lib';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { LASTING, ON_SUBNETS } from './recovery-options';
import { addExperiments, addSteps, OBJECTIVES, RECOVERY, SMALL_RECOVERY } from './recovery-options';
import type {
  AlertOptions, BudgetOptions, DailyBackupProps, FailoverDetectionOptions, FailoverDnsOptions, FailoverOrchestratorOptions,
  GlobalAuroraDatabaseOptions, GlobalSessionTableOptions, HealthCheckOptions, LastingExperimentOptions, MetricStreamOptions,
  MultiRegionDrMonitoringOptions, MultiRegionDrProps, RecoveryObjectives, ReplicatedBucketOptions, SubnetExperimentOptions,
} from '../../src';
import {
  AccessLogging, AlertChat, AlertSeverity, BackupPolicy, DatabaseCapacity, DatabaseEngine, DecisionSignal, DesignDecision,
  DrMonitoring, DrTopology, FailoverDetection, FailoverDns, FailoverOrchestrator, StackLayer,
  EndpointHealth, EndpointProbes, ExistingBucket, ExistingDatabase, ExistingTable, HealthCheckProtocol,
  MetricStreamFormat, MultiRegionDr, ProxyAuthentication, RegionalEndpoint, RestoreTesting, RoutingPolicy,
  TableConsistency, TrafficShift, VaultLock,
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
    maxReplicationLag: Duration.seconds(30),
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
    maxConnections: 1_600,
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
    drainedWithin: Duration.minutes(4),
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
    maxPendingReplication: 50,
    drainedWithin: Duration.minutes(4),
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

export const HEALTH_CHECK = {
  path: '/up',
  interval: Duration.seconds(30),
  failureThreshold: 5,
  searchString: '"status":"OK"',
  regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
  measureLatency: false,
  protocol: HealthCheckProtocol.HTTPS,
  port: 8443,
} satisfies HealthCheckOptions;

/** What the standby Region sees of the home Region's endpoint. */
const SEEN = EndpointHealth.metric({
  metric: new cloudwatch.Metric({ namespace: 'Payments', metricName: 'HomeAnswers', statistic: 'Minimum', period: Duration.minutes(1) }),
  threshold: 1,
  comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
  evaluationPeriods: 3,
  insufficientDataHealthStatus: route53.InsufficientDataHealthStatusEnum.HEALTHY,
});

export const TRAFFIC = {
  recordName: 'api',
  healthCheck: HEALTH_CHECK,
  endpointHealth: { primary: SEEN },
  routingPolicy: RoutingPolicy.weighted({ secondaryWeight: 11 }),
  ttl: Duration.seconds(30),
  trafficShift: TrafficShift.onEndpointHealth(),
} satisfies Omit<FailoverDnsOptions, 'hostedZone'>;

export const DETECTION = {
  probes: EndpointProbes.deep('/deep', { searchString: 'fine' }),
  datapointsToAlarm: 4,
  witness: true,
} satisfies FailoverDetectionOptions;

const RECIPIENTS = { emails: ['on-call@example.com'], sms: ['+12065550100'], https: ['https://events.example.com/page'] };

export const ALERTS = {
  critical: [new UrlSubscription('https://events.example.com/critical')],
  warning: [new UrlSubscription('https://events.example.com/warning')],
  information: [new UrlSubscription('https://events.example.com/information')],
  criticalRecipients: RECIPIENTS,
  warningRecipients: RECIPIENTS,
  informationRecipients: { emails: RECIPIENTS.emails },
  healthEvents: { enabled: true, criticalServices: ['RDS', 'EKS'] },
  chat: [
    AlertChat.slack({ workspaceId: 'T0123456789', channelId: 'C0123456789', severities: [AlertSeverity.CRITICAL], logRetention: logs.RetentionDays.SIX_MONTHS }),
    AlertChat.microsoftTeams({
      tenantId: '0b1c2d3e-0000-4000-8000-00000000000a', teamId: '0b1c2d3e-0000-4000-8000-00000000000b', channelId: '19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2',
    }),
  ],
} satisfies AlertOptions;

export const BUDGET = { limit: 2_000, emails: ['finops@example.com'], notifyTopic: true, estimatedCharges: 5_000 } satisfies BudgetOptions;

export const STREAMS = {
  enabled: true,
  outputFormat: MetricStreamFormat.OPEN_TELEMETRY_1_0,
  additionalNamespaces: ['Payments'],
  retention: Duration.days(30),
  logRetention: logs.RetentionDays.THREE_MONTHS,
} satisfies MetricStreamOptions;

export const MONITORING = {
  alarms: { 'database-postgres/cpu': { threshold: 70, evaluationPeriods: 4, datapointsToAlarm: 3, severity: AlertSeverity.CRITICAL } },
  metricStreams: STREAMS,
  budget: BUDGET,
} satisfies MultiRegionDrMonitoringOptions;

type Named<Entries> = { [Name in keyof Entries]: keyof Entries[Name] }[keyof Entries];
type Left = Exclude<keyof GlobalAuroraDatabaseOptions, Named<typeof DATABASES>>
| Exclude<keyof GlobalSessionTableOptions, Named<typeof SESSION_TABLES>>
| Exclude<keyof ReplicatedBucketOptions, Named<typeof BUCKETS> | Named<typeof THROW_AWAY>>
| Exclude<keyof FailoverDnsOptions, keyof typeof TRAFFIC | 'hostedZone'>
| Exclude<keyof HealthCheckOptions, keyof typeof HEALTH_CHECK>
| Exclude<keyof FailoverDetectionOptions, keyof typeof DETECTION>
| Exclude<keyof FailoverOrchestratorOptions, keyof typeof RECOVERY>
| Exclude<keyof RecoveryObjectives, keyof typeof OBJECTIVES>
| Exclude<keyof LastingExperimentOptions, keyof typeof LASTING>
| Exclude<keyof SubnetExperimentOptions, keyof typeof ON_SUBNETS>
| Exclude<keyof AlertOptions, keyof typeof ALERTS>
| Exclude<keyof BudgetOptions, keyof typeof BUDGET>
| Exclude<keyof MetricStreamOptions, keyof typeof STREAMS | 'autoDeleteObjects' | 'bucket'>
| Exclude<keyof MultiRegionDrMonitoringOptions, keyof typeof MONITORING>;
/** Does not compile while an option is in none of the entries: the error names it. */
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
  const hostedZone = route53.HostedZone.fromHostedZoneAttributes(app, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
  const options = new MultiRegionDr(app, 'Options', {
    ...regions,
    environmentName: 'options',
    databases: DATABASES,
    sessionTables: SESSION_TABLES,
    buckets: BUCKETS,
    dns: { ...TRAFFIC, hostedZone },
    detection: DETECTION,
    recovery: RECOVERY,
    objectives: OBJECTIVES,
    alerts: ALERTS,
    monitoring: MONITORING,
  });
  for (const region of options.regions) {
    region.addEndpoint(RegionalEndpoint.hostName(`ingress.${region.name}.example.net`));
  }
  addSteps(options);
  addExperiments(app, options);
  for (const region of options.regions) {
    const witness = new Stack(app, `Witness-${region.name}`, { env: region.env });
    const answers = new cloudwatch.Metric({ namespace: 'Payments', metricName: 'PeerFails' });
    const alarm = answers.createAlarm(witness, 'Witness', { threshold: 1, evaluationPeriods: 1 });
    region.detection.addSignal(alarm, DecisionSignal.SUFFICIENT);
    const unfit = new cloudwatch.Metric({ namespace: 'Payments', metricName: 'Unfit' });
    region.detection.addSignal(unfit.createAlarm(witness, 'Unfit', { threshold: 1, evaluationPeriods: 1 }), DecisionSignal.BLOCKING);
  }
  const scratch = new MultiRegionDr(app, 'Scratch', {
    ...regions,
    environmentName: 'scratch',
    removalPolicy: RemovalPolicy.DESTROY,
    databases: { main: {} },
    buckets: THROW_AWAY,
    monitoring: { metricStreams: { autoDeleteObjects: true } },
  });
  alone(app, hostedZone);
  [options, scratch].forEach(({ topology }) => DesignDecision.PINNED_ZONES.acknowledgeIn(topology));
  return app;
}

/** Traffic and sight without the pattern, in stacks of the team's own: one in each Region and one for what Route 53 keeps in us-east-1. */
function alone(app: App, hostedZone: route53.IHostedZone): void {
  const own = (id: string, region: string) => new Stack(app, id, { env: { account: ACCOUNT, region } });
  const topology = DrTopology.fromStacks(app, 'Alone', {
    environmentName: 'alone',
    primary: { foundation: own('Alone-us-east-2', 'us-east-2') },
    secondary: { foundation: own('Alone-us-west-2', 'us-west-2') },
    globalStack: own('Alone-global', 'us-east-1'),
  });
  const dns = new FailoverDns(topology, 'Dns', { topology, hostedZone, recordName: 'alone', routingPolicy: RoutingPolicy.failover() });
  topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.hostName(`alone.${region.name}.example.net`)));
  const detection = new FailoverDetection(topology, 'Detection', { topology, dns });
  const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], dns, detection, metricStreams: {} });
  new FailoverOrchestrator(topology, 'Recovery', { ...SMALL_RECOVERY, topology, recoverables: [], dns, detection });
  for (const region of topology.regions) {
    const stack = region.stack(StackLayer.RECOVERY);
    const regional = monitoring.forRegion(region);
    const fn = new lambda.Function(stack, 'Worker', {
      runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => {}'), timeout: Duration.seconds(60),
    });
    regional.watchFunction(fn);
    regional.watchQueue(new sqs.Queue(stack, 'SetAside', { enforceSSL: true }), { deadLetter: true });
    regional.watchRule(new events.Rule(stack, 'Nightly', { schedule: events.Schedule.cron({ hour: '2', minute: '0' }) }));
  }
}
