import type { Duration } from 'aws-cdk-lib';
import { Token } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { BOUNDED_HISTORY, noncurrentVersionExpiration, abortUploadsAfter } from './bucket-lifecycle';
import { validateScopeOfRule, validateVersionsToRetain } from './lifecycle-filter-checks';
import { validateTransitions } from './lifecycle-transition-checks';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';
import { validateDays } from './whole-days';
import { refuse } from '../topology/configuration-error';

/** S3 takes 1000 rules, and one is the library's. */
const MOST_RULES = 999;
const LONGEST_ID = 255;

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
    refuseDeleteMarkers(scope, prop, rule);
    refuseWithoutAction(scope, prop, rule);
    validateScopeOfRule(scope, prop, rule);
    validateDays(scope, `${prop}.expiration`, rule.expiration);
    validateVersionsToRetain(scope, prop, rule);
    validateTransitions(scope, prop, rule);
    refuseBeyondBounds(scope, prop, rule, options);
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

function refuseDeleteMarkers(scope: Construct, prop: string, { expiredObjectDeleteMarker }: s3.LifecycleRule): void {
  if (expiredObjectDeleteMarker !== undefined) {
    refuse(scope, {
      prop: `${prop}.expiredObjectDeleteMarker`,
      value: String(expiredObjectDeleteMarker),
      rule: `the library's rule "${BOUNDED_HISTORY}" already removes delete markers without versions, of every object`,
      remedy: 'Leave it out',
    });
  }
}

function refuseWithoutAction(scope: Construct, prop: string, rule: s3.LifecycleRule): void {
  const actions = [
    rule.abortIncompleteMultipartUploadAfter, rule.expiration, rule.expirationDate, rule.noncurrentVersionExpiration,
    rule.noncurrentVersionsToRetain, ...rule.noncurrentVersionTransitions ?? [], ...rule.transitions ?? [],
  ];
  if (actions.every(action => action === undefined)) {
    refuse(scope, {
      prop,
      rule: 'the rule does nothing, and S3 refuses it',
      remedy: 'Add transitions, expiration or another action, or leave the rule out',
    });
  }
}

function refuseBeyondBounds(scope: Construct, prop: string, rule: s3.LifecycleRule, options: ReplicatedBucketOptions): void {
  const versionsGoAfter = noncurrentVersionExpiration(options);
  refuseIneffective(scope, `${prop}.noncurrentVersionExpiration`, rule.noncurrentVersionExpiration, 'noncurrentVersionExpiration', versionsGoAfter);
  refuseIneffective(scope, `${prop}.abortIncompleteMultipartUploadAfter`, rule.abortIncompleteMultipartUploadAfter,
    'abortIncompleteMultipartUploadAfter', abortUploadsAfter(options));
  rule.noncurrentVersionTransitions?.forEach(({ transitionAfter }, index) => refuseIneffective(scope,
    `${prop}.noncurrentVersionTransitions[${index}].transitionAfter`, transitionAfter, 'noncurrentVersionExpiration', versionsGoAfter));
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
