import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { Check } from './check';
import { serviceCall } from '../../../lambda/handlers/service-call';

/** A table that is being updated is available for data operations. */
const SERVING = new Set<string | undefined>(['ACTIVE', 'UPDATING']);

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html */
export const checkTable: Check = async ({ id, region, parameters: { tableName } }, { dynamoDb }) => {
  const { Table } = await serviceCall(`DescribeTable in ${region}`, () => dynamoDb.send(new DescribeTableCommand({ TableName: tableName })));
  return { id, ok: SERVING.has(Table?.TableStatus), detail: `table ${tableName} is ${Table?.TableStatus}` };
};
