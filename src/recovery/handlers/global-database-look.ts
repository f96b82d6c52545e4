import type { GlobalCluster, RDSClient } from '@aws-sdk/client-rds';
import { DescribeDBClustersCommand, DescribeGlobalClustersCommand } from '@aws-sdk/client-rds';
import { identifierOf, regionOf } from './aurora-arn';
import type { GlobalDatabase } from './global-database';
import { serviceCall } from '../../lambda/handlers/service-call';

/** Looks at a global database and one member, both in the member's Region: the other one may be lost. */
export async function lookAt(globalClusterIdentifier: string, clusterArn: string, rds: Pick<RDSClient, 'send'>): Promise<GlobalDatabase> {
  const region = regionOf(clusterArn);
  const [global, cluster] = await Promise.all([
    lookAtGlobal(globalClusterIdentifier, region, rds),
    unlessMissing('DBClusterNotFoundFault', () => serviceCall(`DescribeDBClusters in ${region}`, async () => {
      const command = new DescribeDBClustersCommand({ DBClusterIdentifier: identifierOf(clusterArn) });
      return (await rds.send(command)).DBClusters?.[0];
    })),
  ]);
  return { global, cluster };
}

/** Looks at a global database alone, in a Region. Nothing where it does not exist. */
export async function lookAtGlobal(globalClusterIdentifier: string, region: string, rds: Pick<RDSClient, 'send'>): Promise<GlobalCluster | undefined> {
  return unlessMissing('GlobalClusterNotFoundFault', () => serviceCall(`DescribeGlobalClusters in ${region}`, async () => {
    const command = new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: globalClusterIdentifier });
    return (await rds.send(command)).GlobalClusters?.[0];
  }));
}

async function unlessMissing<Answer>(fault: string, call: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if ((error as Error).name === fault) {
      return undefined;
    }
    throw error;
  }
}
