import { createHash } from 'crypto';
import { Duration, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import type { RegionalSessionTable } from './regional-session-table';
import { AlertSeverity } from '../monitoring/alert-severity';
import { DashboardSection } from '../monitoring/dashboard-section';
import type { HealthSignal } from '../monitoring/health-signal';
import { anyOf, TWICE_IN_A_ROW } from '../monitoring/signal-terms';

/** What of a table decides what is watched. */
export interface WatchedTable {
  readonly indexNames: readonly string[];
  readonly isStrong: boolean;
}

/** What a session store does with its items, and a strongly consistent one too. */
const OPERATIONS = [
  Operation.GET_ITEM, Operation.PUT_ITEM, Operation.UPDATE_ITEM, Operation.DELETE_ITEM, Operation.QUERY, Operation.SCAN,
  Operation.BATCH_GET_ITEM, Operation.BATCH_WRITE_ITEM,
];
/** With these an alarm has the ten metrics that CloudWatch allows it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html */
const TRANSACTIONS = [Operation.TRANSACT_GET_ITEMS, Operation.TRANSACT_WRITE_ITEMS];

const ANY = anyOf(AlertSeverity.WARNING, TWICE_IN_A_ROW);

const ID_LENGTH = 40;
const DIGEST_LENGTH = 6;

/**
 * What is watched of the replica of a Region, alike in both.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function sessionTableSignals(replica: RegionalSessionTable, table: WatchedTable): HealthSignal[] {
  return [
    systemErrors(replica, table),
    userErrors(replica),
    ...throttling(replica),
    // A name that is not known at synthesis could stand in neither the ids nor the other Region's dashboard.
    ...table.indexNames.filter(name => !Token.isUnresolved(name)).flatMap(name => throttling(replica, name)),
    ...consumption(replica),
  ];
}

/** DynamoDB counts them per operation only. `SUM` of a list takes what has data; `+` would have none unless all had. */
function systemErrors(replica: RegionalSessionTable, { isStrong }: WatchedTable): HealthSignal {
  const operations = isStrong ? OPERATIONS : [...OPERATIONS, ...TRANSACTIONS];
  const usingMetrics = Object.fromEntries(operations.map(operation => [`errors${operation}`, replica.metricSystemErrors({ operation })]));
  return {
    id: 'system-errors',
    description: `DynamoDB itself fails requests to ${nameOf(replica)}`,
    publishedIn: replica.region,
    metric: new cloudwatch.MathExpression({
      expression: `SUM([${Object.keys(usingMetrics).join(', ')}])`,
      usingMetrics,
      period: Duration.minutes(1),
    }),
    section: DashboardSection.STORES,
    graph: 'Errors of DynamoDB',
    alarm: ANY,
  };
}

/** Of all tables of account and Region together: DynamoDB gives the metric no dimension, so that nobody can be told of one table's. */
function userErrors({ region }: RegionalSessionTable): HealthSignal {
  return {
    id: 'user-errors',
    description: `Requests in ${region.name} that DynamoDB refused, to all tables of the account`,
    publishedIn: region,
    metric: new cloudwatch.Metric({
      namespace: 'AWS/DynamoDB',
      metricName: 'UserErrors',
      statistic: cloudwatch.Stats.SUM,
      period: Duration.minutes(1),
      region: region.name,
    }),
    section: DashboardSection.STORES,
    graph: 'Refused requests to all tables of the account',
  };
}

/** Of the table, or of one of its indexes: what an index throttles is not counted for the table. */
function throttling(replica: RegionalSessionTable, indexName?: string): HealthSignal[] {
  const dimensionsMap = { TableName: replica.tableName, ...indexName === undefined ? {} : { GlobalSecondaryIndexName: indexName } };
  const [suffix, where] = indexName === undefined ? ['', nameOf(replica)] : [`-${idOf(indexName)}`, `index ${indexName} of ${nameOf(replica)}`];
  const throttled = {
    publishedIn: replica.region,
    section: DashboardSection.STORES,
    graph: indexName === undefined ? 'Throttled requests' : `Throttled requests of index ${indexName}`,
    alarm: ANY,
  };
  return [
    { ...throttled, id: `read-throttling${suffix}`, description: `Reads of ${where} are throttled`, metric: replica.metricReadThrottleEvents({ dimensionsMap }) },
    { ...throttled, id: `write-throttling${suffix}`, description: `Writes to ${where} are throttled`, metric: replica.metricWriteThrottleEvents({ dimensionsMap }) },
  ];
}

function consumption(replica: RegionalSessionTable): HealthSignal[] {
  const consumed = { publishedIn: replica.region, section: DashboardSection.COST, graph: 'Consumed capacity', axisLabel: 'units per minute' };
  return [
    { ...consumed, id: 'consumed-reads', description: `Read units that ${nameOf(replica)} consumed`, metric: replica.metricConsumedReadCapacityUnits() },
    { ...consumed, id: 'consumed-writes', description: `Write units that ${nameOf(replica)} consumed`, metric: replica.metricConsumedWriteCapacityUnits() },
  ];
}

/** The name of an index in an id. With a digest where the id cannot say the whole name, since two names must not get one id. */
function idOf(indexName: string): string {
  const id = indexName.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, ID_LENGTH);
  return id === indexName ? id : `${id}-${createHash('sha256').update(indexName).digest('hex').slice(0, DIGEST_LENGTH)}`;
}

function nameOf({ tableName, region }: RegionalSessionTable): string {
  return `session table ${tableName} in ${region.name}`;
}
