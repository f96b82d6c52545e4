import type { Construct } from 'constructs';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import { refuse } from '../topology/configuration-error';

/** Whether versions can be locked: said by itself, or implied by a default retention. */
export function isLockable({ objectLockEnabled, objectLockDefaultRetention }: ReplicatedBucketOptions): boolean {
  return objectLockEnabled ?? objectLockDefaultRetention !== undefined;
}

/** Checks what contradicts a lock that nobody can lift. */
export function validateObjectLock(scope: Construct, options: ReplicatedBucketOptions): void {
  if (options.objectLockEnabled === false && options.objectLockDefaultRetention) {
    refuse(scope, {
      prop: 'objectLockEnabled',
      value: 'false',
      rule: 'objectLockDefaultRetention locks every new version, which needs object lock',
      remedy: 'Leave out objectLockEnabled, or objectLockDefaultRetention',
    });
  }
  if (options.autoDeleteObjects && isLockable(options)) {
    refuse(scope, {
      prop: 'autoDeleteObjects',
      value: 'true',
      rule: 'the buckets have object lock, and a locked version cannot be deleted, so that emptying them fails and keeps the stack',
      remedy: 'Leave out autoDeleteObjects, or object lock in a throw-away environment',
    });
  }
}
