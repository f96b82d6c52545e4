import type * as kms from 'aws-cdk-lib/aws-kms';
import { AURORA_CLUSTER } from './aurora-cluster';
import { DYNAMODB_TABLE } from './dynamodb-table';
import type { ResourceKind } from './resource-kind';

/** What AWS Backup must know of a resource beside its ARN. */
export interface ProtectedResourceProps {
  /**
   * The customer-managed key that encrypts the resource. The role of the backups gets what it needs on it.
   * @default - a key of the service, which needs no permission
   */
  readonly encryptionKey?: kms.IKey;
}

/** What AWS Backup must know of an Aurora cluster beside its ARN. */
export interface ProtectedAuroraClusterProps extends ProtectedResourceProps {
  /**
   * The DB subnet group into which restore tests of this Region restore.
   * @default - that of the default VPC, in which restore tests fail where there is none
   */
  readonly dbSubnetGroupName?: string;
  /**
   * The security groups of what restore tests of this Region restore.
   * @default - the default security group of the VPC
   */
  readonly vpcSecurityGroupIds?: string[];
}

/** A resource of one Region that AWS Backup protects. */
export class ProtectedResource {
  /**
   * An Aurora cluster.
   *
   * @param clusterArn known at synthesis: restore tests of the other Region name it
   */
  public static auroraCluster(clusterArn: string, props: ProtectedAuroraClusterProps = {}): ProtectedResource {
    return new ProtectedResource(clusterArn, AURORA_CLUSTER, props.encryptionKey, {
      ...props.dbSubnetGroupName && { dbSubnetGroupName: props.dbSubnetGroupName },
      // A list in a map of strings: AWS Backup takes it as JSON.
      ...props.vpcSecurityGroupIds && { vpcSecurityGroupIds: `["${props.vpcSecurityGroupIds.join('","')}"]` },
    });
  }

  /**
   * A DynamoDB table, or the replica of one. AWS Backup copies it to the other Region only where its advanced DynamoDB backup is enabled.
   *
   * @param tableArn known at synthesis: restore tests of the other Region name it
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/advanced-ddb-backup.html
   */
  public static dynamoDbTable(tableArn: string, props: ProtectedResourceProps = {}): ProtectedResource {
    return new ProtectedResource(tableArn, DYNAMODB_TABLE, props.encryptionKey, {});
  }

  /** The ARN of the resource, known at synthesis. */
  public readonly resourceArn: string;
  /** The customer-managed key that encrypts it, if any. */
  public readonly encryptionKey?: kms.IKey;
  /** @internal */
  public readonly _kind: ResourceKind;
  /**
   * What a restore test is told, instead of what AWS Backup infers.
   * @internal
   */
  public readonly _restoreMetadata: { readonly [key: string]: string };

  private constructor(resourceArn: string, kind: ResourceKind, encryptionKey: kms.IKey | undefined, restoreMetadata: { [key: string]: string }) {
    this.resourceArn = resourceArn;
    this.encryptionKey = encryptionKey;
    this._kind = kind;
    this._restoreMetadata = restoreMetadata;
  }
}

/** The same resource in both Regions, for example the two clusters of a global database. */
export interface ProtectedResourcePair {
  /** The resource in the home Region. */
  readonly primary: ProtectedResource;
  /** The resource in the standby Region. */
  readonly secondary: ProtectedResource;
}
