import { setTimeout as wait } from 'timers/promises';
import {
  DeleteBucketReplicationCommand, GetBucketReplicationCommand, PutBucketReplicationCommand, S3Client,
} from '@aws-sdk/client-s3';
import type * as s3 from '@aws-sdk/client-s3';
import type { CdkCustomResourceEvent, CdkCustomResourceResponse } from 'aws-lambda';
import type { Decision, OwnedRule, ReplicationConfiguration, Request } from './replication-rules';
import { decide, isSettled, ownedRule } from './replication-rules';

/** Together longer than a change of IAM or of S3 takes to be seen everywhere, and shorter than the function's timeout. */
const PAUSES_IN_MILLISECONDS = [1, 2, 4, 8, 16, 16, 16, 16].map(seconds => seconds * 1000);

/** A policy that was just changed may not be in force yet, and S3 changes one configuration of a bucket at a time. */
const PASSING_ERRORS = ['AccessDenied', 'OperationAborted'];

/** A bucket that was just created may look unversioned from another Region. S3 has no error of its own for that. */
const NOT_VERSIONED_YET = /must have versioning enabled/i;

const NOT_SHOWN = new Error('S3 took the change and does not show it. Try again');

/** One for each Region that has buckets, kept from call to call. */
const clients = new Map<string, S3Client>();

/** Puts or removes the one rule that a custom resource describes. */
export async function handler(event: CdkCustomResourceEvent): Promise<CdkCustomResourceResponse> {
  const owned = ownedRule(event.ResourceProperties);
  const kind = event.RequestType === 'Delete' ? 'remove' : 'put';
  const previousRoleArn: string | undefined = event.RequestType === 'Update' ? event.OldResourceProperties.RoleArn : undefined;
  const subject = `Replication rule "${owned.rule.ID}" of bucket "${owned.bucketName}"`;
  try {
    await settle({ kind, owned, previousRoleArn });
  } catch (error) {
    if (kind === 'put' || (error as Error).name !== 'AccessDenied') {
      throw new Error(`${subject}: ${(error as Error).message}`);
    }
    // The bucket may be another account's by now, or may have left the function's policy with its construct: a stack that is deleted
    // must not wait for what nobody can grant any more.
    console.warn(`${subject} was not removed: ${(error as Error).message}. If the bucket is still yours, remove the rule by hand`);
  }
  return { PhysicalResourceId: `${owned.bucketName}/${owned.rule.ID}` };
}

/**
 * Reads, changes and reads again until the change shows. S3 has no conditional put: a change that another writer undid in between,
 * or that an old answer does not show yet, is made again.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html
 */
async function settle(request: Request): Promise<void> {
  let applied = false;
  let obstacle = NOT_SHOWN;
  for (const pause of PAUSES_IN_MILLISECONDS) {
    try {
      const current = await read(request);
      if (applied && isSettled(request, current)) {
        return;
      }
      const decision = decide(request, current);
      if (decision.kind === 'nothing') {
        return;
      }
      await apply(request.owned, decision);
      applied = true;
      obstacle = NOT_SHOWN;
    } catch (error) {
      if (!isPassing(error as Error)) {
        throw error;
      }
      obstacle = error as Error;
    }
    await wait(pause);
  }
  if (!applied || !isSettled(request, await read(request))) {
    throw obstacle;
  }
}

function isPassing({ name, message }: Error): boolean {
  return PASSING_ERRORS.includes(name) || (name === 'InvalidRequest' && NOT_VERSIONED_YET.test(message));
}

async function read({ kind, owned }: Request): Promise<ReplicationConfiguration | undefined> {
  const absent = ['ReplicationConfigurationNotFoundError', ...kind === 'remove' ? ['NoSuchBucket'] : []];
  try {
    return (await clientOf(owned).send(new GetBucketReplicationCommand(bucketOf(owned)))).ReplicationConfiguration;
  } catch (error) {
    if (absent.includes((error as Error).name)) {
      return undefined;
    }
    throw error;
  }
}

async function apply(owned: OwnedRule, decision: Exclude<Decision, { kind: 'nothing' }>): Promise<void> {
  if (decision.kind === 'delete') {
    await clientOf(owned).send(new DeleteBucketReplicationCommand(bucketOf(owned)));
  } else {
    await clientOf(owned).send(new PutBucketReplicationCommand({
      ...bucketOf(owned),
      ReplicationConfiguration: decision.configuration as s3.ReplicationConfiguration,
    }));
  }
}

function clientOf({ region }: OwnedRule): S3Client {
  const client = clients.get(region) ?? new S3Client({ region });
  clients.set(region, client);
  return client;
}

/** The owner, so that a bucket of the same name in another account is never touched. */
function bucketOf({ bucketName, account }: OwnedRule): { Bucket: string; ExpectedBucketOwner: string } {
  return { Bucket: bucketName, ExpectedBucketOwner: account };
}
