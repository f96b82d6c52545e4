import { Token } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** The largest size that S3 takes in a filter. */
const LARGEST_SIZE = 1_099_511_627_776_000;
const MOST_VERSIONS = 100;

/**
 * Checks which objects a rule is for, and that its actions are ones that S3 takes for them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html
 */
export function validateScopeOfRule(scope: Construct, prop: string, rule: s3.LifecycleRule): void {
  const { objectSizeGreaterThan, objectSizeLessThan } = rule;
  validateWhole(scope, `${prop}.objectSizeGreaterThan`, objectSizeGreaterThan, 0, LARGEST_SIZE, SIZE);
  validateWhole(scope, `${prop}.objectSizeLessThan`, objectSizeLessThan, 1, LARGEST_SIZE, SIZE);
  if (isKnown(objectSizeGreaterThan) && isKnown(objectSizeLessThan) && objectSizeGreaterThan >= objectSizeLessThan) {
    refuse(scope, {
      prop: `${prop}.objectSizeLessThan`,
      value: String(objectSizeLessThan),
      rule: `no object is smaller than that and larger than objectSizeGreaterThan, ${objectSizeGreaterThan}`,
      remedy: 'Write more than objectSizeGreaterThan, or leave one of them out',
    });
  }
  refuseFilteredUploads(scope, prop, rule);
}

/** Uploads have neither tags nor a size. */
function refuseFilteredUploads(scope: Construct, prop: string, rule: s3.LifecycleRule): void {
  if (rule.abortIncompleteMultipartUploadAfter === undefined) {
    return;
  }
  const filters = [
    Object.keys(rule.tagFilters ?? {}).length > 0 ? 'tagFilters' : undefined,
    rule.objectSizeGreaterThan === undefined ? undefined : 'objectSizeGreaterThan',
    rule.objectSizeLessThan === undefined ? undefined : 'objectSizeLessThan',
  ];
  const filter = filters.find(name => name !== undefined);
  if (filter) {
    refuse(scope, {
      prop: `${prop}.abortIncompleteMultipartUploadAfter`,
      value: rule.abortIncompleteMultipartUploadAfter.toHumanString(),
      rule: `the rule has ${filter}, and S3 takes it with a prefix only`,
      remedy: 'Give uploads a rule of their own',
    });
  }
}

/**
 * Checks how many noncurrent versions stay whatever their age.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html
 */
export function validateVersionsToRetain(scope: Construct, prop: string, rule: s3.LifecycleRule): void {
  const { noncurrentVersionsToRetain, noncurrentVersionExpiration, noncurrentVersionTransitions = [] } = rule;
  const own = `${prop}.noncurrentVersionsToRetain`;
  validateWhole(scope, own, noncurrentVersionsToRetain, 1, MOST_VERSIONS, VERSIONS);
  noncurrentVersionTransitions.forEach((transition, index) => validateWhole(scope,
    `${prop}.noncurrentVersionTransitions[${index}].noncurrentVersionsToRetain`, transition.noncurrentVersionsToRetain, 1, MOST_VERSIONS, VERSIONS));
  if (noncurrentVersionsToRetain !== undefined && noncurrentVersionExpiration === undefined) {
    refuse(scope, {
      prop: own,
      value: String(noncurrentVersionsToRetain),
      rule: 'S3 takes it only with the time after which the other versions go',
      remedy: 'Write noncurrentVersionExpiration beside it',
    });
  }
}

interface Counted {
  readonly what: string;
  readonly remedy: string;
}

const SIZE: Counted = { what: 'sizes in whole bytes', remedy: 'Write a number of bytes in that range, or leave it out' };
const VERSIONS: Counted = { what: 'whole numbers of versions', remedy: 'Write a number in that range, or leave it out' };

function validateWhole(
  scope: Construct, prop: string, value: number | undefined, least: number, most: number, { what, remedy }: Counted,
): void {
  if (isKnown(value) && (!Number.isInteger(value) || value < least || value > most)) {
    refuse(scope, { prop, value: String(value), rule: `S3 takes ${what} from ${least} to ${most}`, remedy });
  }
}

function isKnown(value?: number): value is number {
  return value !== undefined && !Token.isUnresolved(value);
}
