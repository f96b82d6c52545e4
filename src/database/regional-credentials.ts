import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose } from '../topology';
import { grantInRegion, keyUse } from '../topology/regional-grant';

const READ = ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'];
/** Stands for what Secrets Manager appends to a name: https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen */
const RANDOM_SUFFIX = '-??????';

/**
 * The credentials as one Region has them: the secret in the home Region, its replica in the standby. Known by name, so that a
 * client's stack refers to no other for them.
 */
export function credentialsIn(scope: Construct, topology: DrTopology, region: DrRegion, secretName: string): secretsmanager.ISecret {
  const arn = `arn:${topology.partition}:secretsmanager:${region.name}:${topology.account}:secret:${secretName}`;
  const secret = secretsmanager.Secret.fromSecretPartialArn(scope, 'regional-credentials', arn);
  const encryptedBy = { key: topology.encryptionKey(region, KeyPurpose.SECRETS), region, service: 'secretsmanager' };
  // Given the key, CDK would name the client's role in the key's policy: the stack of the key would wait for the client's.
  secret.grantRead = (grantee, versionStages) => grantInRegion(scope, region, grantee, [
    {
      actions: READ,
      resourceArns: [arn + RANDOM_SUFFIX],
      conditions: versionStages && { 'ForAnyValue:StringEquals': { 'secretsmanager:VersionStage': versionStages } },
    },
    keyUse(encryptedBy, ['kms:Decrypt']),
  ]);
  return secret;
}
