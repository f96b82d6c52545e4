import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { handleStatePublisher } from './state-publisher';
import { clientsByRegion, lambdaWorld } from '../../lambda/handlers/lambda-world';

/**
 * A call that hangs is made again within the function's time, so that its end is an error with a name. Without `throwOnRequestTimeout` the
 * SDK only warns of it.
 */
const PATIENCE = { maxAttempts: 2, requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true } };

const clients = clientsByRegion(({ region }) => {
  const config = { region, ...PATIENCE };
  return { dynamoDb: new DynamoDBClient(config), cloudWatch: new CloudWatchClient(config) };
});

export async function handler(request?: unknown): Promise<void> {
  return handleStatePublisher(request, lambdaWorld('PUBLISHER_SETTINGS', clients));
}
