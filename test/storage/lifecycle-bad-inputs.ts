import { Duration } from 'aws-cdk-lib';
import type { LifecycleRule, Transition } from 'aws-cdk-lib/aws-s3';
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

const ONE_UNIT = {
  prop: 'lifecycleRules[0]',
  value: 'days and dates',
  rule: 'S3 takes one of the two for the transitions and the expiration of a rule',
  remedy: 'Write all of them as days or all as dates, or make two rules',
};
const ONCE = { rule: 'S3 takes each class once in a rule', remedy: 'Leave one of the two transitions out' };
const LATER = { remedy: 'Write a later time, or leave the transition out' };
const APART = { remedy: 'Write a later time, or leave one of the two transitions out' };
const MIDNIGHT = { rule: 'S3 takes midnight in UTC only', remedy: 'Write a date without a time, for example new Date(\'2030-01-01\')' };
const SIZES = { remedy: 'Write a number of bytes in that range, or leave it out' };
const VERSIONS = {
  rule: 'S3 takes whole numbers of versions from 1 to 100',
  remedy: 'Write a number in that range, or leave it out',
};
const ALREADY = {
  prop: 'lifecycleRules[0].expiredObjectDeleteMarker',
  rule: 'the library\'s rule "bounded-history" already removes delete markers without versions, of every object',
  remedy: 'Leave it out',
};

function after(days: number, storageClass: StorageClass): Transition & { transitionAfter: Duration } {
  return { storageClass, transitionAfter: Duration.days(days) };
}

function on(date: string, storageClass: StorageClass): Transition {
  return { storageClass, transitionDate: new Date(date) };
}

