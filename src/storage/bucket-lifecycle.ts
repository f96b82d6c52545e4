import { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { ReplicatedBucketOptions } from './replicated-bucket-options';

/** The id of the rule that bounds what a versioned bucket keeps. */
export const BOUNDED_HISTORY = 'bounded-history';

/** After how long a version that was replaced or deleted is removed for good. */
export function noncurrentVersionExpiration(options: ReplicatedBucketOptions): Duration {
  return options.noncurrentVersionExpiration ?? Duration.days(90);
}

/** After how long the parts of an upload that was given up are removed. */
export function abortUploadsAfter(options: ReplicatedBucketOptions): Duration {
  return options.abortIncompleteMultipartUploadAfter ?? Duration.days(7);
}

/** The lifecycle of each bucket: the bound that the library sets, and what the user adds. */
export function lifecycleRules(options: ReplicatedBucketOptions): s3.LifecycleRule[] {
  return [{
    id: BOUNDED_HISTORY,
    noncurrentVersionExpiration: noncurrentVersionExpiration(options),
    abortIncompleteMultipartUploadAfter: abortUploadsAfter(options),
    expiredObjectDeleteMarker: true,
  }, ...options.lifecycleRules ?? []];
}
