import type { App, Stack } from 'aws-cdk-lib';
import { DrTopology, StackLayer } from '../../src';
import type { DrRegion } from '../../src';
import type { MultiRegionNetworkOptions } from '../../src/network';
import { MultiRegionNetwork } from '../../src/network';
import { createdTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

// CDK's NAT instances pass a prop of an instance that CDK itself deprecates, and warn of it on the console.
process.env.JSII_DEPRECATED = 'quiet';

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: { [name: string]: any };
}

/** A network in stacks that its topology creates. */
export function createdNetwork(options: MultiRegionNetworkOptions = {}, app = testApp()) {
  const topology = createdTopology(app);
  return { app, topology, network: new MultiRegionNetwork(app, 'network', { topology, ...options }) };
}

/** A topology over one consumer-owned stack per Region, and one more for the `link` layer of some Regions. */
export function handedOver(app: App, linked: string[]): DrTopology {
  const stacks = (id: string, region: string) => ({
    foundation: ownStack(app, id, region),
    link: linked.includes(id) ? ownStack(app, `${id}-link`, region) : undefined,
  });
  return DrTopology.fromStacks(app, 'Payments', {
    environmentName: 'test',
    primary: stacks('primary', PRIMARY),
    secondary: stacks('secondary', SECONDARY),
  });
}

export function resourcesIn(stack: Stack, type: string): { [logicalId: string]: TemplateResource } {
  return templateOf(stack).findResources(type) as { [logicalId: string]: TemplateResource };
}

export function propertiesIn(stack: Stack, type: string): TemplateResource['Properties'][] {
  return Object.values(resourcesIn(stack, type)).map(resource => resource.Properties);
}

export function foundationOf(region: DrRegion): Stack {
  return region.stack(StackLayer.FOUNDATION);
}

export function linkOf(region: DrRegion): Stack {
  return region.stack(StackLayer.LINK);
}

/** The logical ids of the route tables of tiers. */
export function tablesOf(region: DrRegion, ...tiers: string[]): string[] {
  return Object.keys(resourcesIn(foundationOf(region), 'AWS::EC2::RouteTable')).filter(id => tiers.some(tier => id.includes(`${tier}Subnet`)));
}

/** Where a template reads a value of another stack: the stack and the logical id of what its output names. */
export function readBy(value: any, topology: DrTopology): { stack: string; ref: string } {
  const { StackName, OutputName } = value['Fn::GetStackOutput'];
  const producer = stacksOf(topology.node.root).find(stack => stack.stackName === StackName)!;
  return { stack: StackName, ref: templateOf(producer).toJSON().Outputs[OutputName].Value.Ref };
}

/** Mechanisms by which a template depends on a value of another stack. */
export function referencesIn(stack: Stack): string[] {
  const text = JSON.stringify(templateOf(stack).toJSON());
  return ['ExportWriter', 'ExportReader', 'Fn::ImportValue', 'Fn::GetStackOutput'].filter(mechanism => text.includes(mechanism));
}
