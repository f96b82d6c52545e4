import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { BucketReplication } from './bucket-replication';

export interface ReplicationRuleProps {
  readonly replication: BucketReplication;
  readonly destinationArn: string;
  readonly deleteMarkers: boolean;
  readonly timeControl: boolean;
  /** The alias ARN of the destination's key. Left out where S3 encrypts by its own keys. */
  readonly replicaKeyAliasArn?: string;
}

/** The only time that S3 Replication Time Control and its event threshold take. */
const FIFTEEN_MINUTES = { minutes: 15 };

/**
 * The rule that copies every object of a bucket.
 *
 * It is the property of the resource because the L2 cannot say "metrics without time control": it always adds an event threshold,
 * which S3 refuses without time control.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-s3-bucket-replicationrule.html
 */
export function replicationRule(props: ReplicationRuleProps): s3.CfnBucket.ReplicationRuleProperty {
  const { timeControl, replicaKeyAliasArn } = props;
  return {
    id: props.replication.ruleId,
    status: 'Enabled',
    priority: 1,
    filter: { prefix: '' },
    deleteMarkerReplication: { status: status(props.deleteMarkers) },
    sourceSelectionCriteria: {
      replicaModifications: { status: 'Enabled' },
      // Without it S3 silently skips objects that KMS encrypts.
      sseKmsEncryptedObjects: replicaKeyAliasArn ? { status: 'Enabled' } : undefined,
    },
    destination: {
      bucket: props.destinationArn,
      encryptionConfiguration: replicaKeyAliasArn ? { replicaKmsKeyId: replicaKeyAliasArn } : undefined,
      replicationTime: timeControl ? { status: 'Enabled', time: FIFTEEN_MINUTES } : undefined,
      metrics: { status: 'Enabled', eventThreshold: timeControl ? FIFTEEN_MINUTES : undefined },
    },
  };
}

/** The rule as the API of S3 takes it, which a custom resource needs. Names differ from CloudFormation's in two places. */
export function apiRule(rule: s3.CfnBucket.ReplicationRuleProperty): object {
  return renamed(rule) as object;
}

const API_NAMES: { readonly [name: string]: string } = { id: 'ID', replicaKmsKeyId: 'ReplicaKmsKeyID' };

function renamed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) =>
    [API_NAMES[name] ?? name[0].toUpperCase() + name.slice(1), renamed(part)]));
}

function status(enabled: boolean): string {
  return enabled ? 'Enabled' : 'Disabled';
}
