import { Unit } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricFact } from './metric-fact';
import { PublishingPlace } from './metric-fact';

const SOURCE = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html';
/** "More dimensions are available beyond those listed in the table." */
const DIMENSION_SETS = [['BackupVaultName'], ['ResourceType'], ['BackupVaultName', 'ResourceType']];

/** Metrics of AWS Backup. */
export const BACKUP_FACTS: readonly MetricFact[] = [
  {
    // "The vault name of copy jobs is that of their destination vault": the jobs themselves are in the Region that copies.
    namespace: 'AWS/Backup',
    metrics: {
      NumberOfCopyJobsCompleted: Unit.COUNT,
      NumberOfCopyJobsCreated: Unit.COUNT,
      NumberOfCopyJobsFailed: Unit.COUNT,
      NumberOfCopyJobsRunning: Unit.COUNT,
    },
    dimensionSets: DIMENSION_SETS,
    moreDimensionSets: true,
    place: PublishingPlace.SOURCE,
    source: SOURCE,
  },
  {
    namespace: 'AWS/Backup',
    metrics: {
      NumberOfBackupJobsAborted: Unit.COUNT,
      NumberOfBackupJobsCompleted: Unit.COUNT,
      NumberOfBackupJobsCreated: Unit.COUNT,
      NumberOfBackupJobsExpired: Unit.COUNT,
      NumberOfBackupJobsFailed: Unit.COUNT,
      NumberOfBackupJobsPending: Unit.COUNT,
      NumberOfBackupJobsRunning: Unit.COUNT,
      NumberOfRecoveryPointsCold: Unit.COUNT,
      NumberOfRecoveryPointsCompleted: Unit.COUNT,
      NumberOfRecoveryPointsCreating: Unit.COUNT,
      NumberOfRecoveryPointsDeleting: Unit.COUNT,
      NumberOfRecoveryPointsExpired: Unit.COUNT,
      NumberOfRecoveryPointsPartial: Unit.COUNT,
      NumberOfRestoreJobsCompleted: Unit.COUNT,
      NumberOfRestoreJobsFailed: Unit.COUNT,
      NumberOfRestoreJobsPending: Unit.COUNT,
      NumberOfRestoreJobsRunning: Unit.COUNT,
    },
    dimensionSets: DIMENSION_SETS,
    moreDimensionSets: true,
    place: PublishingPlace.OWN,
    source: SOURCE,
  },
];
