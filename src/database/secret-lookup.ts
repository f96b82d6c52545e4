import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ClientSideSecret } from './client-side-secret';
import type { DrRegion, DrTopology } from '../topology';
import { RegionalLookup } from '../topology/regional-lookup';

export interface SecretLookupProps {
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly secret: ClientSideSecret;
}

/**
 * The whole ARN of a secret, as the Region has it, for services that take no part of one. A replica has the random end of its source, and
 * keeps it when it is promoted, so that there is nothing to look up again.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_StopReplicationToReplica.html
 */
export function lookUpSecret(scope: Construct, id: string, { topology, region, secret }: SecretLookupProps): string {
  return new RegionalLookup(scope, id, {
    topology,
    region,
    resourceType: 'Custom::SecretArn',
    service: 'SecretsManager',
    action: 'describeSecret',
    parameters: { SecretId: secret.secretName },
    outputPath: 'ARN',
    physicalId: `arn-of-${secret.secretName}`,
    statement: new iam.PolicyStatement({ actions: ['secretsmanager:DescribeSecret'], resources: [secret.arnForPolicies] }),
  }).value;
}
