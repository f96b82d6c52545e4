import { Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { MakeParts } from './experiment-parts';
import { RESOLVING, RESOLVING_REASON } from './experiment-parts';
import type { GlobalAuroraDatabase } from '../database';
import type { GlobalSessionTable } from '../sessions';
import type { ReplicatedBucket } from '../storage';
import { StackLayer } from '../topology';

/** AWS FIS finds buckets by tags only: by this one it finds those that an experiment was made for, and no others. */
const EXPERIMENT_TAG = 'chaos-experiment';

/**
 * Has the cluster of a Region elect another writer. Only where the writer is, and only with a reader to elect.
 * @see https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#failover-db-cluster
 */
export function failOver(database: GlobalAuroraDatabase): MakeParts {
  return ({ region }) => {
    const { clusterArn, clusterIdentifier } = database.forRegion(region);
    return {
      description: `Cluster ${clusterIdentifier} elects another writer`,
      actionId: 'aws:rds:failover-db-cluster',
      target: { key: 'Clusters', resourceType: 'aws:rds:cluster', resourceArns: [clusterArn] },
      statements: [
        new iam.PolicyStatement({ actions: ['rds:FailoverDBCluster', 'rds:DescribeDBClusters'], resources: [clusterArn] }),
        new iam.PolicyStatement(RESOLVING),
      ],
      wildcards: { '*': RESOLVING_REASON },
    };
  };
}

/**
 * Pauses replication of a table into and out of a Region, by a resource policy that AWS FIS adds and takes away.
 * @see https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#dynamodb-actions-reference
 */
export function pauseTable(table: GlobalSessionTable, duration: string): MakeParts {
  return ({ region }) => {
    const { tableName, tableArn } = table.forRegion(region);
    // What is strongly consistent has no lag to signal. It is paused by another permission than the others.
    const isStrong = table.replicationSignals().length === 0;
    return {
      description: `Replication of table ${tableName} into and out of ${region.name} pauses`,
      actionId: 'aws:dynamodb:global-table-pause-replication',
      parameters: { duration },
      target: { key: 'Tables', resourceType: 'aws:dynamodb:global-table', resourceArns: [tableArn] },
      statements: [
        new iam.PolicyStatement({
          actions: ['dynamodb:DescribeTable', 'dynamodb:GetResourcePolicy', 'dynamodb:PutResourcePolicy', 'dynamodb:DeleteResourcePolicy'],
          resources: [tableArn, `${tableArn}/stream/*`],
        }),
        ...isStrong ? [new iam.PolicyStatement({ actions: ['dynamodb:InjectError'], resources: [tableArn] })] : [],
        new iam.PolicyStatement(RESOLVING),
      ],
      wildcards: { '*': RESOLVING_REASON, [`${tableArn}/stream/*`]: 'The stream of the table is named after the moment in which it was made' },
    };
  };
}

/**
 * Pauses replication of a bucket to the other Region.
 * @see https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#bucket-pause-replication
 */
export function pauseBucket(bucket: ReplicatedBucket, duration: string): MakeParts {
  return ({ topology, region }) => {
    const { bucketName, bucketArn } = bucket.forRegion(region);
    Tags.of(topology._scope(bucket, 'storage', region, StackLayer.FOUNDATION)).add(EXPERIMENT_TAG, bucket.recoverableId);
    return {
      description: `Replication of bucket ${bucketName} to ${region.peer.name} pauses`,
      actionId: 'aws:s3:bucket-pause-replication',
      parameters: { region: region.peer.name, duration },
      target: {
        key: 'Buckets',
        resourceType: 'aws:s3:bucket',
        resourceTags: { application: topology.applicationName, environment: topology.environmentName, [EXPERIMENT_TAG]: bucket.recoverableId },
      },
      statements: [
        new iam.PolicyStatement({
          actions: ['s3:PauseReplication'], resources: [bucketArn], conditions: { StringEquals: { 's3:DestinationRegion': region.peer.name } },
        }),
        new iam.PolicyStatement({
          actions: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
          resources: [bucketArn],
          conditions: { BoolIfExists: { 's3:isReplicationPauseRequest': 'true' } },
        }),
        new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }),
        new iam.PolicyStatement(RESOLVING),
      ],
      wildcards: { '*': `${RESOLVING_REASON}, nor has s3:ListAllMyBuckets` },
    };
  };
}
