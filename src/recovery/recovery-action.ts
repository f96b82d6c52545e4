/** The Aurora global database that an action is about. */
export interface AuroraActionProps {
  /** The identifier of the global cluster, the same in both Regions. */
  readonly globalClusterIdentifier: string;
  /** The ARN of the member cluster in the Region that is checked or takes over. */
  readonly targetClusterArn: string;
}

/**
 * What a recovery step calls, as data: a kind and its parameters. It holds no code, so that a plan can be rendered as a state
 * machine, a runbook or a time budget alike.
 */
export class RecoveryAction {
  /**
   * Makes a member cluster the writer of its Aurora global database: `SwitchoverGlobalCluster` in a planned run,
   * `FailoverGlobalCluster` with `AllowDataLoss` in a forced one.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
   */
  public static promoteAurora(props: AuroraActionProps): RecoveryAction {
    return new RecoveryAction('promote-aurora', { ...props });
  }

  /**
   * Checks that a member cluster could take over: it is available, has an instance, and is a member of the global database.
   * Changes nothing.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeGlobalClusters.html
   */
  public static checkAurora(props: AuroraActionProps): RecoveryAction {
    return new RecoveryAction('check-aurora', { ...props });
  }

  /**
   * Checks that a DynamoDB table is active in the Region of the step. Changes nothing.
   *
   * @param tableName the table's name, the same in both Regions
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
   */
  public static checkTable(tableName: string): RecoveryAction {
    return new RecoveryAction('check-table', { tableName });
  }

  /**
   * Checks that a bucket of the Region of the step answers. Changes nothing.
   *
   * @param bucketName the bucket's name
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
   */
  public static checkBucket(bucketName: string): RecoveryAction {
    return new RecoveryAction('check-bucket', { bucketName });
  }

  /** What is called, for example `promote-aurora`. */
  public readonly kind: string;
  /** What it is called with: literal names and ARNs, never a value that only the other Region knows. */
  public readonly parameters: { [name: string]: string };

  private constructor(kind: string, parameters: { [name: string]: string }) {
    this.kind = kind;
    this.parameters = parameters;
  }
}
