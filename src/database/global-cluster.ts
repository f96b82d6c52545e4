import { RemovalPolicy } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import type { DatabaseEngine } from './database-engine';
import type { DrRegion, DrTopology } from '../topology';

/** @internal */
export interface GlobalClusterProps {
  readonly topology: DrTopology;
  readonly identifier: string;
  readonly engine: DatabaseEngine;
  /** Where it is not the engine's. */
  readonly engineVersion?: string;
  /** The ARN of the cluster that the global database is made of. Left out for one that is empty at first. */
  readonly source?: string;
}

/** The ARN of a global cluster. It names no Region. */
export function globalClusterArn({ partition, account }: DrTopology, identifier: string): string {
  return `arn:${partition}:rds::${account}:global-cluster:${identifier}`;
}

/** The ARN of a cluster, known at synthesis. */
export function clusterArn({ partition, account }: DrTopology, region: DrRegion, identifier: string): string {
  return `arn:${partition}:rds:${region.name}:${account}:cluster:${identifier}`;
}

/**
 * The global cluster: empty, or made of a cluster that exists. Engine and encryption are then those of the source, and Aurora
 * refuses them beside it. The source is create-only: it is read back as the present writer and drifts at a change of roles, but
 * an update compares it with the template alone.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-globalcluster.html
 */
export function createGlobalCluster(scope: Construct, props: GlobalClusterProps): rds.CfnGlobalCluster {
  const { topology, identifier, engine, engineVersion = engine.fullVersion, source } = props;
  const globalCluster = new rds.CfnGlobalCluster(scope, 'global-cluster', {
    globalClusterIdentifier: identifier,
    ...source
      ? { sourceDbClusterIdentifier: source }
      : { engine: engine.engineType, engineVersion, storageEncrypted: true },
    deletionProtection: topology.removalPolicy !== RemovalPolicy.DESTROY,
  });
  globalCluster.applyRemovalPolicy(topology.removalPolicy);
  return globalCluster;
}
