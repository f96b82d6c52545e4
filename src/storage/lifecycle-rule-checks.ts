import type { Duration } from 'aws-cdk-lib';
import { Token } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { BOUNDED_HISTORY, noncurrentVersionExpiration, abortUploadsAfter } from './bucket-lifecycle';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import { refuseOtherThanWholeDays, validateDays } from './whole-days';
import { refuse } from '../topology/configuration-error';

/** S3 takes 1000 rules, and one is the library's. */
const MOST_RULES = 999;
const LONGEST_ID = 255;
const DAYS_BEFORE_INFREQUENT_ACCESS = 30;
const INFREQUENT_ACCESS = [s3.StorageClass.INFREQUENT_ACCESS, s3.StorageClass.ONE_ZONE_INFREQUENT_ACCESS].map(({ value }) => value);

/**
 * Checks the rules that a user adds to the library's own: what S3 refuses, and what could never take effect beside that one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function validateLifecycleRules(scope: Construct, options: ReplicatedBucketOptions): void {
  const rules = options.lifecycleRules ?? [];
  if (rules.length > MOST_RULES) {
    refuse(scope, {
      prop: 'lifecycleRules',
      value: `${rules.length} rules`,
      rule: `S3 takes 1000 for a bucket, and one is the library's, so that ${MOST_RULES} remain`,
      remedy: 'Join rules by a common prefix or tag',
    });
  }
  validateIds(scope, rules);
  rules.forEach((rule, position) => {
    const prop = `lifecycleRules[${position}]`;
    refuseWithoutAction(scope, prop, rule);
    refuseDeleteMarkers(scope, prop, rule);
    validateDays(scope, `${prop}.expiration`, rule.expiration);
    refuseIneffective(scope, `${prop}.noncurrentVersionExpiration`, rule.noncurrentVersionExpiration,
      'noncurrentVersionExpiration', noncurrentVersionExpiration(options));
    refuseIneffective(scope, `${prop}.abortIncompleteMultipartUploadAfter`, rule.abortIncompleteMultipartUploadAfter,
      'abortIncompleteMultipartUploadAfter', abortUploadsAfter(options));
    rule.transitions?.forEach((transition, index) => validateTransition(scope, `${prop}.transitions[${index}]`, transition));
    rule.noncurrentVersionTransitions?.forEach((transition, index) => {
      const after = `${prop}.noncurrentVersionTransitions[${index}].transitionAfter`;
      validateTransitionTime(scope, after, transition.transitionAfter, transition.storageClass);
      refuseIneffective(scope, after, transition.transitionAfter, 'noncurrentVersionExpiration', noncurrentVersionExpiration(options));
    });
  });
}

function validateIds(scope: Construct, rules: s3.LifecycleRule[]): void {
  const taken = new Map([[BOUNDED_HISTORY, 'the library\'s own rule']]);
  rules.forEach(({ id }, position) => {
    if (id === undefined || Token.isUnresolved(id)) {
      return;
    }
    const prop = `lifecycleRules[${position}].id`;
    if (id.length > LONGEST_ID) {
      refuse(scope, { prop, value: `${id.length} characters`, rule: `S3 takes at most ${LONGEST_ID}`, remedy: 'Write a shorter id, or leave it out' });
    }
    const other = taken.get(id);
    if (other) {
      refuse(scope, {
        prop,
        value: `"${id}"`,
        rule: `ids of lifecycle rules are unique in a bucket, and this one is that of ${other}`,
        remedy: 'Write another id',
      });
    }
    taken.set(id, `lifecycleRules[${position}]`);
  });
}

function refuseWithoutAction(scope: Construct, prop: string, rule: s3.LifecycleRule): void {
  const actions = [
    rule.abortIncompleteMultipartUploadAfter, rule.expiration, rule.expirationDate, rule.expiredObjectDeleteMarker,
    rule.noncurrentVersionExpiration, ...rule.noncurrentVersionTransitions ?? [], ...rule.transitions ?? [],
  ];
  if (actions.every(action => action === undefined)) {
    refuse(scope, {
      prop,
      rule: 'the rule does nothing, and S3 refuses it',
      remedy: 'Add transitions, expiration or another action, or leave the rule out',
    });
  }
}

function refuseDeleteMarkers(scope: Construct, prop: string, rule: s3.LifecycleRule): void {
  if (rule.expiredObjectDeleteMarker) {
    refuse(scope, {
      prop: `${prop}.expiredObjectDeleteMarker`,
      value: 'true',
      rule: `the library's rule "${BOUNDED_HISTORY}" already removes delete markers without versions, of every object`,
      remedy: 'Leave it out',
    });
  }
}

/** S3 lets the earlier of two expirations win, so that a rule beside the library's can shorten a bound and not lengthen it. */
function refuseIneffective(scope: Construct, prop: string, given: Duration | undefined, bound: string, limit: Duration): void {
  validateDays(scope, prop, given);
  if (given === undefined || given.isUnresolved() || limit.isUnresolved()) {
    return;
  }
  if (given.toDays() >= limit.toDays()) {
    refuse(scope, {
      prop,
      value: given.toHumanString(),
      rule: `the bucket's own ${bound} of ${limit.toHumanString()} comes first, for every object`,
      remedy: `Write less than that, or set ${bound} of the bucket`,
    });
  }
}

function validateTransition(scope: Construct, prop: string, { storageClass, transitionAfter, transitionDate }: s3.Transition): void {
  if ((transitionAfter === undefined) === (transitionDate === undefined)) {
    refuse(scope, {
      prop,
      value: transitionAfter === undefined ? 'no time' : 'two times',
      rule: 'a transition happens after a number of days or at a date',
      remedy: 'Give either transitionAfter or transitionDate',
    });
  }
  validateTransitionTime(scope, `${prop}.transitionAfter`, transitionAfter, storageClass);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
function validateTransitionTime(scope: Construct, prop: string, after: Duration | undefined, storageClass: s3.StorageClass): void {
  if (after === undefined || after.isUnresolved()) {
    return;
  }
  refuseOtherThanWholeDays(scope, prop, after, 0);
  if (INFREQUENT_ACCESS.includes(storageClass.value) && after.toDays() < DAYS_BEFORE_INFREQUENT_ACCESS) {
    refuse(scope, {
      prop,
      value: after.toHumanString(),
      rule: `S3 moves nothing to ${storageClass.value} before ${DAYS_BEFORE_INFREQUENT_ACCESS} days`,
      remedy: `Write at least Duration.days(${DAYS_BEFORE_INFREQUENT_ACCESS}), or use StorageClass.INTELLIGENT_TIERING`,
    });
  }
}
