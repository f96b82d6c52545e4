import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { World } from '../../../lambda/handlers/world';
import type { DeciderSettings } from '../decider-settings';

export interface DeciderClients {
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
  readonly rds: Pick<RDSClient, 'send'>;
  readonly sfn: Pick<SFNClient, 'send'>;
}

export type DeciderWorld = World<DeciderSettings, DeciderClients>;
