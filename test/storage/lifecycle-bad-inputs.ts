import { Duration } from 'aws-cdk-lib';
import { StorageClass } from 'aws-cdk-lib/aws-s3';
import type { ReplicatedBucketOptions } from '../../src/storage';
import type { BadInput } from '../support/bad-inputs';

export const WHOLE_DAYS = {
  rule: 'S3 counts lifecycle rules in whole days, at least 1',
  remedy: 'Write whole days, for example Duration.days(30)',
};
const TRANSITION = {
  rule: 'a transition happens after a number of days or at a date',
  remedy: 'Give either transitionAfter or transitionDate',
};

/** Lifecycle rules that S3 refuses, or that have no effect beside the library's. */
export const LIFECYCLE_BAD_INPUTS: BadInput<ReplicatedBucketOptions>[] = [
  {
    title: 'a lifecycle rule with the id of the library\'s',
    options: { lifecycleRules: [{ id: 'bounded-history', expiration: Duration.days(365) }] },
    prop: 'lifecycleRules[0].id',
    value: '"bounded-history"',
    rule: 'ids of lifecycle rules are unique in a bucket, and this one is that of the library\'s own rule',
    remedy: 'Write another id',
  },
  {
    title: 'two lifecycle rules with one id',
    options: { lifecycleRules: [{ id: 'old', expiration: Duration.days(365) }, { id: 'old', expiration: Duration.days(30), prefix: 'tmp/' }] },
    prop: 'lifecycleRules[1].id',
    value: '"old"',
    rule: 'ids of lifecycle rules are unique in a bucket, and this one is that of lifecycleRules[0]',
    remedy: 'Write another id',
  },
  {
    title: 'a lifecycle rule with a long id',
    options: { lifecycleRules: [{ id: 'x'.repeat(256), expiration: Duration.days(365) }] },
    prop: 'lifecycleRules[0].id',
    value: '256 characters',
    rule: 'S3 takes at most 255',
    remedy: 'Write a shorter id, or leave it out',
  },
  {
    title: 'a thousand lifecycle rules of one\'s own',
    options: { lifecycleRules: Array.from({ length: 1000 }, (_, n) => ({ prefix: `${n}/`, expiration: Duration.days(365) })) },
    prop: 'lifecycleRules',
    value: '1000 rules',
    rule: 'S3 takes 1000 for a bucket, and one is the library\'s, so that 999 remain',
    remedy: 'Join rules by a common prefix or tag',
  },
  {
    title: 'a lifecycle rule that does nothing',
    options: { lifecycleRules: [{ prefix: 'tmp/' }] },
    prop: 'lifecycleRules[0]',
    rule: 'the rule does nothing, and S3 refuses it',
    remedy: 'Add transitions, expiration or another action, or leave the rule out',
  },
  {
    title: 'a second rule for delete markers',
    options: { lifecycleRules: [{ expiredObjectDeleteMarker: true }] },
    prop: 'lifecycleRules[0].expiredObjectDeleteMarker',
    value: 'true',
    rule: 'the library\'s rule "bounded-history" already removes delete markers without versions, of every object',
    remedy: 'Leave it out',
  },
  {
    title: 'objects that expire after hours',
    options: { lifecycleRules: [{ expiration: Duration.hours(36) }] },
    prop: 'lifecycleRules[0].expiration',
    value: '1 day 12 hours',
    ...WHOLE_DAYS,
  },
  {
    title: 'a bound that the bucket\'s own precedes',
    options: { lifecycleRules: [{ prefix: 'audit/', noncurrentVersionExpiration: Duration.days(365) }] },
    prop: 'lifecycleRules[0].noncurrentVersionExpiration',
    value: '365 days',
    rule: 'the bucket\'s own noncurrentVersionExpiration of 90 days comes first, for every object',
    remedy: 'Write less than that, or set noncurrentVersionExpiration of the bucket',
  },
  {
    title: 'a transition of versions that are gone by then',
    options: { lifecycleRules: [{ noncurrentVersionTransitions: [{ storageClass: StorageClass.GLACIER, transitionAfter: Duration.days(90) }] }] },
    prop: 'lifecycleRules[0].noncurrentVersionTransitions[0].transitionAfter',
    value: '90 days',
    rule: 'the bucket\'s own noncurrentVersionExpiration of 90 days comes first, for every object',
    remedy: 'Write less than that, or set noncurrentVersionExpiration of the bucket',
  },
  {
    title: 'a transition without a time',
    options: { lifecycleRules: [{ transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING }] }] },
    prop: 'lifecycleRules[0].transitions[0]',
    value: 'no time',
    ...TRANSITION,
  },
  {
    title: 'a transition with two times',
    options: {
      lifecycleRules: [{
        transitions: [{ storageClass: StorageClass.GLACIER, transitionAfter: Duration.days(30), transitionDate: new Date('2030-01-01') }],
      }],
    },
    prop: 'lifecycleRules[0].transitions[0]',
    value: 'two times',
    ...TRANSITION,
  },
  {
    title: 'infrequent access within the first month',
    options: { lifecycleRules: [{ transitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(7) }] }] },
    prop: 'lifecycleRules[0].transitions[0].transitionAfter',
    value: '7 days',
    rule: 'S3 moves nothing to STANDARD_IA before 30 days',
    remedy: 'Write at least Duration.days(30), or use StorageClass.INTELLIGENT_TIERING',
  },
];
