import { Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** The caps of a table or index that is billed on demand, and the prop that holds them. */
export interface OnDemandCaps extends dynamodb.MaxThroughputProps {
  readonly prop: string;
}

/**
 * The caps of a table. A billing tells them to CDK alone, which drops a cap of 0 from the template in silence. A version of CDK that
 * reads them in another way ends this check, not the synthesis.
 */
export function capsOfTable(billing?: dynamodb.Billing): OnDemandCaps {
  return billing?.mode !== dynamodb.BillingMode.PAY_PER_REQUEST ? { prop: 'billing' } : {
    prop: 'billing',
    maxReadRequestUnits: billing._renderReadCapacity?.(),
    maxWriteRequestUnits: billing._renderWriteCapacity?.(),
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_OnDemandThroughput.html */
export function validateCaps(table: IConstruct, caps: OnDemandCaps): void {
  for (const cap of ['maxReadRequestUnits', 'maxWriteRequestUnits'] as const) {
    const value = caps[cap];
    if (value !== undefined && !Token.isUnresolved(value) && (!Number.isInteger(value) || value < 1)) {
      refuse(table, {
        prop: `${caps.prop}.${cap}`,
        value: `${value}`,
        rule: 'a cap is a whole number of units per second, at least 1, and CDK leaves 0 out of the template, which caps nothing',
        remedy: 'Write the most that one Region may take, or leave the cap out',
      });
    }
  }
}
