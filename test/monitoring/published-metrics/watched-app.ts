import type { App, Stack } from 'aws-cdk-lib';
import { Duration, Tags } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { DrTopology, RegionalMonitoring } from '../../../src';
import {
  BackupPolicy, DatabaseCapacity, DrMonitoring, FailoverDns, GlobalAuroraDatabase, GlobalSessionTable, MultiRegionNetwork, RegionalEndpoint,
  ReplicatedBucket, RestoreTesting,
} from '../../../src';
import { importedZone } from '../../dns/fixture';
import { createdTopology, ownStack, testApp } from '../../support/environment';

/**
 * Everything that can be watched, by constructs alone, in two Regions of which neither is us-east-1: stores with every option that
 * brings metrics, names, what DrMonitoring has by option, and a workload of a load balancer of each kind, a function, a rule, a queue
 * and a state machine.
 */
export function watchedApp(): App {
  const app = testApp();
  const topology = createdTopology(app);
  const network = new MultiRegionNetwork(topology, 'Network', { topology, primary: { cidr: '10.0.0.0/16' }, secondary: { cidr: '10.1.0.0/16' } });
  const dns = new FailoverDns(topology, 'Dns', { topology, recordName: 'api', hostedZone: importedZone(topology.globalStack) });
  const monitoring = new DrMonitoring(topology, 'Monitoring', {
    topology,
    dns,
    recoverables: stores(topology, network),
    alerts: { criticalRecipients: { https: ['https://incidents.example.com'] }, warningRecipients: { emails: ['team@example.com'] } },
    metricStreams: {},
    budget: { emails: ['team@example.com'], estimatedCharges: 1000 },
  });
  monitoring.addSignals('network', network.healthSignals());
  for (const region of topology.regions) {
    workload(ownStack(app, `Workload-${region.name}`, region.name), network.vpc(region), monitoring.forRegion(region));
    dns.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`));
  }
  return app;
}

function stores(topology: DrTopology, network: MultiRegionNetwork): (GlobalAuroraDatabase | GlobalSessionTable | ReplicatedBucket)[] {
  const backup = BackupPolicy.daily({ restoreTesting: RestoreTesting.weekly() });
  return [
    new GlobalAuroraDatabase(topology, 'serverless', {
      topology, network, capacity: DatabaseCapacity.serverlessV2({ minCapacity: 8, maxCapacity: 64 }), proxy: {}, writeForwarding: true, backup,
    }),
    new GlobalAuroraDatabase(topology, 'provisioned', { topology, network, capacity: DatabaseCapacity.provisioned(), primaryReaders: 2 }),
    new GlobalSessionTable(topology, 'sessions', {
      topology,
      partitionKey: { name: 'session_id', type: AttributeType.STRING },
      globalSecondaryIndexes: [{ indexName: 'by-user', partitionKey: { name: 'user_id', type: AttributeType.STRING } }],
      backup,
    }),
    new ReplicatedBucket(topology, 'documents', { topology, requestMetrics: true }),
  ];
}

function workload(stack: Stack, vpc: ec2.IVpc, monitoring: RegionalMonitoring): void {
  Tags.of(stack).add('team', 'payments');
  const web = new elbv2.ApplicationLoadBalancer(stack, 'Web', { vpc });
  monitoring.watchApplicationLoadBalancer(web, [web.addListener('Http', { port: 80, open: false }).addTargets('Service', { port: 80, targets: [] })]);
  const edge = new elbv2.NetworkLoadBalancer(stack, 'Edge', { vpc });
  monitoring.watchNetworkLoadBalancer(edge, [edge.addListener('Tcp', { port: 80 }).addTargets('Service', { port: 80, targets: [] })]);
  monitoring.watchFunction(new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x'), timeout: Duration.seconds(60),
  }));
  monitoring.watchRule(new events.Rule(stack, 'Tick', { schedule: events.Schedule.rate(Duration.minutes(1)) }));
  monitoring.watchQueue(new sqs.Queue(stack, 'Orders'));
  monitoring.watchStateMachine(new sfn.StateMachine(stack, 'Fulfilment', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Ship')) }));
}
