import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { GetObjectCommand, HeadBucketCommand, NoSuchKey, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Probe } from './health';
import type { Store } from './router';

const SESSION_SECONDS = 3600;
/** A key that is never written: reading it costs half a capacity unit and proves that the table answers. */
const PROBE_KEY = 'health-probe';

/** Sessions, which expire by the table's time to live. */
export function sessionStore(client: DynamoDBClient, tableName: string, now: () => number = Date.now): Store {
  return {
    async read(id) {
      const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: { session_id: { S: id } } }));
      return Item?.body?.S;
    },
    async write(id, body, epoch) {
      const expires = Math.floor(now() / 1000) + SESSION_SECONDS;
      await client.send(new PutItemCommand({
        TableName: tableName,
        Item: { session_id: { S: id }, body: { S: body }, epoch: { N: String(epoch) }, expires_at: { N: String(expires) } },
      }));
    },
  };
}

export function tableProbe(client: DynamoDBClient, tableName: string): Probe {
  return async abortSignal => {
    await client.send(new GetItemCommand({ TableName: tableName, Key: { session_id: { S: PROBE_KEY } } }), { abortSignal });
  };
}

/** Documents, as objects of the Region's bucket. */
export function documentStore(client: S3Client, bucketName: string): Store {
  return {
    async read(id) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucketName, Key: id }));
        return await Body?.transformToString();
      } catch (error) {
        if (error instanceof NoSuchKey) {
          return undefined;
        }
        throw error;
      }
    },
    async write(id, body, epoch) {
      await client.send(new PutObjectCommand({ Bucket: bucketName, Key: id, Body: body, Metadata: { epoch: String(epoch) } }));
    },
  };
}

export function bucketProbe(client: S3Client, bucketName: string): Probe {
  return async abortSignal => {
    await client.send(new HeadBucketCommand({ Bucket: bucketName }), { abortSignal });
  };
}
