import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Ask } from '../../../detection/handlers/endpoint-probe';
import type { CheckFinding, ReadinessCheck } from '../requests';

export interface ReadinessClients {
  readonly rds: Pick<RDSClient, 'send'>;
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly s3: Pick<S3Client, 'send'>;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
  /** Asks an endpoint, wherever it is. */
  readonly http: { readonly ask: Ask };
}

/** What one check showed, and what it means to a run. */
export interface Finding extends CheckFinding {
  /** Whether the promotion cannot succeed like this, so that a forced run would be in vain, too. */
  readonly prevents?: boolean;
  /** Present when the finding is about replication lag: planned runs then fail under a name of their own. */
  readonly gate?: 'LagAboveGate' | 'LagUnknown';
  readonly lag?: Lag;
}

export interface Lag {
  readonly milliseconds: number;
  /** In ISO 8601. */
  readonly measuredAt: string;
}

/**
 * Reads, and changes nothing. An error that it throws is a finding, too: nobody knows. `since` is when writes ended, in milliseconds, for a check
 * that is taken until it holds: what was measured before says nothing then.
 */
export type Check = (check: ReadinessCheck, clients: ReadinessClients, now: number, since?: number) => Promise<Finding>;
