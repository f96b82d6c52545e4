import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BucketEnd } from './bucket-end';
import type { ReplicationEndpoint } from './bucket-replication';
import { BucketReplication } from './bucket-replication';
import { replicationRole } from './replication-role';
import { replicationRule } from './replication-rule';
import { putReverseRule } from './reverse-rule';
import type { DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';

export interface TwoWayReplicationProps {
  readonly topology: DrTopology;
  readonly primary: BucketEnd;
  readonly secondary: BucketEnd;
  readonly deleteMarkers: boolean;
  readonly timeControl: boolean;
  /** Whether both buckets have object lock: S3 then reads the lock of each version. */
  readonly objectLock: boolean;
}

/**
 * Replicates two buckets into each other, forward first. A bucket carries its rule in its own resource, and the destination must
 * exist before: only one direction can be declared so. The other is put on the bucket by a custom resource of the home Region, which
 * is deployed last, once both are there.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-for-metadata-changes.html
 */
export function replicateBothWays(owner: Construct, props: TwoWayReplicationProps): BucketReplication[] {
  const { primary, secondary } = props;
  const forward = BucketReplication._of(endpoint(primary), endpoint(secondary));
  const reverse = BucketReplication._of(endpoint(secondary), endpoint(primary));
  declareOrder(owner, props.topology);
  if (!primary.beingImported) {
    putRules(owner, props, forward, reverse);
  }
  return [forward, reverse];
}

function putRules(owner: Construct, props: TwoWayReplicationProps, forward: BucketReplication, reverse: BucketReplication): void {
  const { topology, primary, secondary } = props;
  (primary.bucket.node.defaultChild as s3.CfnBucket).replicationConfiguration = {
    role: roleFor(owner, props, primary, secondary).role.roleArn,
    rules: [ruleFor(props, forward, secondary)],
  };
  const { roleName } = roleFor(owner, props, secondary, primary);
  putReverseRule(owner, {
    topology,
    source: secondary,
    destination: primary,
    rule: ruleFor(props, reverse, primary),
    roleArn: `arn:${topology.partition}:iam::${topology.account}:role/${roleName}`,
  });
}

function declareOrder(owner: Construct, topology: DrTopology): void {
  const { primary, secondary } = topology;
  topology.deployBefore(secondary, StackLayer.FOUNDATION, primary, StackLayer.FOUNDATION,
    `the replication of bucket "${owner.node.id}" names a destination bucket that must exist`);
  for (const region of [secondary, primary]) {
    topology.deployBefore(region, StackLayer.FOUNDATION, primary, StackLayer.LINK,
      `the reverse replication of bucket "${owner.node.id}" needs the bucket in ${region.name}`);
  }
}

function roleFor(
  owner: Construct, { topology, objectLock }: TwoWayReplicationProps, source: BucketEnd, destination: BucketEnd,
): { role: iam.Role; roleName: string } {
  const roleName = topology._name(NAME_KINDS.role, `${owner.node.id}-replication`, source.region);
  const role = replicationRole(topology._scope(owner, 'storage', source.region, StackLayer.FOUNDATION), 'replication-role', {
    roleName,
    account: topology.account,
    source,
    destination,
    objectLock,
    removalPolicy: topology.removalPolicy,
  });
  return { role, roleName };
}

function ruleFor(
  { deleteMarkers, timeControl }: TwoWayReplicationProps, replication: BucketReplication, destination: BucketEnd,
): s3.CfnBucket.ReplicationRuleProperty {
  return replicationRule({
    replication,
    destinationArn: destination.bucketArn,
    deleteMarkers,
    timeControl,
    replicaKeyAliasArn: destination.key?.aliasArn,
  });
}

function endpoint({ region, bucketName }: BucketEnd): ReplicationEndpoint {
  return { region, bucketName };
}
