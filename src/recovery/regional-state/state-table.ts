import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { DrRegion, DrTopology } from '../../topology';
import { KeyPurpose } from '../../topology';

/**
 * The recovery state of one Region. A Region's own table and no replica of the other's: a lock that replicates asynchronously
 * would be held twice, and the last writer would win over the epoch.
 */
export function createStateTable(
  scope: Construct, topology: DrTopology, region: DrRegion, tableName: string, tableArn: string,
): dynamodb.ITable {
  const { key } = topology.encryptionKey(region, KeyPurpose.RECOVERY);
  new dynamodb.Table(scope, 'StateTable', {
    tableName,
    // The partition key tells audiences apart: `dynamodb:LeadingKeys` can let an application read the state and not the lock.
    partitionKey: { name: 'kind', type: dynamodb.AttributeType.STRING },
    sortKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: topology.removalPolicy !== RemovalPolicy.DESTROY,
    removalPolicy: topology.removalPolicy,
  });
  // By name: a workload that reads the state does not have to be deployed after this stack, which may show that workload's widgets.
  return dynamodb.Table.fromTableAttributes(scope, 'StateTableByName', { tableArn, encryptionKey: key });
}
