import type { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AttributeType, Capacity } from 'aws-cdk-lib/aws-dynamodb';
import type { DrTopology, DrTopologyProps } from '../../src';
import { StackLayer } from '../../src';
import type { GlobalSessionTableOptions } from '../../src/sessions';
import { GlobalSessionTable, TableConsistency } from '../../src/sessions';
import { createdTopology, templateOf, testApp } from '../support/environment';

export const SESSION_ID = { name: 'session_id', type: AttributeType.STRING };
export const BY_USER = { indexName: 'by-user', partitionKey: { name: 'user_id', type: AttributeType.STRING } };
export const WITNESS = 'eu-west-2';
export const AUTOSCALED = Capacity.autoscaled({ maxCapacity: 100 });

export interface Sessions {
  readonly app: App;
  readonly topology: DrTopology;
  readonly table: GlobalSessionTable;
}

/** One session table in stacks that the topology creates. */
export function sessions(options: Partial<GlobalSessionTableOptions> = {}, topologyProps: Partial<DrTopologyProps> = {}): Sessions {
  const app = testApp();
  const topology = createdTopology(app, topologyProps);
  return { app, topology, table: new GlobalSessionTable(topology, 'sessions', { topology, partitionKey: SESSION_ID, ...options }) };
}

/** A strongly consistent table, with a witness in the same Region set. */
export function strongSessions(options: Partial<GlobalSessionTableOptions> = {}): Sessions {
  return sessions({ consistency: TableConsistency.strong(), ...options }, { witnessRegion: WITNESS });
}

/** The global table in a stack's template. */
export function globalTable(stack: Stack): { DeletionPolicy: string; UpdateReplacePolicy: string; Properties: { [name: string]: any } } {
  const tables = Object.values(templateOf(stack).findResources('AWS::DynamoDB::GlobalTable'));
  expect(tables).toHaveLength(1);
  return tables[0] as ReturnType<typeof globalTable>;
}

/** The properties of the global table. */
export function tableProperties(...given: Parameters<typeof sessions>): { [name: string]: any } {
  const { topology } = sessions(...given);
  return globalTable(topology.primary.stack(StackLayer.DATA)).Properties;
}

/** The replicas of the global table, the home Region's first. */
export function replicas(...given: Parameters<typeof sessions>): { [name: string]: any }[] {
  const { topology } = sessions(...given);
  const { Replicas } = globalTable(topology.primary.stack(StackLayer.DATA)).Properties;
  expect(Replicas).toHaveLength(2);
  return topology.regions.map(region => Replicas.find((replica: { Region: string }) => replica.Region === region.name));
}

/** The warnings on the stack that has the table. */
export function warningsOf({ topology }: Sessions): string[] {
  return Annotations.fromStack(topology.primary.stack(StackLayer.DATA)).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);
}
