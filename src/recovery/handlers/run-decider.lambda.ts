import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RDSClient } from '@aws-sdk/client-rds';
import { SFNClient } from '@aws-sdk/client-sfn';
import { handleRunDecider } from './run-decider';
import { clientsByRegion, lambdaWorld } from '../../lambda/handlers/lambda-world';

const clients = clientsByRegion(config => ({
  dynamoDb: new DynamoDBClient(config),
  cloudWatch: new CloudWatchClient(config),
  rds: new RDSClient(config),
  sfn: new SFNClient(config),
}));

export async function handler(event: { readonly 'detail-type'?: string }): Promise<void> {
  await handleRunDecider(event, lambdaWorld('DECIDER_SETTINGS', clients));
}
