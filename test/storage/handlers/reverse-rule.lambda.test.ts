import { readFileSync } from 'fs';
import * as path from 'path';
import {
  DeleteBucketReplicationCommand, GetBucketReplicationCommand, PutBucketReplicationCommand, S3Client, S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ReplicationConfiguration } from '@aws-sdk/client-s3';
import type { CdkCustomResourceEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { ACCOUNT, BUCKET, FOREIGN, properties, REGION, ROLE, RULE } from './reverse-rule';
import { handler } from '../../../src/storage/handlers/reverse-rule.lambda';

const mockWaits: number[] = [];
jest.mock('timers/promises', () => ({ setTimeout: async (milliseconds: number) => { mockWaits.push(milliseconds); } }));

const s3 = mockClient(S3Client);
const OF_BUCKET = { Bucket: BUCKET, ExpectedBucketOwner: ACCOUNT };

function event(requestType: 'Create' | 'Update' | 'Delete', before: object = properties()): CdkCustomResourceEvent {
  return {
    RequestType: requestType, ResourceProperties: properties(), ...requestType === 'Update' && { OldResourceProperties: before },
  } as CdkCustomResourceEvent;
}

function error(name: string, message = `S3 says ${name}`): S3ServiceException {
  return new S3ServiceException({ name, message, $fault: 'client', $metadata: {} });
}

/** A bucket whose configuration is what was put last, as S3 shows it at once. */
function bucketWith(configuration?: ReplicationConfiguration): { current?: ReplicationConfiguration } {
  const bucket = { current: configuration };
  s3.on(GetBucketReplicationCommand).callsFake(() => {
    if (!bucket.current) {
      throw error('ReplicationConfigurationNotFoundError');
    }
    return { ReplicationConfiguration: bucket.current };
  });
  s3.on(PutBucketReplicationCommand).callsFake(input => { bucket.current = input.ReplicationConfiguration; });
  s3.on(DeleteBucketReplicationCommand).callsFake(() => { bucket.current = undefined; });
  return bucket;
}

function inputs(command: typeof PutBucketReplicationCommand | typeof DeleteBucketReplicationCommand): object[] {
  return s3.commandCalls(command as typeof PutBucketReplicationCommand).map(call => call.args[0].input);
}

beforeEach(() => {
  s3.reset();
  mockWaits.length = 0;
});

test.each(['Create', 'Update'] as const)('S3-13: %s puts the rule on the bucket of this account, and sees it there', async type => {
  const bucket = bucketWith();
  expect(await handler(event(type))).toEqual({ PhysicalResourceId: `${BUCKET}/to-eu-west-1` });
  expect(bucket.current).toEqual({ Role: ROLE, Rules: [RULE] });
  expect(inputs(PutBucketReplicationCommand)).toEqual([{ ...OF_BUCKET, ReplicationConfiguration: { Role: ROLE, Rules: [RULE] } }]);
  expect(s3.commandCalls(GetBucketReplicationCommand).map(call => call.args[0].input)).toEqual([OF_BUCKET, OF_BUCKET]);
});

test('S3-13: S3 is called in the Region of each bucket, which is not the function\'s, by one client for each', async () => {
  bucketWith();
  const usedFor = async (Region: string, BucketName: string) => {
    s3.resetHistory();
    await handler({ RequestType: 'Create', ResourceProperties: properties({ Region, BucketName }) } as CdkCustomResourceEvent);
    const used = s3.calls().map(call => call.thisValue as S3Client);
    expect(used.length).toBeGreaterThan(1);
    expect(new Set(used).size).toBe(1);
    expect(await used[0].config.region()).toBe(Region);
    return used[0];
  };
  const first = await usedFor(REGION, BUCKET);
  const second = await usedFor('us-gov-west-1', 'elsewhere');
  expect(second).not.toBe(first);
  expect(await usedFor(REGION, 'invoices')).toBe(first);
});

test('S3-13: an update after the bucket was changed puts the rule again, beside rules of others', async () => {
  const bucket = bucketWith({ Role: ROLE, Rules: [FOREIGN] });
  await handler(event('Update'));
  expect(bucket.current).toEqual({ Role: ROLE, Rules: [FOREIGN, RULE] });
});

test('S3-13: an update to another role moves the rule there, and nothing but an update does', async () => {
  const before = 'arn:aws:iam::111111111111:role/before';
  const bucket = bucketWith({ Role: before, Rules: [RULE] });
  await expect(handler(event('Create'))).rejects.toThrow(`rules of others ("to-eu-west-1") in role ${before}`);
  await handler(event('Update', { ...properties(), RoleArn: before }));
  expect(bucket.current).toEqual({ Role: ROLE, Rules: [RULE] });
});

test('S3-13: Delete removes the rule and leaves rules of others', async () => {
  const bucket = bucketWith({ Role: ROLE, Rules: [FOREIGN, RULE] });
  expect(await handler(event('Delete'))).toEqual({ PhysicalResourceId: `${BUCKET}/to-eu-west-1` });
  expect(bucket.current).toEqual({ Role: ROLE, Rules: [FOREIGN] });
  expect(inputs(DeleteBucketReplicationCommand)).toEqual([]);
});

test('S3-13: Delete of the last rule deletes the configuration, and a second Delete does nothing', async () => {
  const bucket = bucketWith({ Role: ROLE, Rules: [RULE] });
  await handler(event('Delete'));
  await handler(event('Delete'));
  expect(bucket.current).toBeUndefined();
  expect(inputs(DeleteBucketReplicationCommand)).toEqual([OF_BUCKET]);
  expect(inputs(PutBucketReplicationCommand)).toEqual([]);
});

test('S3-13: Delete succeeds when the bucket is gone, and nothing else does', async () => {
  s3.on(GetBucketReplicationCommand).rejects(error('NoSuchBucket'));
  await handler(event('Delete'));
  await expect(handler(event('Create'))).rejects.toThrow(`Replication rule "to-eu-west-1" of bucket "${BUCKET}": S3 says NoSuchBucket`);
  expect(mockWaits).toEqual([]);
});

test('S3-13: a rule of others in another role stops the deployment, with nothing changed', async () => {
  bucketWith({ Role: 'arn:aws:iam::111111111111:role/archive', Rules: [FOREIGN] });
  await expect(handler(event('Create'))).rejects.toThrow('Nothing was changed');
  expect(inputs(PutBucketReplicationCommand)).toEqual([]);
});

test('S3-13: an old answer, or a writer that came in between, makes it put the rule again', async () => {
  const bucket = bucketWith();
  s3.on(PutBucketReplicationCommand)
    .callsFakeOnce(() => { bucket.current = { Role: ROLE, Rules: [FOREIGN] }; })
    .callsFake(input => { bucket.current = input.ReplicationConfiguration; });
  await handler(event('Create'));
  expect(bucket.current).toEqual({ Role: ROLE, Rules: [FOREIGN, RULE] });
  expect(mockWaits).toEqual([1000, 2000]);
});

test.each([
  ['AccessDenied', undefined],
  ['OperationAborted', undefined],
  ['InvalidRequest', 'Destination bucket must have versioning enabled.'],
])('S3-13: %s is waited for, as it passes', async (name, message) => {
  bucketWith();
  s3.on(PutBucketReplicationCommand).rejectsOnce(error(name, message)).callsFake(input => {
    s3.on(GetBucketReplicationCommand).resolves({ ReplicationConfiguration: input.ReplicationConfiguration });
  });
  await handler(event('Create'));
  expect(mockWaits).toEqual([1000, 2000]);
});

test('S3-13: any other invalid request ends it at once', async () => {
  bucketWith();
  s3.on(PutBucketReplicationCommand).rejects(error('InvalidRequest', 'Priority must be unique.'));
  await expect(handler(event('Create'))).rejects.toThrow('Priority must be unique.');
  expect(mockWaits).toEqual([]);
});

test('S3-13: Create ends with the obstacle that stays, after waiting for a policy to be in force', async () => {
  s3.on(GetBucketReplicationCommand).rejects(error('AccessDenied'));
  await expect(handler(event('Create'))).rejects.toThrow('S3 says AccessDenied');
  expect(mockWaits.reduce((sum, wait) => sum + wait, 0)).toBe(79_000);
});

test('S3-13: Delete does not keep the stack for a bucket that it may not touch any more, and says so', async () => {
  const told = jest.spyOn(console, 'warn').mockImplementation();
  s3.on(GetBucketReplicationCommand).rejects(error('AccessDenied'));
  expect(await handler(event('Delete'))).toEqual({ PhysicalResourceId: `${BUCKET}/to-eu-west-1` });
  expect(mockWaits.reduce((sum, wait) => sum + wait, 0)).toBe(79_000);
  expect(told.mock.calls).toEqual([[`Replication rule "to-eu-west-1" of bucket "${BUCKET}" was not removed: S3 says AccessDenied. `
    + 'If the bucket is still yours, remove the rule by hand']]);
  told.mockRestore();
});

test('S3-13: Delete ends with any other error', async () => {
  s3.on(GetBucketReplicationCommand).rejects(error('InternalError'));
  await expect(handler(event('Delete'))).rejects.toThrow('S3 says InternalError');
});

test('S3-13: after the last change it looks once more, so that a change which shows late is no error', async () => {
  bucketWith();
  s3.on(PutBucketReplicationCommand).callsFake(input => {
    if (s3.commandCalls(PutBucketReplicationCommand).length === 8) {
      s3.on(GetBucketReplicationCommand).resolves({ ReplicationConfiguration: input.ReplicationConfiguration });
    }
  });
  await handler(event('Create'));
  expect(s3.commandCalls(GetBucketReplicationCommand)).toHaveLength(9);
});

test('S3-13: a change that S3 never shows is an error, not a success', async () => {
  s3.on(GetBucketReplicationCommand).rejects(error('ReplicationConfigurationNotFoundError'));
  s3.on(PutBucketReplicationCommand).rejectsOnce(error('OperationAborted')).resolves({});
  await expect(handler(event('Create'))).rejects.toThrow('S3 took the change and does not show it. Try again');
});

test('the bundle is small: the SDK comes with the runtime', () => {
  const bundle = readFileSync(path.join(__dirname, '../../../assets/storage/handlers/reverse-rule.lambda/index.js'), 'utf8');
  expect(bundle.length).toBeGreaterThan(1_000);
  expect(bundle.length).toBeLessThan(60 * 1024);
  expect(bundle).toContain('require("@aws-sdk/client-s3")');
});
