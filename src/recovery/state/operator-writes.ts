import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { RegionView } from './region-view';
import { changeState } from './state-changes';
import { asRead } from './state-conditions';
import { flag, StateWrites, text } from './state-writes';

interface Moment {
  readonly home: string;
  readonly now: number;
}

/** Arms a Region that is still as it was looked at. */
export function arm(tableName: string, own: RegionView, moment: Moment): TransactWriteItem[] {
  const { expression, values } = asRead(own);
  return [changeState(new StateWrites(tableName), moment, {
    set: { armed: flag(true) },
    condition: { expression: `${expression} AND attribute_not_exists(#unacknowledgedRun)`, values },
  })];
}

/** Without a condition: whoever stops automation is right. */
export function disarm(tableName: string, moment: Moment): TransactWriteItem[] {
  return [changeState(new StateWrites(tableName), moment, { set: { armed: flag(false) } })];
}

/** Acknowledges the run that was looked at, and no other one that has ended meanwhile. */
export function acknowledge(tableName: string, runId: string, moment: Moment): TransactWriteItem[] {
  return [changeState(new StateWrites(tableName), moment, {
    remove: ['unacknowledgedRun'],
    condition: { expression: '#unacknowledgedRun = :looked', values: { ':looked': text(runId) } },
  })];
}
