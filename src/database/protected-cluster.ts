import * as kms from 'aws-cdk-lib/aws-kms';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import type { AuroraMember } from './aurora-member';
import type { ExistingMember } from './existing-database';
import { ProtectedResource } from '../backup';

/** A cluster of this library as AWS Backup sees it. Restore tests restore beside it, and admit the same clients. */
export function protectedCluster(clusterArn: string, { cluster }: AuroraMember, encryptionKey: kms.IKey): ProtectedResource {
  const { dbSubnetGroupName, vpcSecurityGroupIds } = cluster.node.defaultChild as rds.CfnDBCluster;
  return ProtectedResource.auroraCluster(clusterArn, { encryptionKey, dbSubnetGroupName, vpcSecurityGroupIds });
}

/** A cluster that exists, as AWS Backup sees it. */
export function protectedExistingCluster(scope: Construct, clusterArn: string, existing: ExistingMember): ProtectedResource {
  const { storageEncryptionKeyArn, dbSubnetGroupName, securityGroupIds } = existing;
  return ProtectedResource.auroraCluster(clusterArn, {
    encryptionKey: storageEncryptionKeyArn === undefined ? undefined : kms.Key.fromKeyArn(scope, 'storage-key', storageEncryptionKeyArn),
    dbSubnetGroupName,
    vpcSecurityGroupIds: securityGroupIds,
  });
}
