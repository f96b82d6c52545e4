import type * as iam from 'aws-cdk-lib/aws-iam';
import type { BackupPlaces } from './backup-places';

/** Resources of one kind, in one Region. */
export interface ResourcesOfKind {
  readonly arns: string[];
  /** Of the customer-managed keys that encrypt them. */
  readonly keyArns: string[];
}

/** What differs between the resources that AWS Backup protects. */
export interface ResourceKind {
  /** The name that AWS Backup has for it. */
  readonly resourceType: string;
  readonly arnService: string;
  /** The last part of its ARN. */
  readonly arnResource: RegExp;
  /** The same as an example, for errors. */
  readonly exampleResource: string;
  /** Whether AWS Backup can move its recovery points to cold storage. */
  readonly hasColdStorage: boolean;
  /** Whether its recovery points can be copied between the Regions of China. */
  readonly copiesInChina: boolean;
  /** What a restore test cannot infer in an account without a default VPC. */
  readonly neededRestoreMetadata?: string;
  /** Whose ARN a recovery point has. */
  readonly recoveryPoints: { readonly service: string; readonly resource: string };
  /** What a role needs to take backups, copy them, and delete them when their time is over. */
  backupStatements(places: BackupPlaces, resources: ResourcesOfKind): iam.PolicyStatement[];
  /** What a role needs to restore in its own Region. */
  restoreStatements(places: BackupPlaces, resources: ResourcesOfKind): iam.PolicyStatement[];
}

/** How the name of everything begins that a restore test creates. */
export const RESTORE_TEST_PREFIX = 'awsbackup-restore-test-';
