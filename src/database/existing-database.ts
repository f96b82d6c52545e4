/**
 * A cluster that exists, by what its Region knows it by: `aws rds describe-db-clusters` shows all of it. Literal values, not
 * attributes of a construct: a reference would change the stack that owns the cluster.
 */
export interface ExistingMember {
  /** The cluster's identifier, known at synthesis: both Regions spell it. */
  readonly clusterIdentifier: string;
  /** What IAM knows the cluster by, `DbClusterResourceId`: for example `cluster-ABCDEFGHIJKL0123456789`. */
  readonly clusterResourceIdentifier: string;
  /** The host name of the cluster endpoint, `Endpoint`. */
  readonly clusterEndpointAddress: string;
  /** The host name of the reader endpoint, `ReaderEndpoint`. */
  readonly readerEndpointAddress: string;
  /** The ids of the cluster's security groups, at least one: clients are let in by rules on them. */
  readonly securityGroupIds: string[];
  /**
   * The ARN of the customer-managed key that encrypts the cluster, `KmsKeyId`: a key of the cluster's Region. AWS Backup may use it then, and
   * recovery this key only where it keeps a snapshot of lost writes.
   * @default - for AWS Backup the key `aws/rds`, which needs no grant inside the account; for recovery any key of the Region and account
   */
  readonly storageEncryptionKeyArn?: string;
  /**
   * The cluster's subnet group, `DBSubnetGroup`. Read by the restore tests of `backup` only, which restore into it. Refused without `backup`.
   * @default - restore tests restore into the default VPC
   */
  readonly dbSubnetGroupName?: string;
}

/** The credentials of a database that exists. They stay with the team: this library generates, replicates and rotates none. */
export interface ExistingCredentials {
  /**
   * The name of the secret in Secrets Manager, without the suffix that its ARN has. The same in both Regions: replicate it. A name that ends
   * like such a suffix itself, in a hyphen and six letters or digits, is refused: Secrets Manager does not find it by a part of its ARN.
   * @default - none: the handles have no `secret`, and refuse the access to it
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
   */
  readonly secretName?: string;
  /**
   * The alias of the customer-managed key that encrypts the secret, with the prefix `alias/`. Each Region has its own key: give both
   * this alias.
   * @default - the key `aws/secretsmanager`, which needs no grant inside the account
   */
  readonly secretKeyAliasName?: string;
}

/** A single-Region cluster in the home Region. */
export interface ExistingClusterProps extends ExistingMember, ExistingCredentials {}

/** An Aurora global database with a cluster in both Regions. */
export interface ExistingGlobalDatabaseProps extends ExistingCredentials {
  /** The identifier of the global cluster, known at synthesis. */
  readonly globalClusterIdentifier: string;
  /** The cluster in the home Region, whichever role it has at present. */
  readonly primary: ExistingMember;
  /** The cluster in the standby Region, whichever role it has at present. */
  readonly secondary: ExistingMember;
}

/**
 * A database that a team has already and that joins by reference: it stays in the stack, or the tool, that made it, and nothing of
 * it is replaced or changed.
 */
export class ExistingDatabase {
  /**
   * A cluster in the home Region becomes the primary of a new global database; the cluster of the standby Region is created as
   * always. The cluster must be encrypted, of a version and instance class that a global database takes, and must not have a password
   * that RDS manages. The options `engine` and `capacity` must say what it has: Aurora promotes a standby only of the same version.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-getting-started.html
   */
  public static cluster(props: ExistingClusterProps): ExistingDatabase {
    return new ExistingDatabase(props, { primary: props });
  }

  /** Global cluster and both clusters exist. They are watched, recovered and handed to clients by their names. */
  public static globalDatabase(props: ExistingGlobalDatabaseProps): ExistingDatabase {
    return new ExistingDatabase(props, { primary: props.primary, secondary: props.secondary }, props.globalClusterIdentifier);
  }

  /** @internal */
  public readonly _credentials: ExistingCredentials;
  /**
   * By the role of their Region.
   * @internal
   */
  public readonly _members: { readonly primary: ExistingMember; readonly secondary?: ExistingMember };
  /**
   * Where there is one already.
   * @internal
   */
  public readonly _globalClusterIdentifier?: string;

  private constructor(
    credentials: ExistingCredentials,
    members: { primary: ExistingMember; secondary?: ExistingMember },
    globalClusterIdentifier?: string,
  ) {
    this._credentials = { secretName: credentials.secretName, secretKeyAliasName: credentials.secretKeyAliasName };
    this._members = members;
    this._globalClusterIdentifier = globalClusterIdentifier;
  }
}
