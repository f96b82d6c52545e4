import type { Options } from './cli';
import { aws } from './cli';
import type { Side } from './runbook-facts';
import { RunMode } from '../../plan/run-mode';
import { STATE_ITEM, STATE_KIND } from '../../regional-state/state-kinds';

const LOCK = { kind: 'lock', id: 'run' };

/** The key of the item that says who may change a Region. */
export const LOCK_KEY = keyOf(LOCK);

/** Reads one item of a Region's state table, as it is now. */
export function readItem({ name, names }: Side, item: keyof typeof STATE_ITEM | 'lock'): string {
  return aws('dynamodb get-item', name, {
    'table-name': names.stateTableName(),
    'consistent-read': '',
    'key': item === 'lock' ? LOCK_KEY : keyOf(STATE_ITEM[item]),
    'query': 'Item',
  });
}

/** The newest run of a Region: what it did, and which writes are suspect. */
export function newestRun(side: Side): string {
  return runsOf(side, {}, {}, { 'max-items': '1', 'query': 'Items' });
}

/** The newest runs in which a Region has taken over by force, of all pages: those that have lost something. */
export function forcedRuns(side: Side, count: number, query: string): string {
  return runsOf(side,
    { ':forced': { S: RunMode.FAILOVER } },
    // The word is reserved.
    { 'filter-expression': '#mode = :forced', 'expression-attribute-names': JSON.stringify({ '#mode': 'mode' }) },
    { 'max-items': String(count), query, 'output': 'json' });
}

function keyOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return JSON.stringify({ kind: { S: kind }, id: { S: id } });
}

function runsOf({ name, names }: Side, values: object, filter: Options, answer: Options): string {
  return aws('dynamodb query', name, {
    'table-name': names.stateTableName(),
    'consistent-read': '',
    'key-condition-expression': 'kind = :run',
    'expression-attribute-values': JSON.stringify({ ':run': { S: STATE_KIND.run }, ...values }),
    ...filter,
    'no-scan-index-forward': '',
    ...answer,
  });
}
