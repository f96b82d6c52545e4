import { EventField } from 'aws-cdk-lib/aws-events';
import { AlertSeverity } from './alert-severity';

/** Events of a service that people are told of. */
export interface RoutedEvents {
  /** Part of the rule's name: lower case, with hyphens. */
  readonly id: string;
  readonly severity: AlertSeverity;
  /** What has happened, in a few words. */
  readonly title: string;
  /** Fields of the event that every event of this kind has, and that hold no quotation marks: the message is JSON. */
  readonly text: string;
  readonly nextStep: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: { readonly [field: string]: unknown[] };
}

/**
 * What Aurora says of a failover: of an instance within a Region, of the writer between Regions.
 *
 * By event ids, since the names of the categories are written differently in the console and in events.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
const DATABASE_EVENTS: readonly (Pick<RoutedEvents, 'id' | 'severity' | 'title'> & { readonly eventIds: readonly string[] })[] = [
  {
    id: 'database-critical',
    severity: AlertSeverity.CRITICAL,
    title: 'A failover of a database failed, or its writer moved to another Region with possible loss of data',
    // Failover of a cluster failed; switchover failed; global failover completed; global failover failed.
    eventIds: ['RDS-EVENT-0069', 'RDS-EVENT-0187', 'RDS-EVENT-0238', 'RDS-EVENT-0239'],
  },
  {
    id: 'database-warning',
    severity: AlertSeverity.WARNING,
    title: 'A failover or switchover of a database',
    // Within the Region: previous writer again, completed, started in the same or another zone. Between Regions: switchover started, old
    // writer shut down, new one promoted, finished, cancelled; resynchronisation after a failover started, finished.
    eventIds: [
      'RDS-EVENT-0070', 'RDS-EVENT-0071', 'RDS-EVENT-0072', 'RDS-EVENT-0073',
      'RDS-EVENT-0181', 'RDS-EVENT-0182', 'RDS-EVENT-0184', 'RDS-EVENT-0185', 'RDS-EVENT-0186',
      'RDS-EVENT-0240', 'RDS-EVENT-0241',
    ],
  },
];

/** Events of clusters, by their identifiers. */
export function databaseEvents(clusterIdentifiers: string[]): RoutedEvents[] {
  return DATABASE_EVENTS.map(({ eventIds, ...events }) => ({
    ...events,
    text: `${EventField.fromPath('$.detail.SourceIdentifier')}: ${EventField.fromPath('$.detail.Message')} (${EventField.fromPath('$.detail.EventID')})`,
    nextStep: 'Look at the dashboard for the lag of replication and for who is active.',
    source: 'aws.rds',
    detailType: 'RDS DB Cluster Event',
    detail: { EventID: [...eventIds], SourceIdentifier: clusterIdentifiers },
  }));
}

/** A backup vault as events name it. */
export interface VaultNames {
  readonly vaultName: string;
  readonly vaultArn: string;
  /** What the ARN of the plan that tests restores from this vault begins with. */
  readonly restoreTestingPlanArnPrefix: string;
}

/**
 * Backups, copies and restore tests that failed. The reason that AWS Backup gives is not in the message: it may hold quotation marks.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function backupEvents({ vaultName, vaultArn, restoreTestingPlanArnPrefix }: VaultNames): RoutedEvents[] {
  const shared = { severity: AlertSeverity.WARNING, source: 'aws.backup' };
  return [
    {
      ...shared,
      id: 'backup-jobs',
      title: 'A backup failed, expired or was aborted',
      text: `${EventField.fromPath('$.detail.state')}: backup of ${EventField.fromPath('$.detail.resourceArn')}`,
      nextStep: `Ask for the reason: aws backup describe-backup-job --region ${EventField.region} --backup-job-id ${EventField.fromPath('$.detail.backupJobId')}`,
      detailType: 'Backup Job State Change',
      detail: { state: ['FAILED', 'EXPIRED', 'ABORTED'], backupVaultName: [vaultName] },
    },
    {
      ...shared,
      id: 'backup-copies',
      title: 'The copy of a backup to the other Region failed',
      text: `${EventField.fromPath('$.detail.state')}: copy to ${EventField.fromPath('$.detail.destinationBackupVaultArn')}`,
      nextStep: `Ask for the reason: aws backup describe-copy-job --region ${EventField.region} --copy-job-id ${EventField.fromPath('$.detail.copyJobId')}`,
      detailType: 'Copy Job State Change',
      detail: { state: ['FAILED'], sourceBackupVaultArn: [vaultArn] },
    },
    {
      ...shared,
      id: 'restore-tests',
      title: 'The test of a restore failed',
      text: `${EventField.fromPath('$.detail.status')}: restore of a backup of type ${EventField.fromPath('$.detail.resourceType')}`,
      nextStep: `Ask for the reason: aws backup describe-restore-job --region ${EventField.region} --restore-job-id ${EventField.fromPath('$.detail.restoreJobId')}`,
      detailType: 'Restore Job State Change',
      detail: { status: ['FAILED', 'ABORTED'], restoreTestingPlanArn: [{ prefix: restoreTestingPlanArnPrefix }] },
    },
  ];
}
