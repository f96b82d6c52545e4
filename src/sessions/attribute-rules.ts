import { Token } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_ATTRIBUTE_NAME_BYTES = 255;

/** A key attribute, and the prop that holds it. */
export interface KeyAttribute {
  readonly prop: string;
  readonly attribute: dynamodb.Attribute;
}

export function validateAttributeName(table: IConstruct, prop: string, name: string): void {
  const bytes = Buffer.byteLength(name);
  if (!Token.isUnresolved(name) && (bytes === 0 || bytes > MAX_ATTRIBUTE_NAME_BYTES)) {
    refuse(table, {
      prop,
      value: bytes === 0 ? '""' : `a name of ${bytes} bytes`,
      rule: `DynamoDB takes attribute names of 1 to ${MAX_ATTRIBUTE_NAME_BYTES} bytes`,
      remedy: 'Write the name of an attribute of your items, for example "session_id"',
    });
  }
}

/** A table defines each key attribute once, for itself and all its indexes. */
export function validateAttributeTypes(table: IConstruct, keys: readonly KeyAttribute[]): void {
  const first = new Map<string, KeyAttribute>();
  for (const key of keys) {
    const { prop, attribute: { name, type } } = key;
    const earlier = first.get(name);
    if (earlier && earlier.attribute.type !== type) {
      refuse(table, {
        prop,
        value: `"${name}" of type ${type}`,
        rule: `it is of type ${earlier.attribute.type} in ${earlier.prop}, and an attribute that is a key has one type in the table and all its indexes`,
        remedy: 'Write the type that the items have, or name another attribute',
      });
    }
    first.set(name, key);
  }
}
