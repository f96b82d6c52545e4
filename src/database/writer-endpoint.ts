import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IDependable } from 'constructs';
import type { DrRegion, DrTopology } from '../topology';
import { RegionalLookup } from '../topology/regional-lookup';

/** Where the API shows the endpoint: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_GlobalCluster.html */
const HOST = 'GlobalClusters.0.Endpoint';

export interface WriterEndpointProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly globalClusterIdentifier: string;
  readonly globalClusterArn: string;
  /** What must exist before the endpoint can be looked up. */
  readonly after: IDependable[];
}

/**
 * The host of the global writer endpoint, for stacks of the Region. Its name has a random part and stays the same for as long as the
 * global database has its identifier, so that there is nothing to look up again.
 */
export function lookUpWriter(scope: Construct, id: string, props: WriterEndpointProps): string {
  const { globalClusterIdentifier, globalClusterArn, ...where } = props;
  return new RegionalLookup(scope, id, {
    ...where,
    resourceType: 'Custom::GlobalWriterEndpoint',
    service: 'RDS',
    action: 'describeGlobalClusters',
    parameters: { GlobalClusterIdentifier: globalClusterIdentifier },
    outputPath: HOST,
    physicalId: `writer-endpoint-of-${globalClusterIdentifier}`,
    statement: new iam.PolicyStatement({ actions: ['rds:DescribeGlobalClusters'], resources: [globalClusterArn] }),
  }).value;
}
