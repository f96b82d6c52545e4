import type { AppProps } from 'aws-cdk-lib';
import { App, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { DrRegion } from '../../src';
import { DrTopology, KeyPurpose, StackLayer } from '../../src';

export const HOME = 'eu-west-1';
export const STANDBY = 'eu-central-1';
export const DOMAIN = 'api.example.com';
const ACCOUNT = '111111111111';
const ZONE_ID = 'Z0000000000000000000';

/** Names whatever crosses the Regions, as the library does. */
const bucketName = (region: DrRegion, id: string) => `standin-${id}-${region.name}`;
const vaultName = (region: DrRegion) => `standin-vault-${region.name}`;
const latchName = (region: DrRegion) => `standin-latch-${region.name}`;

export interface StandInOptions extends AppProps {
  /** @default - one */
  readonly databases?: string[];
  /** @default - one */
  readonly tables?: string[];
  /** @default - one */
  readonly buckets?: string[];
  /** @default true */
  readonly dns?: boolean;
  /** Puts everything of a Region into one stack that the team owns. @default false */
  readonly oneStackPerRegion?: boolean;
  /** @default true */
  readonly latch?: boolean;
  /** Begins the names of the team's stacks. @default Payments */
  readonly workload?: string;
}

/** An app of plain CDK resources in the shape of the library's: what the pictures and summaries of these tests are of. */
export function standInApp(options: StandInOptions = {}): App {
  const { databases = ['main'], tables = ['sessions'], buckets = ['documents'], dns = true, oneStackPerRegion = false, latch = true } = options;
  const workload = options.workload ?? 'Payments';
  const app = new App({
    analyticsReporting: false,
    ...options,
    // References between the stacks that the team owns, as new apps have them.
    context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak', ...options.context },
  });
  const topology = oneStackPerRegion ? handedOver(app) : created(app);
  for (const region of topology.regions) {
    network(topology, region);
    backups(topology, region);
    buckets.forEach(id => bucket(topology, region, id));
    databases.forEach(id => database(topology, region, id));
    recovery(topology, region, latch);
    if (dns) {
      service(app, topology, region, workload);
    }
  }
  tables.forEach(id => table(topology, id));
  peering(topology);
  buckets.forEach(id => reverseRule(topology, id));
  if (dns) {
    failoverRecords(topology, latch);
  }
  return app;
}

function created(app: App): DrTopology {
  return new DrTopology(app, 'Payments', {
    account: ACCOUNT,
    primary: { region: HOME, availabilityZones: ['a', 'b'].map(zone => HOME + zone) },
    secondary: { region: STANDBY, availabilityZones: ['a', 'b'].map(zone => STANDBY + zone) },
  });
}

function handedOver(app: App): DrTopology {
  const own = (id: string, region: string) => new Stack(app, id, { env: { account: ACCOUNT, region } });
  return DrTopology.fromStacks(app, 'Payments', {
    primary: { foundation: own('Primary', HOME), link: own('PrimaryLink', HOME) },
    secondary: { foundation: own('Secondary', STANDBY), link: own('SecondaryLink', STANDBY) },
    globalStack: own('Global', 'us-east-1'),
  });
}

/** The place that a construct of the library would have. */
function place(topology: DrTopology, region: DrRegion, id: string, role: string, layer: StackLayer): Construct {
  const owner = topology.node.tryFindChild(id) as Construct | undefined ?? new Construct(topology, id);
  return topology._scope(owner, role, region, layer);
}

function network(topology: DrTopology, region: DrRegion): void {
  const vpc = new ec2.CfnVPC(place(topology, region, 'network', 'network', StackLayer.FOUNDATION), 'vpc', {
    cidrBlock: region === topology.primary ? '10.0.0.0/16' : '10.1.0.0/16',
  });
  [0, 1].forEach(index => new ec2.CfnSubnet(vpc, `subnet${index}`, {
    vpcId: vpc.ref, cidrBlock: `10.0.${index}.0/24`, availabilityZone: `${region.name}${'ab'[index]}`,
  }));
}

function backups(topology: DrTopology, region: DrRegion): void {
  const scope = place(topology, region, 'backups', 'database', StackLayer.FOUNDATION);
  const vault = new backup.CfnBackupVault(scope, 'vault', { backupVaultName: vaultName(region) });
  new backup.CfnBackupPlan(scope, 'plan', {
    backupPlan: {
      backupPlanName: 'daily',
      backupPlanRule: [{
        ruleName: 'daily',
        targetBackupVault: vault.ref,
        copyActions: [{
          destinationBackupVaultArn: `arn:${Stack.of(scope).partition}:backup:${region.peer.name}:${ACCOUNT}:backup-vault:${vaultName(region.peer)}`,
        }],
      }],
    },
  });
}

function bucket(topology: DrTopology, region: DrRegion, id: string): void {
  const scope = place(topology, region, id, 'storage', StackLayer.FOUNDATION);
  const logs = new s3.CfnBucket(scope, 'logs');
  new s3.CfnBucket(scope, 'bucket', {
    bucketName: bucketName(region, id),
    versioningConfiguration: { status: 'Enabled' },
    loggingConfiguration: { destinationBucketName: logs.ref },
    ...(region === topology.primary ? {
      replicationConfiguration: {
        role: `arn:aws:iam::${ACCOUNT}:role/replication`,
        rules: [{ status: 'Enabled', destination: { bucket: `arn:aws:s3:::${bucketName(region.peer, id)}` } }],
      },
    } : {}),
  });
}

/** The rule of the way back, which each bucket's existence must precede. */
function reverseRule(topology: DrTopology, id: string): void {
  const scope = place(topology, topology.secondary, id, 'storage', StackLayer.LINK);
  new CfnResource(scope, 'reverse-rule', {
    type: 'Custom::ReplicationRule',
    properties: { Bucket: bucketName(topology.secondary, id), Destination: `arn:aws:s3:::${bucketName(topology.primary, id)}` },
  });
}

function database(topology: DrTopology, region: DrRegion, id: string): void {
  const scope = place(topology, region, id, 'database', StackLayer.DATA);
  const globalClusterIdentifier = `standin-${id}`;
  if (region === topology.primary) {
    new rds.CfnGlobalCluster(scope, 'global', { globalClusterIdentifier, engine: 'aurora-postgresql' });
  }
  const cluster = new rds.CfnDBCluster(scope, 'cluster', {
    engine: 'aurora-postgresql', engineVersion: '16.6', globalClusterIdentifier, dbClusterIdentifier: `standin-${id}-${region.name}`,
  });
  [1, 2].forEach(index => new rds.CfnDBInstance(scope, `instance${index}`, { dbClusterIdentifier: cluster.ref, engine: 'aurora-postgresql' }));
  topology.encryptionKey(region, KeyPurpose.DATABASE);
  topology.encryptionKey(region, KeyPurpose.STORAGE);
}

function table(topology: DrTopology, id: string): void {
  const scope = place(topology, topology.primary, id, 'sessions', StackLayer.DATA);
  // The table alone names its replica; the standby's stack holds nothing of it.
  new dynamodb.TableV2(scope, 'table', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    replicas: [{ region: topology.secondary.name }],
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function recovery(topology: DrTopology, region: DrRegion, latch: boolean): void {
  const scope = place(topology, region, 'recovery', 'recovery', StackLayer.RECOVERY);
  new dynamodb.CfnTable(scope, 'state', { keySchema: [{ attributeName: 'kind', keyType: 'HASH' }] });
  const machine = (id: string, stateMachineName?: string) =>
    new sfn.CfnStateMachine(scope, id, { roleArn: `arn:aws:iam::${ACCOUNT}:role/recovery`, definitionString: '{}', stateMachineName });
  machine('planned-machine', `standin-recovery-${region === topology.primary ? 'failback' : 'switchover'}-${region.name}`);
  machine('drill-machine', `standin-recovery-drill-${region.name}`);
  machine('settle');
  new sns.CfnTopic(scope, 'critical');
  new sns.CfnTopic(scope, 'warning');
  const alarm = (id: string, alarmName: string) => new cloudwatch.CfnAlarm(scope, id, {
    alarmName, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1, metricName: id, namespace: 'StandIn', period: 60, statistic: 'Maximum', threshold: 0,
  });
  ['database-lag', 'table-lag', 'bucket-lag'].forEach(id => alarm(id, `standin-${id}-${region.name}`));
  if (latch) {
    alarm('latch', latchName(region));
  }
}

function service(app: App, topology: DrTopology, region: DrRegion, name: string): void {
  const env = { account: ACCOUNT, region: region.name };
  const stack = new Stack(app, `${name}-${region.name}`, { env });
  const balancer = new elb.CfnLoadBalancer(stack, 'Alb', { scheme: 'internet-facing', type: 'application' });
  new lambda.CfnFunction(stack, 'Handler', { role: 'arn:aws:iam::111111111111:role/handler', code: { zipFile: 'exports.handler' } });
  new route53.CfnRecordSet(place(topology, region, 'dns', 'dns', StackLayer.EDGE), 'record', {
    name: `api-${region.name}.example.com.`,
    type: 'A',
    hostedZoneId: ZONE_ID,
    aliasTarget: { dnsName: balancer.attrDnsName, hostedZoneId: balancer.attrCanonicalHostedZoneId },
  });
}

function failoverRecords(topology: DrTopology, latch: boolean): void {
  const owner = topology.node.findChild('dns') as Construct;
  const scope = topology._globalScope(owner, 'dns');
  const check = (id: string, healthCheckConfig: route53.CfnHealthCheck.HealthCheckConfigProperty) =>
    new route53.CfnHealthCheck(scope, id, { healthCheckConfig });
  const checks = topology.regions.map(region => check(`${region.role}-endpoint`, {
    type: 'HTTPS', fullyQualifiedDomainName: `api-${region.name}.example.com`,
  }));
  if (latch) {
    topology.regions.forEach(region => check(`${region.role}-latch`, {
      type: 'CLOUDWATCH_METRIC', alarmIdentifier: { name: latchName(region), region: region.name },
    }));
  }
  topology.regions.forEach((region, index) => new route53.CfnRecordSet(scope, `${region.role}-record`, {
    name: `${DOMAIN}.`,
    type: 'A',
    hostedZoneId: ZONE_ID,
    setIdentifier: region.name,
    failover: region.role.toUpperCase(),
    healthCheckId: checks[index].attrHealthCheckId,
    aliasTarget: { dnsName: `api-${region.name}.example.com`, hostedZoneId: ZONE_ID, evaluateTargetHealth: true },
  }));
}

function peering(topology: DrTopology): void {
  const { primary, secondary } = topology;
  const vpcOf = (region: DrRegion) => region.stack(StackLayer.FOUNDATION).node.findChild('network-network').node.findChild('vpc') as ec2.CfnVPC;
  new ec2.CfnVPCPeeringConnection(place(topology, primary, 'network', 'network', StackLayer.LINK), 'peering', {
    vpcId: vpcOf(primary).ref, peerVpcId: vpcOf(secondary).ref, peerRegion: secondary.name,
  });
}
