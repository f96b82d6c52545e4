import type { Figure, Sourced } from './sourced';

const API = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference';
const GUIDE = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide';
const TRANSACTION = `${API}/API_TransactWriteItems.html`;
const GLOBAL_TABLES = `${GUIDE}/V2globaltables_HowItWorks.html`;
const EVACUATION = `${GUIDE}/bp-global-table-design.prescriptive-guidance.evacuation.html`;

export const DYNAMODB = {
  'condition': { says: 'a write whose condition is false changes nothing, with ConditionalCheckFailedException', source: `${GUIDE}/Expressions.ConditionExpressions.html` },
  'condition-item': { says: 'ReturnValuesOnConditionCheckFailure ALL_OLD gives the item that was there', source: `${API}/API_PutItem.html` },
  'condition-absent': { says: 'a comparison with an attribute that is absent is false', source: `${GUIDE}/Expressions.OperatorsAndFunctions.html` },
  'transaction': { says: 'a transaction writes all or nothing', source: TRANSACTION },
  'transaction-reasons': { says: 'a cancelled one tells why, item by item: TransactionCanceledException', source: TRANSACTION },
  'transaction-once': { says: 'one item is in a transaction once', source: TRANSACTION },
  'transaction-token': { says: 'a transaction with the same ClientRequestToken within ten minutes changes nothing more', source: TRANSACTION },
  'consistent': { says: 'a read with ConsistentRead sees every write that was acknowledged', source: `${GUIDE}/HowItWorks.ReadConsistency.html` },
  'eventual': { says: 'a read without it may see an older state', source: `${GUIDE}/HowItWorks.ReadConsistency.html` },
  'unknown-outcome': { says: 'after a time-out the write may have happened', source: `${GUIDE}/Programming.Errors.html` },
  'reserved-words': { says: 'a reserved word in an expression needs a name of its own', source: `${GUIDE}/ReservedWords.html` },
  'unused-names': { says: 'names and values that no expression uses are refused with ValidationException', source: `${GUIDE}/Expressions.ExpressionAttributeNames.html` },
  'query-order': { says: 'a query answers in the order of the sort key, backwards with ScanIndexForward false', source: `${API}/API_Query.html` },
  'query-pages': { says: 'a query with a Limit that is reached answers LastEvaluatedKey', source: `${API}/API_Query.html` },
  'replica-asynchronous': { says: 'a write to a replica of a global table is acknowledged before another Region has it', source: GLOBAL_TABLES },
  'replica-local': { says: 'a condition is held against the item as the Region has it, and a consistent read sees what the Region has', source: GLOBAL_TABLES },
  'replica-last-writer': { says: 'of writes of one item in two Regions the later one stays, in both', source: GLOBAL_TABLES },
  'replica-same-time': {
    says: 'of two that are of the same time one stays, the same in both Regions', assumed: 'write one item in both Regions again and again, compare the replicas',
  },
  'replica-isolated': { says: 'what was written in a Region that is cut off or lost is kept, and arrives when it is back', source: EVACUATION },
  'replica-metric': {
    says: 'ReplicationLatency is the time from a write in a Region to its arrival in another: milliseconds, by TableName and ReceivingRegion',
    source: `${GUIDE}/V2globaltables_monitoring.html`,
  },
  'replica-metric-region': {
    says: 'ReplicationLatency is published in the Region that is written to', assumed: 'write in one Region, look for the metric in both',
  },
  'replica-metric-silent': {
    says: 'of a minute in which nothing arrives no ReplicationLatency is published, whether nothing was written or nothing crosses',
    assumed: 'pause the replication with AWS FIS, write, look at the metric; the guide says only that one that drops to 0 shows that replication has stalled',
  },
  'consumed-metric': {
    says: 'ConsumedWriteCapacityUnits counts the writes to a table in a Region, minute by minute, by TableName',
    source: `${GUIDE}/metrics-dimensions.html`,
  },
  'consumed-metric-idle': {
    says: 'of a minute without writes ConsumedWriteCapacityUnits is 0',
    source: `${GUIDE}/metrics-dimensions.html`,
  },
  'consumed-metric-replicated': {
    says: 'what arrives from another Region counts among the ConsumedWriteCapacityUnits of the Region where it arrives',
    assumed: 'write in one Region only, read the metric in both; the guide bills replicated writes in each Region, and has auto scaling, which sees this metric alone, make room for them',
  },
} satisfies { [id: string]: Sourced };

export type DynamoDbBehaviour = keyof typeof DYNAMODB;

export const DYNAMODB_FIGURES = {
  replicationMilliseconds: {
    says: 'a write is in the other Region after 0.5 to 2.5 seconds, within a continent: milliseconds',
    source: 'https://community.aws/content/2drxEND7MtTOb2bWs2J0NlCGewP/ddb-globaltables-lag',
    range: [500, 2500],
  },
  replicationMetricSeconds: {
    says: 'how long after its minute ReplicationLatency can be read: seconds', assumed: 'write without a pause, ask GetMetricData every second', range: [5, 50],
  },
  consumedMetricSeconds: {
    says: 'how long after its minute ConsumedWriteCapacityUnits can be read: seconds', assumed: 'write without a pause, ask GetMetricData every second', range: [5, 50],
  },
} satisfies { [id: string]: Figure };
