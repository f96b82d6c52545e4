import { Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import type { OnDemandCaps } from './on-demand-caps';
import { refuse } from '../topology/configuration-error';

/** What every on-demand table has: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
const UNITS = [
  { unit: 'readUnitsPerSecond', onDemandMinimum: 12_000, cap: 'maxReadRequestUnits' },
  { unit: 'writeUnitsPerSecond', onDemandMinimum: 4_000, cap: 'maxWriteRequestUnits' },
] as const;

const PEAK = 'Write the peak that one Region must take when it serves everyone, or leave it out';

/** The throughput that a table or an index is warmed to, and what bounds it. */
export interface WarmedThroughput {
  readonly prop: string;
  readonly warm?: dynamodb.WarmThroughput;
  readonly billing?: dynamodb.Billing;
  readonly caps: OnDemandCaps;
}

export function validateWarmThroughput(table: IConstruct, throughput: WarmedThroughput): void {
  const { prop, warm } = throughput;
  if (warm === undefined) {
    return;
  }
  if (UNITS.every(({ unit }) => warm[unit] === undefined)) {
    refuse(table, {
      prop,
      value: '{}',
      rule: 'it warms neither reads nor writes',
      remedy: 'Write readUnitsPerSecond, writeUnitsPerSecond or both, or leave it out',
    });
  }
  for (const units of UNITS) {
    const value = warm[units.unit];
    if (value !== undefined && !Token.isUnresolved(value)) {
      validateUnits(table, value, units, throughput);
    }
  }
}

function validateUnits(table: IConstruct, value: number, { unit, onDemandMinimum, cap }: typeof UNITS[number], throughput: WarmedThroughput): void {
  const { billing, caps } = throughput;
  const refuseUnits = (rule: string, remedy = PEAK) => refuse(table, { prop: `${throughput.prop}.${unit}`, value: `${value}`, rule, remedy });
  if (!Number.isInteger(value) || value < 1) {
    refuseUnits('units are whole, and at least 1');
  }
  if (billing?.mode !== dynamodb.BillingMode.PROVISIONED && value < onDemandMinimum) {
    refuseUnits(`an on-demand table has ${onDemandMinimum} from the start, and cannot be warmed to less`);
  }
  const most = caps[cap] ?? Infinity;
  if (!Token.isUnresolved(most) && value > most) {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode-max-throughput.html
    refuseUnits(`${caps.prop}.${cap} is ${most}, and requests above a cap are throttled however warm the table is`,
      'Raise the cap to the peak that one Region must take when it serves everyone, or leave one of the two out');
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
