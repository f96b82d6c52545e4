import { Lazy, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IHealthCheck } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { listensOnOf } from './endpoint-check';
import type { HealthCheckerAccessOptions } from './health-checker-access-options';
import type { DrRegion, DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';
import { LookupExecution } from '../topology/lookup-execution';
import { RegionalLookup } from '../topology/regional-lookup';

const DR_ROLE = 'dns';
const LIST_ID = 'PrefixLists.0.PrefixListId';

/** Where health checkers are let in. */
export interface HealthCheckerAccess extends HealthCheckerAccessOptions {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  /** The check of the Region's endpoint, which says the port. */
  readonly check: IHealthCheck;
  readonly target: ec2.IConnectable;
}

/**
 * Lets Route 53's health checkers in by the list of their addresses that AWS keeps in each Region.
 *
 * @param owner who answers for errors
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export function allowHealthCheckers(owner: Construct, { topology, region, check, target, ipv6 }: HealthCheckerAccess): void {
  for (const { env } of target.connections.securityGroups) {
    if (differs(env.region, region.name)) {
      refuse(owner, {
        prop: `allowHealthCheckersTo of ${region.name}`,
        value: `security group in ${env.region}`,
        rule: 'each Region has a list of health checkers of its own',
        remedy: `Give what the endpoint of ${region.name} stands behind`,
      });
    }
  }
  // An endpoint that is added later may have a listener that says the port.
  const port = ec2.Port.tcp(Lazy.number({ produce: () => listensOnOf(check).port }));
  for (const family of ipv6 ? ['', 'ipv6.'] : ['']) {
    const list = prefixListId(topology, region, `com.amazonaws.${region.name}.${family}route53-healthchecks`);
    target.connections.allowFrom(ec2.Peer.prefixList(list), port, `Route 53 health checkers${family ? ' (IPv6)' : ''}`);
  }
}

/**
 * The id is random, one per Region for all accounts, and in no public parameter. A context look-up would need it in `cdk.context.json`
 * before the first synthesis; this one asks when the stack is created, once per topology and list.
 */
function prefixListId(topology: DrTopology, region: DrRegion, name: string): string {
  const scope = topology._scope(topology, DR_ROLE, region, StackLayer.DATA);
  const id = name.includes('ipv6') ? 'HealthCheckersIpv6' : 'HealthCheckers';
  const known = scope.node.tryFindChild(id) as RegionalLookup | undefined;
  return (known ?? lookUp(scope, id, topology, region, name)).value;
}

function lookUp(scope: Construct, id: string, topology: DrTopology, region: DrRegion, name: string): RegionalLookup {
  const lookup = new RegionalLookup(scope, id, {
    topology,
    region,
    resourceType: 'Custom::ManagedPrefixList',
    service: 'EC2',
    action: 'describeManagedPrefixLists',
    parameters: { Filters: [{ Name: 'prefix-list-name', Values: [name] }] },
    outputPath: LIST_ID,
    physicalId: `prefix-list-${name}`,
    statement: new iam.PolicyStatement({ actions: ['ec2:DescribeManagedPrefixLists'], resources: ['*'] }),
  });
  const [policy] = LookupExecution.in(topology, region).node.children.filter(child => child instanceof iam.ManagedPolicy);
  Validations.of(policy).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'ec2:DescribeManagedPrefixLists takes no resource' });
  return lookup;
}
