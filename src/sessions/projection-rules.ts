import { Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import { validateAttributeName } from './attribute-rules';
import { refuse } from '../topology/configuration-error';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html */
const MAX_ATTRIBUTES_OF_AN_INDEX = 20;
const MAX_ATTRIBUTES_OF_ALL_INDEXES = 100;

/** Refuses attributes that DynamoDB would not copy to an index. `keys` are those that it copies in any case. */
export function validateProjection(table: IConstruct, prop: string, index: dynamodb.GlobalSecondaryIndexPropsV2, keys: readonly string[]): void {
  const { projectionType, nonKeyAttributes } = index;
  const includes = projectionType === dynamodb.ProjectionType.INCLUDE;
  if (includes ? !nonKeyAttributes?.length : nonKeyAttributes !== undefined) {
    refuse(table, {
      prop: `${prop}.nonKeyAttributes`,
      rule: includes ? 'projection INCLUDE copies the attributes that are named here, and none are' : 'attributes are named for projection INCLUDE only',
      remedy: includes ? 'Name them, or write another projectionType' : 'Write projectionType: ProjectionType.INCLUDE, or leave the names out',
    });
  }
  validateNames(table, `${prop}.nonKeyAttributes`, nonKeyAttributes ?? [], keys);
}

/** An attribute of two indexes counts twice. CDK counts it once. */
export function validateProjections(table: IConstruct, indexes: readonly dynamodb.GlobalSecondaryIndexPropsV2[]): void {
  const count = indexes.reduce((sum, { nonKeyAttributes = [] }) => sum + nonKeyAttributes.length, 0);
  if (count > MAX_ATTRIBUTES_OF_ALL_INDEXES) {
    refuse(table, {
      prop: 'globalSecondaryIndexes',
      value: `${count} nonKeyAttributes`,
      rule: `all indexes together have at most ${MAX_ATTRIBUTES_OF_ALL_INDEXES}, each counted in each index`,
      remedy: 'Leave attributes out, or write ProjectionType.ALL, which does not count them',
    });
  }
}

function validateNames(table: IConstruct, prop: string, names: readonly string[], keys: readonly string[]): void {
  if (names.length > MAX_ATTRIBUTES_OF_AN_INDEX) {
    refuse(table, {
      prop,
      value: `${names.length} attributes`,
      rule: `an index has at most ${MAX_ATTRIBUTES_OF_AN_INDEX} of them`,
      remedy: 'Leave attributes out, or write ProjectionType.ALL',
    });
  }
  for (const [position, name] of names.entries()) {
    validateAttributeName(table, prop, name);
    const isKey = keys.includes(name);
    if (!Token.isUnresolved(name) && (isKey || names.indexOf(name) < position)) {
      refuse(table, {
        prop,
        value: `"${name}"`,
        rule: isKey ? 'it is a key of the table or the index, and keys are in every index without being named' : 'it is named twice',
        remedy: 'Leave it out here',
      });
    }
  }
}
