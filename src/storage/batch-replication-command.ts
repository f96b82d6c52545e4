/** One run of S3 Batch Replication: every object of a bucket that was not replicated, or failed to be. */
export interface BatchReplicationJob {
  readonly account: string;
  /** The Region of the source, where the job runs. */
  readonly region: string;
  readonly sourceArn: string;
  readonly roleArn: string;
  readonly reportBucketArn: string;
  readonly reportPrefix: string;
}

/**
 * The command that creates the job. It waits for a confirmation, so that its number of objects, and so its price, is seen before.
 * The list of objects is made by S3 and not kept, which needs no further access.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-existing-config.html
 */
export function createJobCommand(job: BatchReplicationJob): string {
  const manifestGenerator = {
    S3JobManifestGenerator: {
      ExpectedBucketOwner: job.account,
      SourceBucket: job.sourceArn,
      EnableManifestOutput: false,
      Filter: { EligibleForReplication: true, ObjectReplicationStatuses: ['NONE', 'FAILED'] },
    },
  };
  const report = {
    Enabled: true,
    Bucket: job.reportBucketArn,
    Prefix: job.reportPrefix,
    Format: 'Report_CSV_20180820',
    ReportScope: 'AllTasks',
  };
  return [
    'aws s3control create-job',
    `--region ${job.region}`,
    `--account-id ${job.account}`,
    `--role-arn ${job.roleArn}`,
    `--operation ${quoted({ S3ReplicateObject: {} })}`,
    `--manifest-generator ${quoted(manifestGenerator)}`,
    `--report ${quoted(report)}`,
    '--priority 1',
    '--confirmation-required',
  ].join(' ');
}

/** JSON as one word of a shell. Names and ARNs contain no quote. */
function quoted(value: object): string {
  return `'${JSON.stringify(value)}'`;
}
