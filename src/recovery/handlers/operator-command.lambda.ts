import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DryAnswer, DryCall } from './dry-call';
import type { OperatorAnswer, OperatorRequest } from './operator-command';
import { handleOperatorCommand } from './operator-command';
import { clientsByRegion, lambdaWorld } from '../../lambda/handlers/lambda-world';

const clients = clientsByRegion(config => ({ dynamoDb: new DynamoDBClient(config), cloudWatch: new CloudWatchClient(config) }));

export async function handler(request: OperatorRequest | DryCall): Promise<OperatorAnswer | DryAnswer> {
  return handleOperatorCommand(request, lambdaWorld('OPERATOR_SETTINGS', clients));
}
