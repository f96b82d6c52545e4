import type { Service } from './fabric';
import { onlyParameters, ServiceError } from './service-error';

/** Buckets: whether they are there. */
export class S3 {
  public readonly operations: Service = {
    HeadBucket: (input, { region }) => {
      onlyParameters('HeadBucket', input, ['Bucket', 'ExpectedBucketOwner']);
      if (!this.buckets.has(`${region}/${input.Bucket}`)) {
        throw new ServiceError('NotFound', 'UnknownError', 404);
      }
      return { BucketRegion: region };
    },
  };

  /** @param buckets `<Region>/<name>` */
  constructor(private readonly buckets: ReadonlySet<string>) {}
}
