import { aws } from './cli';
import type { Side } from './runbook-facts';
import { STATE_ITEM } from '../../regional-state/state-kinds';

/** Reads one item of a Region's state table, as it is now. */
export function readItem({ name, names }: Side, item: keyof typeof STATE_ITEM | 'lock'): string {
  const { kind, id } = item === 'lock' ? { kind: 'lock', id: 'run' } : STATE_ITEM[item];
  return aws('dynamodb get-item', name, {
    'table-name': names.stateTableName(),
    'consistent-read': '',
    'key': JSON.stringify({ kind: { S: kind }, id: { S: id } }),
    'query': 'Item',
  });
}

/** The newest run of a Region: what it did, and which writes are suspect. */
export function newestRun({ name, names }: Side): string {
  return aws('dynamodb query', name, {
    'table-name': names.stateTableName(),
    'consistent-read': '',
    'key-condition-expression': 'kind = :run',
    'expression-attribute-values': JSON.stringify({ ':run': { S: 'run' } }),
    'no-scan-index-forward': '',
    'max-items': '1',
    'query': 'Items',
  });
}
