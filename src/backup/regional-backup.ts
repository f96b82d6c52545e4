import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { DrRegion } from '../topology';

/** @internal */
export interface RegionalBackupProps {
  readonly region: DrRegion;
  readonly vaultName: string;
  readonly vaultArn: string;
  readonly copiesVaultName: string;
  readonly planId: string;
  readonly restoreRole: iam.IRole;
}

/** The backups of one Region, for stacks of the same Region. */
export class RegionalBackup {
  /** @internal */
  public static _of(props: RegionalBackupProps): RegionalBackup {
    return new RegionalBackup(props);
  }

  /** The Region of vault and plan. */
  public readonly region: DrRegion;
  /** The vault with the backups of this Region and the copies of the other's, known at synthesis. */
  public readonly vaultName: string;
  /** The vault's ARN, known at synthesis. */
  public readonly vaultArn: string;
  /** The vault of the other Region, to which this Region copies its backups, known at synthesis. */
  public readonly copiesVaultName: string;
  /** The id of the plan, known after deployment. */
  public readonly planId: string;
  /** The role in which AWS Backup restores in this Region. Pass its ARN to `start-restore-job`. */
  public readonly restoreRole: iam.IRole;

  private constructor(props: RegionalBackupProps) {
    this.region = props.region;
    this.vaultName = props.vaultName;
    this.vaultArn = props.vaultArn;
    this.copiesVaultName = props.copiesVaultName;
    this.planId = props.planId;
    this.restoreRole = props.restoreRole;
  }

  /**
   * Backups into this vault that succeeded. Where the account has not opted in to AWS Backup no job is made, and none fails: alarm on too
   * few of these, with missing data as breaching.
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/service-opt-in.html
   * @default - sum over 1 hour
   */
  public metricNumberOfBackupJobsCompleted(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('NumberOfBackupJobsCompleted', options);
  }

  /**
   * Backups into this vault that failed.
   * @default - sum over 1 hour
   */
  public metricNumberOfBackupJobsFailed(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('NumberOfBackupJobsFailed', options);
  }

  /**
   * Backups into this vault that did not begin in time.
   * @default - sum over 1 hour
   */
  public metricNumberOfBackupJobsExpired(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('NumberOfBackupJobsExpired', options);
  }

  /**
   * Copies from this Region to the vault of the other that succeeded. Published in this Region, where the jobs run, for `copiesVaultName`:
   * "The vault name of copy jobs is that of their destination vault".
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
   * @default - sum over 1 hour
   */
  public metricNumberOfCopyJobsCompleted(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.copyMetric('NumberOfCopyJobsCompleted', options);
  }

  /**
   * Copies from this Region to the vault of the other that failed. Published as `metricNumberOfCopyJobsCompleted`.
   * @default - sum over 1 hour
   */
  public metricNumberOfCopyJobsFailed(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.copyMetric('NumberOfCopyJobsFailed', options);
  }

  /**
   * Restores from this vault that failed, those of restore tests included.
   * @default - sum over 1 hour
   */
  public metricNumberOfRestoreJobsFailed(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('NumberOfRestoreJobsFailed', options);
  }

  /**
   * A metric that AWS Backup publishes for this vault, in this Region. It has data only while there is something to count.
   *
   * @param metricName for example `NumberOfRecoveryPointsExpired`
   * @default - sum over 1 hour
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
   */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/Backup',
      metricName,
      dimensionsMap: { BackupVaultName: this.vaultName },
      statistic: cloudwatch.Stats.SUM,
      period: Duration.hours(1),
      region: this.region.name,
      ...options,
    });
  }

  private copyMetric(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, { dimensionsMap: { BackupVaultName: this.copiesVaultName }, ...options });
  }
}
