import { HeadBucketCommand } from '@aws-sdk/client-s3';
import type { Check } from './check';
import { serviceCall } from '../../../lambda/handlers/service-call';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const checkBucket: Check = async ({ id, region, parameters: { bucketName } }, { s3 }) => {
  await serviceCall(`HeadBucket in ${region}`, () => s3.send(new HeadBucketCommand({ Bucket: bucketName })));
  return { id, ok: true, detail: `bucket ${bucketName} answers` };
};
