import { Annotations, RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ReplicatedBucketProps } from './replicated-bucket';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import { refuse } from '../topology/configuration-error';

/** Whether versions can be locked: said by itself, or implied by a default retention. */
export function isLockable({ objectLockEnabled, objectLockDefaultRetention }: ReplicatedBucketOptions): boolean {
  return objectLockEnabled ?? objectLockDefaultRetention !== undefined;
}

/** Checks what contradicts a lock that nobody can lift. */
export function validateObjectLock(scope: Construct, options: ReplicatedBucketProps): void {
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
  if (options.topology.removalPolicy === RemovalPolicy.DESTROY && isLockable(options)) {
    Annotations.of(scope).addWarningV2('cdk-multi-region-dr:lockedBucketOutlivesStack',
      'topology.removalPolicy is "destroy", and the buckets have object lock: a stack deletes only an empty bucket, and nobody can empty one '
      + 'while its versions are locked. Leave out object lock in a throw-away environment, or use RemovalPolicy.RETAIN.');
  }
}
