import type { Sourced } from './sourced';

const API = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference';
const GUIDE = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide';
const TRANSACTION = `${API}/API_TransactWriteItems.html`;

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
} satisfies { [id: string]: Sourced };

export type DynamoDbBehaviour = keyof typeof DYNAMODB;
