import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose } from '../topology';
import { grantKeyUse } from '../topology/regional-grant';

/**
 * The credentials as one Region has them: the secret in the home Region, its replica in the standby. Known by name, so that a
 * client's stack refers to no other for them.
 */
export function credentialsIn(scope: Construct, topology: DrTopology, region: DrRegion, secretName: string): secretsmanager.ISecret {
  const secret = secretsmanager.Secret.fromSecretPartialArn(scope, 'regional-credentials',
    `arn:${topology.partition}:secretsmanager:${region.name}:${topology.account}:secret:${secretName}`);
  const grantReadOfSecret = secret.grantRead.bind(secret);
  const encryptedBy = { key: topology.encryptionKey(region, KeyPurpose.SECRETS), region, service: 'secretsmanager' };
  // Given the key, CDK would name the client's role in the key's policy: the stack of the key would wait for the client's.
  secret.grantRead = (grantee, versionStages) =>
    grantReadOfSecret(grantee, versionStages).combine(grantKeyUse(scope, grantee, encryptedBy, ['kms:Decrypt']));
  return secret;
}
