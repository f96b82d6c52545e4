import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { ExistingTable } from './existing-table';
import type { GlobalSessionTableProps } from './global-session-table-options';
import type { DrRegion } from '../topology';
import { KeyPurpose } from '../topology';
import { REGION_ROLE_TAG } from '../topology/tags';

/** @internal */
export interface SessionTableResourceProps {
  readonly options: GlobalSessionTableProps;
  readonly tableName: string;
  readonly timeToLiveAttribute?: string;
}

/** What may differ between the stages of an adoption: all but the identity of the table. */
type Settings = Omit<dynamodb.TablePropsV2, 'tableName' | 'partitionKey' | 'sortKey'>;

/** The global table, of one construct id at each stage of an adoption, so that no stage creates another one. */
export function createSessionTable(scope: Construct, props: SessionTableResourceProps): dynamodb.TableV2 {
  const { partitionKey, sortKey, existing } = props.options;
  const table = new dynamodb.TableV2(scope, 'table', {
    tableName: props.tableName,
    partitionKey,
    sortKey,
    ...existing?._bare ? asFound(props, existing) : asWanted(props),
  });
  if (existing?._bare) {
    leaveTagsOut(table, props.options);
  }
  return table;
}

function asWanted({ options, timeToLiveAttribute }: SessionTableResourceProps): Settings {
  const { topology, existing, consistency } = options;
  const { primary, secondary, removalPolicy } = topology;
  const keyOf = (region: DrRegion) => topology.encryptionKey(region, KeyPurpose.SESSIONS);
  return {
    timeToLiveAttribute,
    billing: options.billing ?? dynamodb.Billing.onDemand(),
    warmThroughput: options.warmThroughput,
    tableClass: options.tableClass,
    globalSecondaryIndexes: options.globalSecondaryIndexes,
    contributorInsightsSpecification: options.contributorInsightsSpecification ?? { enabled: true },
    pointInTimeRecoverySpecification: options.pointInTimeRecoverySpecification ?? { pointInTimeRecoveryEnabled: true },
    deletionProtection: removalPolicy !== RemovalPolicy.DESTROY,
    removalPolicy,
    encryption: dynamodb.TableEncryptionV2.customerManagedKey(keyOf(primary).key, {
      [secondary.name]: keyOf(secondary).aliasArn,
    }),
    // Before the replica is added: with two replicas the stream can no longer be changed.
    dynamoStream: options.dynamoStream ?? (existing && dynamodb.StreamViewType.NEW_AND_OLD_IMAGES),
    replicas: existing ? [] : [{
      region: secondary.name,
      // Every other tag of the primary's stack is true of the replica too.
      tags: [{ key: REGION_ROLE_TAG, value: secondary.role }],
    }],
    ...consistency?._isStrong ? { multiRegionConsistency: dynamodb.MultiRegionConsistency.STRONG, witnessRegion: topology.witnessRegion } : {},
  };
}

/** An import records what the template says and applies none of it: whatever the table does not have yet would never come. */
function asFound({ options }: SessionTableResourceProps, existing: ExistingTable): Settings {
  return {
    billing: options.billing ?? dynamodb.Billing.onDemand(),
    tableClass: options.tableClass,
    globalSecondaryIndexes: options.globalSecondaryIndexes?.map(({ warmThroughput, ...index }) => index),
    timeToLiveAttribute: existing._timeToLiveAttribute,
    dynamoStream: existing._dynamoStream,
    replicas: existing._replicated ? [{ region: options.topology.secondary.name }] : [],
    // CloudFormation imports only what it would keep.
    removalPolicy: RemovalPolicy.RETAIN,
  };
}

function leaveTagsOut(table: dynamodb.TableV2, { topology }: GlobalSessionTableProps): void {
  const resource = table.node.defaultChild as dynamodb.CfnGlobalTable;
  topology.regions.forEach((_, replica) => resource.addPropertyDeletionOverride(`Replicas.${replica}.Tags`));
}
