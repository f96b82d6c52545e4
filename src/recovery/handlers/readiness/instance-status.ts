/**
 * What each status of an Aurora instance means to a promotion of its cluster, which makes one of its instances the writer: whether it works now, by
 * what AWS says of the status. A planned run can wait, so one in which an instance may restart or not be reached does not count.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html#Overview.DBInstance.Status
 */
export const INSTANCE_STATUSES: { readonly [status: string]: boolean } = {
  'available': true,
  // Backups are of the volume of the cluster: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html
  'backing-up': true,
  // These three are changed without an outage: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Modifying.html
  'configuring-enhanced-monitoring': true,
  'configuring-iam-database-auth': true,
  'configuring-log-exports': true,
  // "Fully operational", and it may last for more than a day.
  'storage-optimization': true,

  // In these it may restart.
  'maintenance': false,
  'modifying': false,
  'rebooting': false,
  'renaming': false,
  'resetting-master-credentials': false,
  'upgrading': false,

  // In these it does not work.
  'backtracking': false,
  'converting-to-vpc': false,
  'creating': false,
  'deleting': false,
  'failed': false,
  'inaccessible-encryption-credentials': false,
  'inaccessible-encryption-credentials-recoverable': false,
  'incompatible-network': false,
  'incompatible-option-group': false,
  'incompatible-parameters': false,
  'incompatible-restore': false,
  'insufficient-capacity': false,
  'moving-to-vpc': false,
  'restore-error': false,
  'starting': false,
  'stopped': false,
  'stopping': false,
  'storage-full': false,
};

/** Whether an instance counts as one that can be made the writer. One in a status that nobody knows here does not. */
export function isAvailable(status: string | undefined): boolean {
  return Object.entries(INSTANCE_STATUSES).some(([known, works]) => works && known === status);
}