/** One rule that is refused, by the part of it that is wrong. */
function rule(
  title: string, given: LifecycleRule, part: string, value: string, expected: { rule: string; remedy: string },
): BadInput<ReplicatedBucketOptions> {
  return { title, options: { lifecycleRules: [given] }, prop: `lifecycleRules[0].${part}`, value, ...expected };
}

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
  { title: 'a second rule for delete markers', options: { lifecycleRules: [{ expiredObjectDeleteMarker: true }] }, value: 'true', ...ALREADY },
  { title: 'a rule that leaves delete markers', options: { lifecycleRules: [{ expiredObjectDeleteMarker: false }] }, value: 'false', ...ALREADY },
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
  {
    title: 'an expiration by days and by date',
    options: { lifecycleRules: [{ expiration: Duration.days(30), expirationDate: new Date('2030-01-01') }] },
    ...ONE_UNIT,
  },
  {
    title: 'transitions by days and an expiration by date',
    options: { lifecycleRules: [{ transitions: [after(30, StorageClass.GLACIER)], expirationDate: new Date('2030-01-01') }] },
    ...ONE_UNIT,
  },
  {
    title: 'transitions by days and by date',
    options: { lifecycleRules: [{ transitions: [after(30, StorageClass.INTELLIGENT_TIERING), on('2030-01-01', StorageClass.GLACIER)] }] },
    ...ONE_UNIT,
  },
  rule('a transition at noon', { transitions: [on('2030-01-01T12:00:00Z', StorageClass.GLACIER)] },
    'transitions[0].transitionDate', '2030-01-01T12:00:00.000Z', MIDNIGHT),
  rule('an expiration at noon', { expirationDate: new Date('2030-01-01T12:00:00Z') }, 'expirationDate', '2030-01-01T12:00:00.000Z', MIDNIGHT),
  rule('one class twice', { transitions: [after(30, StorageClass.GLACIER), after(130, StorageClass.GLACIER)] },
    'transitions[1].storageClass', '"GLACIER"', ONCE),
  rule('one class twice for noncurrent versions',
    { noncurrentVersionTransitions: [after(10, StorageClass.GLACIER), after(80, StorageClass.GLACIER)] },
    'noncurrentVersionTransitions[1].storageClass', '"GLACIER"', ONCE),
  rule('a way up', { transitions: [after(200, StorageClass.INFREQUENT_ACCESS), after(30, StorageClass.GLACIER)] },
    'transitions[0].storageClass', '"STANDARD_IA"', {
      rule: 'S3 moves nothing there from GLACIER, where the object is since 30 days', remedy: 'From there, use DEEP_ARCHIVE',
    }),
  rule('a way on from the deepest archive', { transitions: [after(1, StorageClass.DEEP_ARCHIVE), after(2, StorageClass.GLACIER)] },
    'transitions[1].storageClass', '"GLACIER"', {
      rule: 'S3 moves nothing there from DEEP_ARCHIVE, where the object is since 1 day', remedy: 'Leave the transition out',
    }),
  rule('an archive within a month of infrequent access',
    { transitions: [after(45, StorageClass.GLACIER), after(30, StorageClass.INFREQUENT_ACCESS)] },
    'transitions[0]', '45 days', { rule: 'S3 wants 30 days between it and the transition to STANDARD_IA, at 30 days', ...APART }),
  rule('two archives at once', { transitions: [after(90, StorageClass.DEEP_ARCHIVE), after(90, StorageClass.GLACIER)] },
    'transitions[0]', '90 days', { rule: 'S3 wants 90 days between it and the transition to GLACIER, at 90 days', ...APART }),
  rule('two classes on one date', { transitions: [on('2030-01-01', StorageClass.INTELLIGENT_TIERING), on('2030-01-01', StorageClass.GLACIER)] },
    'transitions[1]', '2030-01-01', { rule: 'S3 wants 1 day between it and the transition to INTELLIGENT_TIERING, at 2030-01-01', ...APART }),
  rule('noncurrent versions that are archived too soon',
    { noncurrentVersionTransitions: [after(30, StorageClass.INFREQUENT_ACCESS), after(31, StorageClass.GLACIER)] },
    'noncurrentVersionTransitions[1]', '31 days', { rule: 'S3 wants 30 days between it and the transition to STANDARD_IA, at 30 days', ...APART }),
  rule('an expiration on the day of a transition', { transitions: [after(30, StorageClass.GLACIER)], expiration: Duration.days(30) },
    'expiration', '30 days', { rule: 'it is not after the transition to GLACIER, at 30 days', ...LATER }),
  rule('an expiration before a transition', { transitions: [on('2030-02-01', StorageClass.GLACIER)], expirationDate: new Date('2030-01-01') },
    'expirationDate', '2030-01-01', { rule: 'it is not after the transition to GLACIER, at 2030-02-01', ...LATER }),
  rule('noncurrent versions that expire before they are archived',
    { noncurrentVersionTransitions: [after(40, StorageClass.GLACIER)], noncurrentVersionExpiration: Duration.days(20) },
    'noncurrentVersionExpiration', '20 days', { rule: 'it is not after the transition to GLACIER, at 40 days', ...LATER }),
  ...[
    { filter: { tagFilters: { kind: 'scan' } }, named: 'tagFilters' },
    { filter: { objectSizeGreaterThan: 1 }, named: 'objectSizeGreaterThan' },
    { filter: { objectSizeLessThan: 1 }, named: 'objectSizeLessThan' },
  ].map(({ filter, named }) => rule(`given-up uploads by ${named}`, { abortIncompleteMultipartUploadAfter: Duration.days(1), ...filter },
    'abortIncompleteMultipartUploadAfter', '1 day', {
      rule: `the rule has ${named}, and S3 takes it with a prefix only`, remedy: 'Give uploads a rule of their own',
    })),
  rule('sizes between which nothing is', { expiration: Duration.days(30), objectSizeGreaterThan: 1024, objectSizeLessThan: 1024 },
    'objectSizeLessThan', '1024', {
      rule: 'no object is smaller than that and larger than objectSizeGreaterThan, 1024',
      remedy: 'Write more than objectSizeGreaterThan, or leave one of them out',
    }),
  rule('a negative size', { expiration: Duration.days(30), objectSizeGreaterThan: -1 },
    'objectSizeGreaterThan', '-1', { rule: 'S3 takes sizes in whole bytes from 0 to 1099511627776000', ...SIZES }),
  rule('objects of no size', { expiration: Duration.days(30), objectSizeLessThan: 0 },
    'objectSizeLessThan', '0', { rule: 'S3 takes sizes in whole bytes from 1 to 1099511627776000', ...SIZES }),
  rule('no version to retain', { noncurrentVersionExpiration: Duration.days(30), noncurrentVersionsToRetain: 0 },
    'noncurrentVersionsToRetain', '0', VERSIONS),
  rule('more versions to retain than S3 counts', { noncurrentVersionExpiration: Duration.days(30), noncurrentVersionsToRetain: 101 },
    'noncurrentVersionsToRetain', '101', VERSIONS),
  rule('half a version to retain', { noncurrentVersionTransitions: [{ ...after(30, StorageClass.GLACIER), noncurrentVersionsToRetain: 1.5 }] },
    'noncurrentVersionTransitions[0].noncurrentVersionsToRetain', '1.5', VERSIONS),
  rule('versions to retain without a time for the others', { noncurrentVersionsToRetain: 5 },
    'noncurrentVersionsToRetain', '5', {
      rule: 'S3 takes it only with the time after which the other versions go', remedy: 'Write noncurrentVersionExpiration beside it',
    }),
];
