/** What a template may say of a property that is dangerous while the Regions have exchanged their roles. */
export type TemplateMay =
  /** The property is in no template. */
  | 'never'
  /** Every value is spelled out at synthesis: no reference to another resource, stack or parameter. */
  | 'literal and constant'
  /** As above, and no template may lose it. */
  | 'literal, constant and always there'
  /** As above, only for the cluster that shares its stack with the global cluster. */
  | 'first writer only, literal'
  /** There, as the newest version of a key of a secret: a reference that stays the same whatever the secret holds. */
  | 'first writer only, by dynamic reference';

/** A property that AWS changes, or gives back differently, while the roles are swapped, or that only one role may have. */
export interface FailoverProperty {
  readonly type: string;
  /** Its path; `*` stands for every element of a list. */
  readonly property: string;
  readonly changesAt: string;
  readonly readBackAs: string;
  readonly templateMay: TemplateMay;
  readonly source: string;
}

/** The sources of CloudFormation's resource types of RDS, at the newest commit that is published. */
const HANDLERS = 'https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds/blob/5a410e843efb90076c1c4d322707bc989e5a058b';
const CLUSTER_HANDLER = `${HANDLERS}/aws-rds-dbcluster/src/main/java/software/amazon/rds/dbcluster`;
const GLOBAL_HANDLER = `${HANDLERS}/aws-rds-globalcluster/src/main/java/software/amazon/rds/globalcluster`;
const ROADMAP = 'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues';
const AURORA_GUIDE = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide';

/**
 * The list behind ADR 0019. Amazon S3, Route 53, CloudWatch and AWS Backup have no line: a failover moves states there (of checks and
 * alarms) and changes no property.
 */
