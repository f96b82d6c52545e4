import * as iam from 'aws-cdk-lib/aws-iam';
import type { DrRegion, DrTopology } from '../../topology';

/** The parameters of an action on an Aurora global database. */
export interface AuroraParameters {
  readonly [name: string]: string;
}

export const LOOKING = ['rds:DescribeGlobalClusters', 'rds:DescribeDBClusters'];
export const LISTING_INSTANCES = ['rds:DescribeDBInstances'];
export const PROMOTING = ['rds:FailoverGlobalCluster', 'rds:SwitchoverGlobalCluster'];

/**
 * What `aurora-promoter` may do for a step. Give it those of the plans of both Regions: RDS asks for the permission on the global cluster,
 * the member that is promoted and the one that hands over. The last resort, to detach a member, is no part of it: it breaks the global
 * database, and its endpoint would keep leading to the lost Region.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 * @see https://docs.aws.amazon.com/r53recovery/latest/dg/security_iam_region_switch_aurora.html
 */
export function promotionStatements(topology: DrTopology, parameters: AuroraParameters): iam.PolicyStatement[] {
  return [new iam.PolicyStatement({ actions: [...LOOKING, ...PROMOTING], resources: auroraArns(topology, parameters) })];
}

/**
 * What whoever checks a database in the Region of its member may do. RDS lists the instances of a cluster by the permission on instances, and theirs are
 * named at deployment: reading is allowed on all of the Region.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
export function databaseCheckStatements(topology: DrTopology, region: DrRegion, parameters: AuroraParameters): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: LOOKING, resources: auroraArns(topology, parameters) }),
    new iam.PolicyStatement({ actions: LISTING_INSTANCES, resources: [instanceArns(topology, region)] }),
  ];
}

/** The instances of a Region and account, of every cluster. */
export function instanceArns({ partition, account }: DrTopology, region: DrRegion): string {
  return `arn:${partition}:rds:${region.name}:${account}:db:*`;
}

/** What whoever asks where a database is written may do. */
export function writerLookStatements(topology: DrTopology, parameters: AuroraParameters): iam.PolicyStatement[] {
  return [new iam.PolicyStatement({ actions: ['rds:DescribeGlobalClusters'], resources: auroraArns(topology, parameters) })];
}

/** The global cluster and its member, which RDS asks for together. */
export function auroraArns({ partition, account }: DrTopology, { globalClusterIdentifier, targetClusterArn }: AuroraParameters): string[] {
  return [`arn:${partition}:rds::${account}:global-cluster:${globalClusterIdentifier}`, targetClusterArn];
}
