import type { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { DrRegion, DrTopology, KeyPurpose } from '../../src';
import { StackLayer } from '../../src';
import type { GlobalAuroraDatabaseOptions } from '../../src/database';
import { GlobalAuroraDatabase } from '../../src/database';
import type { HealthSignal } from '../../src/monitoring';
import type { IMultiRegionNetwork } from '../../src/network';
import { InterRegionLink } from '../../src/network';
import { createdTopology, templateOf, testApp } from '../support/environment';

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: { [name: string]: any };
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export const TIERS: ec2.SubnetConfiguration[] = [
  { name: 'public', subnetType: ec2.SubnetType.PUBLIC },
  { name: 'private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
  { name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
];
export const ISOLATED_ONLY = TIERS.slice(2);

/** A VPC in the foundation stack of each Region, and nothing between them. */
export class TwoVpcs extends Construct implements IMultiRegionNetwork {
  public readonly link = InterRegionLink.none();
  private readonly vpcs: Map<DrRegion, ec2.IVpc>;

  constructor(
    scope: Construct,
    public readonly topology: DrTopology,
    create = (stack: Stack): ec2.IVpc => new ec2.Vpc(stack, 'vpc', { subnetConfiguration: TIERS, maxAzs: 3 }),
  ) {
    super(scope, 'vpcs');
    this.vpcs = new Map(topology.regions.map(region => [region, create(region.stack(StackLayer.FOUNDATION))]));
  }

  public vpc(region: DrRegion): ec2.IVpc {
    return this.vpcs.get(region)!;
  }

  public cidrBlocks(_region: DrRegion): string[] {
    return [];
  }

  public healthSignals(): HealthSignal[] {
    return [];
  }
}

export interface Fixture {
  readonly app: App;
  readonly topology: DrTopology;
  readonly network: IMultiRegionNetwork;
  readonly database: GlobalAuroraDatabase;
}

/** The database "main" alone, in stacks that its topology creates unless another topology is given. */
export function mainDatabase(
  options: GlobalAuroraDatabaseOptions = {},
  app = testApp(),
  topology = createdTopology(app),
  network: IMultiRegionNetwork = new TwoVpcs(app, topology),
): Fixture {
  return { app, topology, network, database: new GlobalAuroraDatabase(app, 'main', { topology, network, ...options }) };
}

export function dataOf(region: DrRegion): Stack {
  return region.stack(StackLayer.DATA);
}

export function resourcesIn(stack: Stack, type: string): TemplateResource[] {
  return Object.values(templateOf(stack).findResources(type)) as TemplateResource[];
}

export function propertiesIn(stack: Stack, type: string): TemplateResource['Properties'][] {
  return resourcesIn(stack, type).map(resource => resource.Properties);
}

/** The only resource of a type. */
export function onlyIn(stack: Stack, type: string): TemplateResource {
  const [resource, ...others] = resourcesIn(stack, type);
  expect([type, others.length]).toEqual([type, 0]);
  expect(resource).toBeDefined();
  return resource;
}

/** The clusters of both Regions, the home Region's first. */
export function clustersOf({ topology }: Fixture): TemplateResource[] {
  return topology.regions.map(region => onlyIn(dataOf(region), 'AWS::RDS::DBCluster'));
}

/** How a template names the key of its Region: an export of the foundation stack of the same Region. */
export function keyOf({ topology }: Fixture, position: number, purpose: KeyPurpose): unknown {
  const region = topology.regions[position];
  const stack = region.stack(StackLayer.FOUNDATION);
  const logicalId = stack.getLogicalId(topology.encryptionKey(region, purpose).key.node.defaultChild as never);
  return { 'Fn::ImportValue': Match.stringLikeRegexp(`^${stack.stackName}:.*${logicalId}Arn`) };
}
