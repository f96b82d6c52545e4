import * as iam from 'aws-cdk-lib/aws-iam';
import type { DrRegion, DrTopology } from '../../topology';
import { throughService } from '../../topology/regional-grant';

/** The snapshots of a Region, and of them those that hold suspect writes and their copies. */
export function snapshotArns({ partition, account }: DrTopology, region: DrRegion) {
  const arnOf = (resource: string) => `arn:${partition}:rds:${region.name}:${account}:cluster-snapshot:${resource}`;
  return { all: arnOf('*'), suspect: arnOf('rds:unplanned-global-failover-*'), kept: arnOf('kept-unplanned-global-failover-*') };
}

/** All keys of a Region and account: a key that is known by its alias only, or not at all, is one of them. */
export function keyArns({ partition, account }: DrTopology, region: DrRegion): string {
  return `arn:${partition}:kms:${region.name}:${account}:key/*`;
}

/** A cluster whose snapshots are kept. */
export interface KeptCluster {
  readonly clusterArn: string;
  /** The alias of its key, or the ARN. Absent where it is not known. */
  readonly storageKey?: string;
}

/**
 * What `snapshot-keeper` may do for a cluster of its Region. RDS encrypts the copy with the key of the cluster by a grant of its own, which
 * whoever asks for the copy must be allowed to make. The statement names that key; of a cluster that joined by reference and whose key was not told,
 * all keys of the Region and account stay, and only for what RDS does with its own resources.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases
 */
export function snapshotStatements(topology: DrTopology, region: DrRegion, { clusterArn, storageKey }: KeptCluster): iam.PolicyStatement[] {
  const { all, suspect, kept } = snapshotArns(topology, region);
  const onKey = (action: string, conditions: iam.Conditions = {}) => {
    const named = storageKey?.startsWith('alias/') ? { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': storageKey } } : {};
    const resources = [storageKey?.startsWith('arn:') ? storageKey : keyArns(topology, region)];
    return throughService(new iam.PolicyStatement({ actions: [action], resources, conditions: { ...named, ...conditions } }), 'rds', region);
  };
  return [
    new iam.PolicyStatement({ actions: ['rds:DescribeDBClusterSnapshots'], resources: [clusterArn, all] }),
    new iam.PolicyStatement({ actions: ['rds:CopyDBClusterSnapshot'], resources: [suspect, kept] }),
    onKey('kms:DescribeKey'),
    onKey('kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  ];
}
