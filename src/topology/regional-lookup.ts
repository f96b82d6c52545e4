import { Duration, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as cr from 'aws-cdk-lib/custom-resources';
import type { IDependable } from 'constructs';
import { Construct } from 'constructs';
import type { DrRegion } from './dr-region';
import type { DrTopology } from './dr-topology';
import { LOOKUP_DR_ROLE, LookupExecution } from './lookup-execution';
import { APPLICATION_TAG, DR_ROLE_TAG, ENVIRONMENT_TAG, REGION_ROLE_TAG, tagAll } from './tags';

export interface RegionalLookupProps {
  readonly topology: DrTopology;
  /** The Region that asks, and is asked. */
  readonly region: DrRegion;
  readonly resourceType: string;
  readonly service: string;
  readonly action: string;
  /** Literal. Whatever else stood here would make a deployment ask again. */
  readonly parameters: { [name: string]: unknown };
  /** Where the answer has what is looked up. */
  readonly outputPath: string;
  readonly physicalId: string;
  /** What the call may be made on. */
  readonly statement: iam.PolicyStatement;
  /** What must exist before the call. */
  readonly after?: IDependable[];
}

/**
 * What AWS names by itself, looked up by each Region for itself when its stack is created: random names do not cross the Regions.
 * No property of it changes, so that no later deployment depends on an answer.
 */
export class RegionalLookup extends Construct {
  /** What was found, for stacks of this Region. */
  public readonly value: string;

  constructor(scope: Construct, id: string, props: RegionalLookupProps) {
    super(scope, id);
    const execution = LookupExecution.in(props.topology, props.region);
    const { role, logGroup } = execution;
    const known = [...Stack.of(this).node.children];
    const lookup = new cr.AwsCustomResource(this, 'lookup', {
      resourceType: props.resourceType,
      // Of creation, too. Were there none for updates, one that CDK makes by another form of its request would leave no value.
      onUpdate: {
        service: props.service,
        action: props.action,
        parameters: props.parameters,
        outputPaths: [props.outputPath],
        physicalResourceId: cr.PhysicalResourceId.of(props.physicalId),
      },
      role,
      logGroup,
      installLatestAwsSdk: false,
      // Not the hour that CloudFormation waits by default for a function that does not answer.
      serviceTimeout: Duration.minutes(5),
    });
    // CDK puts the function of the stack's first call beside everything else, where no tags of ours reach it.
    Stack.of(this).node.children.filter(child => !known.includes(child)).forEach(added => tagAll(added, tagsIn(props.topology, props.region)));
    lookup.node.defaultChild!.node.addDependency(execution.permit(roleOf(lookup), props.statement), ...props.after ?? []);
    this.value = lookup.getResponseField(props.outputPath);
  }
}

function roleOf(lookup: cr.AwsCustomResource): iam.IRole {
  return lookup.grantPrincipal.grantPrincipal as iam.IRole;
}

function tagsIn({ applicationName, environmentName }: DrTopology, { role }: DrRegion): { [key: string]: string } {
  return { [APPLICATION_TAG]: applicationName, [ENVIRONMENT_TAG]: environmentName, [DR_ROLE_TAG]: LOOKUP_DR_ROLE, [REGION_ROLE_TAG]: role };
}
