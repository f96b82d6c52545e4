import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import type { DryAnswer, DryCall } from './dry-call';
import { handleReadinessChecker } from './readiness-checker';
import type { ReadinessAnswer, ReadinessRequest } from './requests';
import { askEndpoint } from '../../detection/handlers/ask-endpoint';
import { clientsByRegion, lambdaWorld } from '../../lambda/handlers/lambda-world';

const clients = clientsByRegion(config => ({
  cloudWatch: new CloudWatchClient(config),
  dynamoDb: new DynamoDBClient(config),
  rds: new RDSClient(config),
  s3: new S3Client(config),
  http: { ask: askEndpoint },
}));

export async function handler(request: ReadinessRequest | DryCall): Promise<ReadinessAnswer | DryAnswer> {
  return handleReadinessChecker(request, lambdaWorld('READINESS_SETTINGS', clients));
}
