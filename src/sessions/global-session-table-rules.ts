import { Duration, Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import type { KeyAttribute } from './attribute-rules';
import { validateAttributeName, validateAttributeTypes } from './attribute-rules';
import { validateConsistency } from './consistency-rules';
import { validateExisting } from './existing-table-rules';
import type { GlobalSessionTableProps } from './global-session-table-options';
import { keysOfIndexes, validateIndexes } from './index-rules';
import { capsOfTable, validateCaps } from './on-demand-caps';
import { validateTableName } from './table-name-rules';
import { validateWarmThroughput } from './throughput-rules';
import { refuse } from '../topology/configuration-error';
import { validateRpo } from '../topology/rpo-rules';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html */
const MAX_RECOVERY_PERIOD_IN_DAYS = 35;
/** Replicas usually lag by about a second: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html */
const RPO_OF_REPLICAS = {
  smallest: Duration.seconds(1),
  rule: 'replicas are eventually consistent and usually about a second behind: a smaller objective is always missed',
  remedy: 'Write at least Duration.seconds(1), for example the default, Duration.seconds(5)',
};

/** Checks everything that can be known about a session table at synthesis. */
export function validateGlobalSessionTable(table: IConstruct, props: GlobalSessionTableProps, timeToLiveAttribute?: string): void {
  const { partitionKey, sortKey, globalSecondaryIndexes = [], billing } = props;
  validateTableName(table, props.tableName);
  validateKeys(table, props);
  validateIndexes(table, props);
  const keys: KeyAttribute[] = [
    { prop: 'partitionKey', attribute: partitionKey },
    ...sortKey ? [{ prop: 'sortKey', attribute: sortKey }] : [],
    ...keysOfIndexes(globalSecondaryIndexes),
  ];
  validateAttributeTypes(table, keys);
  validateConsistency(table, props);
  validateExisting(table, props);
  validateTimeToLive(table, keys, timeToLiveAttribute);
  const caps = capsOfTable(billing);
  validateCaps(table, caps);
  validateWarmThroughput(table, { prop: 'warmThroughput', warm: props.warmThroughput, billing, caps });
  validateContributorInsights(table, props.contributorInsightsSpecification);
  validatePointInTimeRecovery(table, props.pointInTimeRecoverySpecification);
  validateRpo(table, props.rpo, RPO_OF_REPLICAS);
  validateDrainedWithin(table, props);
}

/** What is waited for is that the lag is below the objective. */
function validateDrainedWithin(table: IConstruct, { rpo, drainedWithin }: GlobalSessionTableProps): void {
  if (drainedWithin !== undefined && rpo?.isUnresolved()) {
    refuse(table, {
      prop: 'drainedWithin',
      value: drainedWithin.toString(),
      rule: 'a planned run waits until the lag is below rpo, which is not known at synthesis',
      remedy: 'Write rpo as a literal, for example Duration.seconds(5), or leave drainedWithin out',
    });
  }
}

function validateKeys(table: IConstruct, { partitionKey, sortKey }: GlobalSessionTableProps): void {
  validateAttributeName(table, 'partitionKey.name', partitionKey.name);
  if (sortKey === undefined) {
    return;
  }
  validateAttributeName(table, 'sortKey.name', sortKey.name);
  if (sortKey.name === partitionKey.name) {
    refuse(table, {
      prop: 'sortKey.name',
      value: `"${sortKey.name}"`,
      rule: 'it equals partitionKey.name, and a key has two different attributes',
      remedy: 'Name another attribute, or leave the sort key out',
    });
  }
}

function validateTimeToLive(table: IConstruct, keys: readonly KeyAttribute[], timeToLiveAttribute?: string): void {
  if (timeToLiveAttribute === undefined) {
    return;
  }
  validateAttributeName(table, 'timeToLiveAttribute', timeToLiveAttribute);
  const key = keys.find(({ attribute }) => attribute.name === timeToLiveAttribute)?.attribute;
  if (key && key.type !== dynamodb.AttributeType.NUMBER) {
    refuse(table, {
      prop: 'timeToLiveAttribute',
      value: `"${timeToLiveAttribute}"`,
      rule: `it is a key of type ${key.type}, while DynamoDB expires items by a number, the epoch time in seconds`,
      remedy: 'Name an attribute of type number, for example "expires_at"',
    });
  }
}

function validateContributorInsights(table: IConstruct, specification?: dynamodb.ContributorInsightsSpecification): void {
  if (specification?.mode !== undefined && !specification.enabled) {
    refuse(table, {
      prop: 'contributorInsightsSpecification.mode',
      value: `"${specification.mode}"`,
      rule: 'Contributor Insights is off, so that nothing is counted in any mode',
      remedy: 'Write enabled: true, or leave the mode out',
    });
  }
}

function validatePointInTimeRecovery(table: IConstruct, specification: Partial<dynamodb.PointInTimeRecoverySpecification> = {}): void {
  const { recoveryPeriodInDays: days, pointInTimeRecoveryEnabled } = specification;
  if (days === undefined) {
    return;
  }
  if (!pointInTimeRecoveryEnabled) {
    refuse(table, {
      prop: 'pointInTimeRecoverySpecification.recoveryPeriodInDays',
      value: describe(days),
      rule: 'point-in-time recovery is off, so that there is no period',
      remedy: 'Write pointInTimeRecoveryEnabled: true, or leave the period out',
    });
  }
  if (Token.isUnresolved(days) || !Number.isInteger(days) || days < 1 || days > MAX_RECOVERY_PERIOD_IN_DAYS) {
    refuse(table, {
      prop: 'pointInTimeRecoverySpecification.recoveryPeriodInDays',
      value: describe(days),
      // CDK refuses a token, in words that do not say so.
      rule: `DynamoDB keeps 1 to ${MAX_RECOVERY_PERIOD_IN_DAYS} whole days, and CDK wants to know how many`,
      remedy: `Write such a number, or leave it out for ${MAX_RECOVERY_PERIOD_IN_DAYS}; AWS Backup keeps recovery points for longer`,
    });
  }
}

function describe(value: number): string {
  return Token.isUnresolved(value) ? 'not known at synthesis' : `${value}`;
}
