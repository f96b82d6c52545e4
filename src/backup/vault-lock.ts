import type { Duration } from 'aws-cdk-lib';

/** How long a locked vault lets recovery points be kept. */
export interface VaultLockProps {
  /** A backup or copy with a shorter retention fails. Whole days, at least 1. */
  readonly minRetention: Duration;
  /**
   * A backup or copy with a longer retention fails. Whole days, above `minRetention` and at most 36,500.
   * @default - no upper limit
   */
  readonly maxRetention?: Duration;
}

/** A lock that becomes final. */
export interface ComplianceVaultLockProps extends VaultLockProps {
  /** How long the lock can still be changed or removed, from the first deployment. Whole days, at least 3. */
  readonly changeableFor: Duration;
}

/** A lock with its bounds. */
interface LockSettings extends VaultLockProps {
  /** Absent from a lock that stays removable. */
  readonly changeableFor?: Duration;
}

/**
 * Protects the recovery points of a vault from being deleted before their time, by whomever.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export class VaultLock {
  /** A lock that principals with the permission can remove again. */
  public static governance(props: VaultLockProps): VaultLock {
    return new VaultLock({ minRetention: props.minRetention, maxRetention: props.maxRetention });
  }

  /**
   * A lock that nobody can remove or change once `changeableFor` is over, AWS and the account's owner included: until every recovery
   * point has expired, vault and account cannot be emptied.
   */
  public static compliance(props: ComplianceVaultLockProps): VaultLock {
    return new VaultLock(props);
  }

  /** @internal */
  public readonly _settings: LockSettings;

  private constructor(settings: LockSettings) {
    this._settings = settings;
  }
}
