import { HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { ReplicatedBucketOptions } from '../../src/storage';
import type { BadInput } from '../support/bad-inputs';

/** Cross-origin rules that S3 refuses. */
export const CORS_BAD_INPUTS: BadInput<ReplicatedBucketOptions>[] = [
  {
    title: 'a hundred and one cross-origin rules',
    options: { cors: Array.from({ length: 101 }, () => ({ allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'] })) },
    prop: 'cors',
    value: '101 rules',
    rule: 'S3 takes at most 100',
    remedy: 'Put origins with the same methods into one rule',
  },
  {
    title: 'a cross-origin rule for no origin',
    options: { cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: [] }] },
    prop: 'cors[0].allowedOrigins',
    value: '[]',
    rule: 'a rule without it allows nothing, and S3 refuses it',
    remedy: 'Name at least one, or leave the rule out',
  },
  {
    title: 'an origin with two wildcards',
    options: { cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: ['https://*.example.*'] }] },
    prop: 'cors[0].allowedOrigins',
    value: '"https://*.example.*"',
    rule: 'S3 takes one "*" in each',
    remedy: 'Write one wildcard, for example "https://*.example.com"',
  },
  {
    title: 'two cross-origin rules with one id',
    options: { cors: [{ id: 'web' }, { id: 'web' }].map(({ id }) => ({ id, allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'] })) },
    prop: 'cors[1].id',
    value: '"web"',
    rule: 'ids of rules are unique in a bucket, and this one is that of cors[0]',
    remedy: 'Write another id, or leave it out',
  },
  ...['allowedOrigins', 'allowedHeaders', 'exposedHeaders'].map(name => ({
    title: `an empty entry of ${name}`,
    options: { cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'], [name]: ['ETag', ' '] }] },
    prop: `cors[0].${name}`,
    value: '""',
    rule: 'S3 takes no empty text there',
    remedy: 'Leave the empty entry out',
  })),
  {
    title: 'every header exposed',
    options: { cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'], exposedHeaders: ['ETag', 'x-amz-meta-*'] }] },
    prop: 'cors[0].exposedHeaders',
    value: '"x-amz-meta-*"',
    rule: 'S3 takes no "*" in headers that are exposed',
    remedy: 'Name each header, for example "ETag"',
  },
  ...[-1, 0.5].map(maxAge => ({
    title: `a maximum age of ${maxAge}`,
    options: { cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'], maxAge }] },
    prop: 'cors[0].maxAge',
    value: String(maxAge),
    rule: 'browsers keep the answer for a whole number of seconds, at least 0',
    remedy: 'Write seconds, for example 3600',
  })),
  {
    title: 'a cross-origin rule with a long id',
    options: { cors: [{ id: 'x'.repeat(256), allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'], allowedHeaders: ['*'] }] },
    prop: 'cors[0].id',
    value: '256 characters',
    rule: 'S3 takes at most 255',
    remedy: 'Write a shorter id, or leave it out',
  },
];
