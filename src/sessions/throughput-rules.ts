import { Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** What every on-demand table has: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
const ON_DEMAND_MINIMUM = { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 4_000 };
const UNITS = ['readUnitsPerSecond', 'writeUnitsPerSecond'] as const;

export function validateWarmThroughput(table: IConstruct, prop: string, warm?: dynamodb.WarmThroughput, billing?: dynamodb.Billing): void {
  if (warm === undefined) {
    return;
  }
  if (UNITS.every(unit => warm[unit] === undefined)) {
    refuse(table, {
      prop,
      value: '{}',
      rule: 'it warms neither reads nor writes',
      remedy: 'Write readUnitsPerSecond, writeUnitsPerSecond or both, or leave it out',
    });
  }
  for (const unit of UNITS) {
    validateUnits(table, `${prop}.${unit}`, unit, warm[unit], billing);
  }
}

function validateUnits(table: IConstruct, prop: string, unit: typeof UNITS[number], value?: number, billing?: dynamodb.Billing): void {
  if (value === undefined || Token.isUnresolved(value)) {
    return;
  }
  if (!Number.isInteger(value) || value < 1) {
    refuse(table, {
      prop,
      value: `${value}`,
      rule: 'units are whole, and at least 1',
      remedy: 'Write the peak that one Region must take when it serves everyone, or leave it out',
    });
  }
  if (billing?.mode !== dynamodb.BillingMode.PROVISIONED && value < ON_DEMAND_MINIMUM[unit]) {
    refuse(table, {
      prop,
      value: `${value}`,
      rule: `an on-demand table has ${ON_DEMAND_MINIMUM[unit]} from the start, and cannot be warmed to less`,
      remedy: 'Write the peak that one Region must take when it serves everyone, or leave it out',
    });
  }
}

/** How CDK ends a table of fixed writes. A billing itself does not say what it holds. */
const FIXED_WRITES = /'writeCapacity' with FIXED/;

/** Creates a table; CDK's error about fixed writes becomes one that says where, why and what instead. */
export function refusingFixedWrites<T>(table: IConstruct, create: () => T): T {
  try {
    return create();
  } catch (error) {
    if (FIXED_WRITES.test((error as Error).message)) {
      refuse(table, {
        prop: 'billing.writeCapacity',
        value: `"${dynamodb.CapacityMode.FIXED}"`,
        rule: 'the replica of each Region must take the writes of both, so DynamoDB requires the write capacity of a global table to be autoscaled',
        remedy: 'Write writeCapacity: Capacity.autoscaled({ maxCapacity }), or leave billing out for on-demand',
      });
    }
    throw error;
  }
}
