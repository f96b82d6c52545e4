import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * Three retries of what DynamoDB throttles, after waits that grow and are random, so that callers who were throttled together do not
 * come back together. What is still throttled then, and every other error of the request, is thrown: a session that was not written
 * must not look written.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const RETRIES: DynamoDBClientConfig = { retryMode: 'standard', maxAttempts: 4 };

export function sessionClient(config: DynamoDBClientConfig = {}): DynamoDBClient {
  return new DynamoDBClient({ ...config, ...RETRIES });
}