export const FAILOVER_PROPERTIES: readonly FailoverProperty[] = [
  {
    type: 'AWS::RDS::GlobalCluster',
    property: 'SourceDBClusterIdentifier',
    changesAt: 'every change of roles',
    readBackAs: 'the ARN of the present writer, though it is create-only',
    templateMay: 'never',
    source: `${ROADMAP}/1856`,
  },
  {
    type: 'AWS::RDS::GlobalCluster',
    property: 'GlobalClusterIdentifier',
    changesAt: 'never; another value is another global database',
    readBackAs: 'itself',
    templateMay: 'literal, constant and always there',
    source: `${HANDLERS}/aws-rds-globalcluster/aws-rds-globalcluster.json`,
  },
  {
    type: 'AWS::RDS::GlobalCluster',
    property: 'EngineVersion',
    changesAt: 'an upgrade; an upgrade of swapped members has the opposite order',
    readBackAs: 'the version of the global database, also when only its members were upgraded',
    templateMay: 'literal and constant',
    source: `${GLOBAL_HANDLER}/Translator.java`,
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'GlobalClusterIdentifier',
    changesAt: 'never; without it the update takes the cluster out of the global database, another value is refused',
    readBackAs: 'itself, and as removed by handlers from before July 2025',
    templateMay: 'literal, constant and always there',
    source: `${CLUSTER_HANDLER}/UpdateHandler.java`,
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'ReplicationSourceIdentifier',
    changesAt: 'every change of roles',
    readBackAs: 'the ARN of the writer in the cluster that follows, nothing in the writer',
    templateMay: 'never',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/42919',
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'SourceRegion',
    changesAt: 'every change of roles: it names the Region that is followed',
    readBackAs: 'nothing: it is create-only and write-only',
    templateMay: 'never',
    source: `${HANDLERS}/aws-rds-dbcluster/aws-rds-dbcluster.json`,
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'MasterUsername',
    changesAt: 'never; refused for a cluster that joins as a follower',
    readBackAs: 'the name of the first writer, in every member',
    templateMay: 'first writer only, literal',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbcluster.html#cfn-rds-dbcluster-masterusername',
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'MasterUserPassword',
    changesAt: 'rotation; a cluster that follows cannot change it',
    readBackAs: 'nothing: it is write-only; an update sends it if it differs from the previous one',
    templateMay: 'first writer only, by dynamic reference',
    source: `${CLUSTER_HANDLER}/Translator.java`,
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'ManageMasterUserPassword',
    changesAt: 'never; not supported in a global database',
    readBackAs: 'whether RDS keeps the secret',
    templateMay: 'never',
    source: `${AURORA_GUIDE}/rds-secrets-manager.html`,
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'DatabaseName',
    changesAt: 'never; refused for a cluster that joins as a follower, and create-only',
    readBackAs: 'the name of the first database',
    templateMay: 'first writer only, literal',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbcluster.html#cfn-rds-dbcluster-databasename',
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'EngineVersion',
    changesAt: 'an upgrade; a rollback of the stack does not take it back',
    readBackAs: 'the version that runs',
    templateMay: 'literal and constant',
    source: `${CLUSTER_HANDLER}/Translator.java`,
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'EnableGlobalWriteForwarding',
    changesAt: 'never; it acts while the cluster follows and rests while it writes',
    readBackAs: 'what was asked for, in either role',
    templateMay: 'literal and constant',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbcluster.html#cfn-rds-dbcluster-enableglobalwriteforwarding',
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'AvailabilityZones',
    changesAt: 'a forced failover, after which the old writer gets a new storage volume',
    readBackAs: 'the zones of the present volume, though it is create-only',
    templateMay: 'never',
    source: `${AURORA_GUIDE}/aurora-global-database-disaster-recovery.html`,
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'BackupRetentionPeriod',
    changesAt: 'never; sent with every update, in either role',
    readBackAs: 'itself',
    templateMay: 'literal and constant',
    source: `${CLUSTER_HANDLER}/Translator.java`,
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'PreferredBackupWindow',
    changesAt: 'never; sent when it differs from the previous one',
    readBackAs: 'itself, or the window that RDS chose',
    templateMay: 'literal and constant',
    source: `${CLUSTER_HANDLER}/Translator.java`,
  },
  {
    type: 'AWS::RDS::DBInstance',
    property: 'PromotionTier',
    changesAt: 'never; which instance writes is no property; sent with every update',
    readBackAs: 'itself',
    templateMay: 'literal and constant',
    source: `${HANDLERS}/aws-rds-dbinstance/src/main/java/software/amazon/rds/dbinstance/Translator.java`,
  },
  {
    type: 'AWS::RDS::DBInstance',
    property: 'EngineVersion',
    changesAt: 'an upgrade of the cluster, which alone decides it',
    readBackAs: 'the version of the cluster',
    templateMay: 'never',
    source: 'https://github.com/aws/aws-cdk/issues/21758',
  },
  {
    type: 'AWS::SecretsManager::Secret',
    property: 'ReplicaRegions',
    changesAt: 'the promotion of the replica by an operator, in a long outage',
    readBackAs: 'the Regions that still follow',
    templateMay: 'literal and constant',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_StopReplicationToReplica.html',
  },
  {
    type: 'AWS::SecretsManager::Secret',
    property: 'GenerateSecretString',
    changesAt: 'never; any other value replaces the password, which a home cluster that follows cannot take over',
    readBackAs: 'nothing: it is write-only',
    templateMay: 'literal and constant',
    source: `${ROADMAP}/2210`,
  },
  {
    type: 'AWS::SecretsManager::Secret',
    property: 'SecretString',
    changesAt: 'every rotation, which a value in a template would undo',
    readBackAs: 'nothing: it is write-only',
    templateMay: 'never',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-secret.html',
  },
  {
    type: 'AWS::DynamoDB::GlobalTable',
    property: 'Replicas.*.Region',
    changesAt: 'no failover; DynamoDB lets go of a replica whose Region is disabled or whose key is inaccessible for 20 hours',
    readBackAs: 'the replicas that are left',
    templateMay: 'literal and constant',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ReplicaDescription.html',
  },
];
