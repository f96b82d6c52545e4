import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** The names of tables and indexes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
export const RESOURCE_NAME = /^[a-zA-Z0-9_.-]{3,255}$/;

export function validateTableName(table: IConstruct, name?: string): void {
  if (name !== undefined && (Token.isUnresolved(name) || !RESOURCE_NAME.test(name))) {
    refuse(table, {
      prop: 'tableName',
      value: Token.isUnresolved(name) ? 'not known at synthesis' : `"${name}"`,
      rule: 'both Regions spell this name, and DynamoDB takes 3 to 255 letters, digits, "_", "." or "-"',
      remedy: 'Write a literal name such as "payments-sessions", or leave it out for a name of the application and environment',
    });
  }
}
