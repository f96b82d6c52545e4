import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { DrRegion, DrTopology } from '../topology';
import { RegionalLookup } from '../topology/regional-lookup';

/** Where the API shows the stream: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html */
const STREAM_ARN = 'Table.LatestStreamArn';

export interface StreamLookupProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly tableName: string;
  readonly tableArn: string;
}

/**
 * The ARN of a replica's stream, for stacks of the Region. It ends with the time at which the stream was made, and CloudFormation tells
 * that of the home Region alone. A replica keeps its stream for life, so that there is nothing to look up again while the replica is
 * the same.
 */
export function lookUpStream(scope: Construct, id: string, { tableName, tableArn, ...where }: StreamLookupProps): string {
  return new RegionalLookup(scope, id, {
    ...where,
    resourceType: 'Custom::SessionTableStream',
    service: 'DynamoDB',
    action: 'describeTable',
    parameters: { TableName: tableName },
    outputPath: STREAM_ARN,
    physicalId: `stream-of-${tableName}`,
    statement: new iam.PolicyStatement({ actions: ['dynamodb:DescribeTable'], resources: [tableArn] }),
  }).value;
}
