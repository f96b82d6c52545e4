import * as iam from 'aws-cdk-lib/aws-iam';
import type { ExperimentParts, ExperimentPlace, ExperimentTarget, MakeParts } from './experiment-parts';
import type { IMultiRegionNetwork } from '../network';
import { MultiRegionNetwork, SubnetTier } from '../network';
import { refuse } from '../topology/configuration-error';
import { APPLICATION_TAG, DR_ROLE_TAG, ENVIRONMENT_TAG } from '../topology/tags';

/** What is disturbed, and for how long. */
export interface SubnetDisturbance {
  readonly network: IMultiRegionNetwork;
  readonly tags?: { [key: string]: string };
  /** In ISO 8601. */
  readonly duration: string;
}

type Tags = { readonly [key: string]: string };
type Conditions = { [operator: string]: { [key: string]: string } };

const MANAGED = { StringEquals: { 'aws:ResourceTag/managedByFIS': 'true' } };
const REQUESTED = { StringEquals: { 'aws:RequestTag/managedByFIS': 'true' } };
const WIDE = 'AWS FIS makes and removes these resources itself, with random ids, and marks them managedByFIS; those that exist already are narrowed by tags where EC2 can';

/**
 * Cuts subnets off from everything: what runs in them neither answers nor reaches its stores.
 * @see https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#disrupt-connectivity
 */
export function cutOff({ network, tags, duration }: SubnetDisturbance): MakeParts {
  return place => {
    const subnetTags = tags ?? tagsOf(network, place);
    const allow = statementsIn(place);
    return {
      description: `Cuts the workload in ${place.region.name} off from everything`,
      actionId: 'aws:network:disrupt-connectivity',
      parameters: { scope: 'all', duration },
      target: subnets(subnetTags),
      ...withWildcards([
        allow(['CreateNetworkAcl'], ['network-acl'], REQUESTED),
        allow(['CreateNetworkAcl'], ['vpc']),
        allow(['CreateTags'], ['network-acl'], created('CreateNetworkAcl')),
        allow(['CreateNetworkAclEntry', 'DeleteNetworkAcl'], ['network-acl'], MANAGED),
        allow(['ReplaceNetworkAclAssociation'], ['network-acl']),
        allow(['ReplaceNetworkAclAssociation'], ['subnet'], tagged(subnetTags)),
        allow(['GetManagedPrefixListEntries'], ['prefix-list']),
        describe('ManagedPrefixLists', 'NetworkAcls', 'Subnets', 'Vpcs'),
      ]),
    };
  };
}

/**
 * Keeps subnets from reaching the other Region: its public endpoints, and its VPC over the peering connection.
 * @see https://docs.aws.amazon.com/fis/latest/userguide/cross-region-scenario.html
 */
export function isolate({ network, tags, duration }: SubnetDisturbance): MakeParts {
  return place => {
    const subnetTags = tags ?? tagsOf(network, place);
    const allow = statementsIn(place);
    return {
      description: `Keeps the workload in ${place.region.name} from reaching ${place.region.peer.name}`,
      actionId: 'aws:network:route-table-disrupt-cross-region-connectivity',
      parameters: { region: place.region.peer.name, duration },
      target: subnets(subnetTags),
      ...withWildcards([
        allow(['CreateRouteTable', 'CreateNetworkInterface', 'CreateManagedPrefixList'], ['route-table', 'network-interface', 'prefix-list'], REQUESTED),
        allow(['CreateRouteTable'], ['vpc']),
        allow(['CreateNetworkInterface'], ['subnet', 'security-group']),
        ...[['CreateRouteTable', 'route-table'], ['CreateNetworkInterface', 'network-interface'], ['CreateManagedPrefixList', 'prefix-list']]
          .map(([action, resource]) => allow(['CreateTags'], [resource], created(action))),
        allow(['CreateRoute', 'DeleteRouteTable', 'DisassociateRouteTable', 'ModifyVpcEndpoint'], ['route-table'], MANAGED),
        allow(['DeleteNetworkInterface'], ['network-interface'], MANAGED),
        allow(['DeleteManagedPrefixList', 'ModifyManagedPrefixList'], ['prefix-list'], MANAGED),
        allow(['GetManagedPrefixListEntries'], ['prefix-list']),
        allow(['AssociateRouteTable', 'ReplaceRouteTableAssociation'], ['route-table']),
        allow(['AssociateRouteTable', 'ReplaceRouteTableAssociation', 'DisassociateRouteTable'], ['subnet'], tagged(subnetTags)),
        allow(['ModifyVpcEndpoint'], ['vpc-endpoint']),
        describe('ManagedPrefixLists', 'NetworkInterfaces', 'RouteTables', 'Subnets', 'VpcEndpoints', 'VpcPeeringConnections', 'Vpcs'),
      ]),
    };
  };
}

/** Of the private subnets, in which the workload is: with the public ones beside them they would exceed what AWS FIS disturbs at a time. */
function tagsOf(network: IMultiRegionNetwork, { topology, owner }: ExperimentPlace): Tags {
  if (!(network instanceof MultiRegionNetwork)) {
    refuse(owner, {
      prop: 'subnetTags',
      value: 'not given',
      rule: `the subnets of network "${network.node.path}" were brought along, and AWS FIS finds by tags which of them to disturb`,
      remedy: 'Give subnetTags that the subnets of your workload have, and no others',
    });
  }
  return {
    [APPLICATION_TAG]: topology.applicationName,
    [ENVIRONMENT_TAG]: topology.environmentName,
    [DR_ROLE_TAG]: 'network',
    'aws-cdk:subnet-name': SubnetTier.PRIVATE,
  };
}

function subnets(resourceTags: Tags): ExperimentTarget {
  return { key: 'Subnets', resourceType: 'aws:ec2:subnet', resourceTags };
}

function statementsIn({ topology: { partition, account }, region }: ExperimentPlace) {
  return (actions: string[], resources: string[], conditions: Conditions = {}) => new iam.PolicyStatement({
    actions: actions.map(action => `ec2:${action}`),
    resources: resources.map(resource => `arn:${partition}:ec2:${region.name}:${account}:${resource}/*`),
    conditions,
  });
}

function describe(...what: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: what.map(each => `ec2:Describe${each}`), resources: ['*'] });
}

function created(action: string): Conditions {
  return { StringEquals: { ...REQUESTED.StringEquals, 'ec2:CreateAction': action } };
}

function tagged(tags: Tags): Conditions {
  return { StringEquals: Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value])) };
}

function withWildcards(statements: iam.PolicyStatement[]): Pick<ExperimentParts, 'statements' | 'wildcards'> {
  const named = new Set(statements.flatMap(({ resources }) => resources));
  return { statements, wildcards: Object.fromEntries([...named].map(resource => [resource, resource === '*' ? 'ec2:Describe… has no resource-level permission' : WIDE])) };
}
