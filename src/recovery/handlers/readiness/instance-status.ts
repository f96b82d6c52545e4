/**
 * What each status of an Aurora instance means to a promotion of its cluster, which makes one of its instances the writer: whether it works now, by
 * what AWS says of the status. A planned run can wait, so one in which an instance may restart or not be reached does not count.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html#Overview.DBInstance.Status
 */
export const INSTANCE_STATUSES: { readonly [status: string]: 'works' | 'may not work' | 'does not work' } = {
  'available': 'works',
  // Backups are of the volume of the cluster: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html
  'backing-up': 'works',
  // These three are changed without an outage: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Modifying.html
  'configuring-enhanced-monitoring': 'works',
  'configuring-iam-database-auth': 'works',
  'configuring-log-exports': 'works',
  // "Fully operational", and it may last for more than a day.
  'storage-optimization': 'works',

  'maintenance': 'may not work',
  'modifying': 'may not work',
  'rebooting': 'may not work',
  'renaming': 'may not work',
  'resetting-master-credentials': 'may not work',
  'upgrading': 'may not work',

  'backtracking': 'does not work',
  'converting-to-vpc': 'does not work',
  'creating': 'does not work',
  'deleting': 'does not work',
  'failed': 'does not work',
  'inaccessible-encryption-credentials': 'does not work',
  'inaccessible-encryption-credentials-recoverable': 'does not work',
  'incompatible-network': 'does not work',
  'incompatible-option-group': 'does not work',
  'incompatible-parameters': 'does not work',
  'incompatible-restore': 'does not work',
  'insufficient-capacity': 'does not work',
  'moving-to-vpc': 'does not work',
  'restore-error': 'does not work',
  'starting': 'does not work',
  'stopped': 'does not work',
  'stopping': 'does not work',
  'storage-full': 'does not work',
};

/** Whether an instance counts as one that can be made the writer. One in a status that nobody knows here does not. */
export function isAvailable(status: string | undefined): boolean {
  return status !== undefined && INSTANCE_STATUSES[status] === 'works';
}
