import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { DrTopology, FailoverOrchestratorProps } from '../../../src';
import {
  DrMonitoring, FailoverDetection, FailoverDns, FailoverOrchestrator, GlobalSessionTable, RegionalEndpoint, ReplicatedBucket, StackLayer,
} from '../../../src';
import { mainDatabase } from '../../database/fixture';
import { createdTopology, ownStack, stacksOf, testApp } from '../../support/environment';

export interface RunbookExample {
  readonly topology: DrTopology;
  readonly orchestrator: FailoverOrchestrator;
  readonly stacks: () => Stack[];
}

/** A database, a table, a bucket, a name, detection and monitoring: all that a runbook speaks of, and a stack of the team in each Region. */
export function runbookExample(
  options: Partial<FailoverOrchestratorProps> = {}, ofDatabase: Parameters<typeof mainDatabase>[0] = {},
): RunbookExample {
  const app = testApp();
  const topology = createdTopology(app);
  const { database } = mainDatabase(ofDatabase, app, topology);
  const table = new GlobalSessionTable(app, 'web', { topology, partitionKey: { name: 'id', type: AttributeType.STRING } });
  const bucket = new ReplicatedBucket(app, 'documents', { topology });
  const hostedZone = HostedZone.fromHostedZoneAttributes(app, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
  const dns = new FailoverDns(app, 'Dns', { topology, hostedZone, recordName: 'api' });
  topology.regions.forEach(region => dns.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  const detection = new FailoverDetection(app, 'Detection', { topology, dns });
  const recoverables = [database, table, bucket];
  const monitoring = new DrMonitoring(app, 'Monitoring', { topology, recoverables, dns, detection, metricStreams: { enabled: false } });
  topology.regions.forEach(region => ownStack(app, `Web-${region.name}`, region.name));
  topology.regions.forEach(region => [StackLayer.LINK, StackLayer.VIEW].forEach(layer => region.stack(layer)));
  const orchestrator = new FailoverOrchestrator(app, 'Recovery', {
    objectives: { rto: Duration.minutes(5) }, ...options, topology, recoverables, dns, detection, monitoring,
  });
  return { topology, orchestrator, stacks: () => stacksOf(app) };
}
