import type { DBInstance, RDSClient } from '@aws-sdk/client-rds';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { NamedError } from '../../../lambda/handlers/named-error';
import { serviceCall } from '../../../lambda/handlers/service-call';
import { regionOf } from '../aurora-arn';

/** A cluster has sixteen instances at most, and a page holds a hundred. RDS may answer them in several all the same. */
const MOST_PAGES = 4;

/**
 * The instances of a cluster, in its Region: how the cluster lists them says nothing of their status.
 *
 * @throws what every call of a service throws
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html
 */
export async function instancesOf(clusterArn: string, rds: Pick<RDSClient, 'send'>): Promise<DBInstance[]> {
  const what = `DescribeDBInstances in ${regionOf(clusterArn)}`;
  const Filters = [{ Name: 'db-cluster-id', Values: [clusterArn] }];
  const found: DBInstance[] = [];
  let Marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const command = new DescribeDBInstancesCommand({ Filters, ...Marker === undefined ? {} : { Marker } });
    const answer = await serviceCall(what, () => rds.send(command));
    found.push(...answer.DBInstances ?? []);
    Marker = answer.Marker;
    if (Marker === undefined) {
      return found;
    }
  }
  throw new NamedError('ServiceUnavailable', `${what}: no end after ${MOST_PAGES} pages`);
}
