import type { RDSClient } from '@aws-sdk/client-rds';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { identifierOf, regionOf } from './aurora-arn';
import { isThrottled, isUnavailable } from '../../lambda/handlers/service-call';
import type { World } from '../../lambda/handlers/world';
import type { Look } from '../decision/database-health';
import { lookOf } from '../decision/database-health';

type MemberWorld = Pick<World<unknown, { readonly rds: Pick<RDSClient, 'send'> }>, 'clients' | 'log'>;

/** Looks at a member in its own Region, which may be lost. */
export async function lookAtMember(clusterArn: string, { clients, log }: MemberWorld): Promise<Look> {
  try {
    const command = new DescribeDBClustersCommand({ DBClusterIdentifier: identifierOf(clusterArn) });
    const { DBClusters } = await clients(regionOf(clusterArn)).rds.send(command);
    return lookOf(DBClusters?.[0]?.Status);
  } catch (error) {
    log({ message: 'member of the other Region not observed', cluster: clusterArn, error: String(error) });
    return lookOfError(error);
  }
}

/** A service that says no, or not now, has answered: what it would not say is not known. */
function lookOfError(error: unknown): Look {
  if ((error as Error).name === 'DBClusterNotFoundFault') {
    return 'dead';
  }
  return isUnavailable(error) && !isThrottled(error) ? 'silent' : 'unknown';
}
