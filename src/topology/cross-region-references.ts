import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const WRITER = 'Custom::CrossRegionExportWriter';
const READER = 'Custom::CrossRegionExportReader';

/**
 * What is wrong when CDK has put a custom resource into a stack of the library, because a stack of the other Region uses a value
 * of it: the value would not follow a change, and neither Region could be deployed without the other.
 */
export function crossRegionReferences(stack: Stack): string[] {
  if (!holds(stack, WRITER)) {
    return [];
  }
  const readers = stack.node.root.node.findAll().filter(Stack.isStack).filter(other => holds(other, READER)).map(other => `"${other.node.path}"`);
  return [`a value of stack "${stack.stackName}" in ${stack.region} is used in another Region, by ${readers.join(' or ')}. `
    + 'Only names known at synthesis cross the Regions: there, use what belongs to that Region, such as the other entry of "regions", or forRegion(region).'];
}

function holds(stack: Stack, type: string): boolean {
  return stack.node.findAll().some((construct: IConstruct) => CfnResource.isCfnResource(construct) && construct.cfnResourceType === type);
}
