import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RDSClient } from '@aws-sdk/client-rds';
import { handleAuroraPromoter } from './aurora-promoter';
import type { DryAnswer, DryCall } from './dry-call';
import type { PromotionAnswer, PromotionRequest } from './requests';
import { clientsByRegion, lambdaWorld } from '../../lambda/handlers/lambda-world';

const clients = clientsByRegion(config => ({ rds: new RDSClient(config), dynamoDb: new DynamoDBClient(config) }));

export async function handler(request: PromotionRequest | DryCall): Promise<PromotionAnswer | DryAnswer> {
  return handleAuroraPromoter(request, lambdaWorld('PROMOTER_SETTINGS', clients));
}
