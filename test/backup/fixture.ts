import type { App, Stack } from 'aws-cdk-lib';
import type { DrRegion, DrTopology, MultiRegionBackupProps, ProtectedResourcePair } from '../../src';
import { KeyPurpose, MultiRegionBackup, ProtectedResource, StackLayer } from '../../src';
import { ACCOUNT, createdTopology, templateOf, testApp } from '../support/environment';

export interface Fixture {
  readonly app: App;
  readonly topology: DrTopology;
  readonly backup: MultiRegionBackup;
}

export function clusterArn(region: string, name = 'orders'): string {
  return `arn:aws:rds:${region}:${ACCOUNT}:cluster:${name}`;
}

export function tableArn(region: string): string {
  return `arn:aws:dynamodb:${region}:${ACCOUNT}:table/sessions`;
}

/** A cluster in each Region that the library does not know. */
export function clusters(topology: DrTopology): ProtectedResourcePair {
  const inRegion = (region: DrRegion) => ProtectedResource.auroraCluster(clusterArn(region.name), {
    encryptionKey: topology.encryptionKey(region, KeyPurpose.DATABASE).key,
    dbSubnetGroupName: 'isolated',
    vpcSecurityGroupIds: ['sg-1', 'sg-2'],
  });
  return { primary: inRegion(topology.primary), secondary: inRegion(topology.secondary) };
}

/** A global table, encrypted by keys of the service unless told otherwise. */
export function tables(topology: DrTopology, purpose?: KeyPurpose): ProtectedResourcePair {
  const inRegion = (region: DrRegion) => ProtectedResource.dynamoDbTable(tableArn(region.name),
    purpose ? { encryptionKey: topology.encryptionKey(region, purpose).key } : undefined);
  return { primary: inRegion(topology.primary), secondary: inRegion(topology.secondary) };
}

/** The backup "orders" of two clusters, alone. */
export function ordersBackup(props: Partial<MultiRegionBackupProps> = {}, app = testApp(), topology = createdTopology(app)): Fixture {
  return { app, topology, backup: new MultiRegionBackup(app, 'orders', { topology, resources: [clusters(topology)], ...props }) };
}

export function foundationOf(region: DrRegion): Stack {
  return region.stack(StackLayer.FOUNDATION);
}

export function dataOf(region: DrRegion): Stack {
  return region.stack(StackLayer.DATA);
}

/** A resource of a template. */
export interface TemplateResource {
  readonly Properties: { [name: string]: any };
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A role with the customer-managed policies that it names. */
export interface RoleOfBackup extends TemplateResource {
  readonly logicalId: string;
  readonly policies: TemplateResource[];
}

/** The only resource of a type in a stack. */
export function onlyIn(stack: Stack, type: string): TemplateResource {
  const [resource, ...others] = Object.values(templateOf(stack).findResources(type)) as TemplateResource[];
  expect([type, others.length]).toEqual([type, 0]);
  expect(resource).toBeDefined();
  return resource;
}

/** The rule of the only plan of a stack. */
export function ruleIn(stack: Stack): { [name: string]: any } {
  const [rule, ...others] = onlyIn(stack, 'AWS::Backup::BackupPlan').Properties.BackupPlan.BackupPlanRule;
  expect(others).toEqual([]);
  return rule;
}

/** A role of the stack that AWS Backup assumes, by the first word of its description. */
export function roleIn(stack: Stack, purpose: 'Backups' | 'Restores'): RoleOfBackup {
  const [[logicalId, role], ...others] = (Object.entries(templateOf(stack).findResources('AWS::IAM::Role')) as [string, TemplateResource][])
    .filter(([, { Properties }]) => Properties.Description?.startsWith(`${purpose} `));
  expect([purpose, others.length, role.Properties.Policies]).toEqual([purpose, 0, undefined]);
  const policies = templateOf(stack).findResources('AWS::IAM::ManagedPolicy');
  return { ...role, logicalId, policies: role.Properties.ManagedPolicyArns.map(({ Ref }: { Ref: string }) => policies[Ref]) };
}

/** What the role allows: by action, the statements that name it. */
export function allowedTo(role: RoleOfBackup, action: string): { Resource: unknown; Condition?: unknown }[] {
  return statementsOf(role)
    .filter(({ Action }: any) => [Action].flat().includes(action))
    .map(({ Resource, Condition }: any) => ({ Resource, ...Condition && { Condition } }));
}

/** Every action of a role. */
export function actionsOf(role: RoleOfBackup): string[] {
  return [...new Set<string>(statementsOf(role).flatMap(({ Action }) => Action))].sort();
}

function statementsOf({ policies }: RoleOfBackup): any[] {
  return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}
