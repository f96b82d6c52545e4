import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { ClientSideSecret } from './client-side-secret';
import type { ExistingCredentials } from './existing-database';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose, RegionalKey } from '../topology';
import { keyUse, throughService } from '../topology/regional-grant';

/** The credentials as one Region has them: the secret in the home Region, its replica in the standby. */
export interface RegionalCredentials {
  /** Known by name, so that a client's stack refers to no other for them. */
  readonly secret: ClientSideSecret;
  /** What a role beside the cluster needs to read them. */
  readonly readStatements: iam.PolicyStatement[];
}

/** The credentials that this library makes. Beside the cluster their key is known and named by itself, to clients by its alias. */
export function credentialsIn(scope: Construct, topology: DrTopology, region: DrRegion, secretName: string): RegionalCredentials {
  const key = topology.encryptionKey(region, KeyPurpose.SECRETS);
  const decrypt = new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.key.keyArn] });
  return regionalCredentials(scope, topology, region, secretName, { key, decrypt });
}

/** The credentials of a database that exists, if their name is known. The service's own key lets in who may read the secret. */
export function existingCredentialsIn(
  scope: Construct, topology: DrTopology, region: DrRegion, { secretName, secretKeyAliasName: aliasName }: ExistingCredentials,
): RegionalCredentials | undefined {
  if (secretName === undefined) {
    return undefined;
  }
  if (aliasName === undefined) {
    return regionalCredentials(scope, topology, region, secretName);
  }
  const alias = kms.Alias.fromAliasName(scope, 'existing-credentials-alias', aliasName);
  const key = RegionalKey._of(scope, 'existing-credentials-key', region, topology.partition, { key: alias, aliasName });
  return regionalCredentials(scope, topology, region, secretName, { key, decrypt: key.crossRegionStatement(['kms:Decrypt']) });
}

function regionalCredentials(
  scope: Construct, topology: DrTopology, region: DrRegion, secretName: string, encryption?: { key: RegionalKey; decrypt: iam.PolicyStatement },
): RegionalCredentials {
  const secret = new ClientSideSecret(scope, 'regional-credentials', {
    region,
    partialArn: `arn:${topology.partition}:secretsmanager:${region.name}:${topology.account}:secret:${secretName}`,
    keyUse: encryption ? [keyUse({ key: encryption.key, region, service: 'secretsmanager' }, ['kms:Decrypt'])] : [],
  });
  return {
    secret,
    readStatements: [
      new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.arnForPolicies] }),
      ...encryption ? [throughService(encryption.decrypt, 'secretsmanager', region)] : [],
    ],
  };
}
