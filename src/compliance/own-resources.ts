import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DrTopology } from '../topology';

/** The function that CDK creates once in a stack for all its `AwsCustomResource`s, those of the team included. */
const AWS_CUSTOM_RESOURCE_FUNCTION = 'AWS679f53fac002430cb0da5b7982bd2287';

/** A resource and its path in its stack. */
export interface OwnResource {
  readonly construct: CfnResource;
  readonly path: string;
}

/** The resources that constructs of a topology have created, and that CDK has created for them. */
export function resourcesOf(topology: DrTopology): OwnResource[] {
  const scopes = topology._scopes;
  const stacks = [...new Set(scopes.map(scope => Stack.of(scope)))];
  const shared = stacks.flatMap(stack => stack.node.tryFindChild(AWS_CUSTOM_RESOURCE_FUNCTION) ?? []);
  return [...scopes, ...shared]
    .flatMap((scope: IConstruct) => scope.node.findAll())
    .filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct))
    .map(construct => ({ construct, path: construct.node.path.slice(construct.stack.node.path.length + 1) }));
}
