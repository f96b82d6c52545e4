import * as iam from 'aws-cdk-lib/aws-iam';
import type { DrRegion, DrTopology } from '../../topology';
import { throughService } from '../../topology/regional-grant';

/** The snapshots of a Region, and of them those that hold suspect writes and their copies. */
export function snapshotArns({ partition, account }: DrTopology, region: DrRegion) {
  const arnOf = (resource: string) => `arn:${partition}:rds:${region.name}:${account}:cluster-snapshot:${resource}`;
  return { all: arnOf('*'), suspect: arnOf('rds:unplanned-global-failover-*'), kept: arnOf('kept-unplanned-global-failover-*') };
}

/** The keys of a Region: that of an adopted cluster is not known. */
export function keyArns({ partition, account }: DrTopology, region: DrRegion): string {
  return `arn:${partition}:kms:${region.name}:${account}:key/*`;
}

/**
 * What `snapshot-keeper` may do for a cluster of its Region. RDS encrypts the copy with the key of the cluster by a grant of its own, which
 * whoever asks for the copy must be allowed to make.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html
 */
export function snapshotStatements(topology: DrTopology, region: DrRegion, clusterArn: string): iam.PolicyStatement[] {
  const { all, suspect, kept } = snapshotArns(topology, region);
  const onKeys = (action: string, conditions?: iam.Conditions) =>
    throughService(new iam.PolicyStatement({ actions: [action], resources: [keyArns(topology, region)], conditions }), 'rds', region);
  return [
    new iam.PolicyStatement({ actions: ['rds:DescribeDBClusterSnapshots'], resources: [clusterArn, all] }),
    new iam.PolicyStatement({ actions: ['rds:CopyDBClusterSnapshot'], resources: [suspect, kept] }),
    onKeys('kms:DescribeKey'),
    onKeys('kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  ];
}
