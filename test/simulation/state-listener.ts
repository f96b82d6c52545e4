import type { RunRecord } from './history/events';
import type { History } from './history/history';
import type { WriteListener } from './models/dynamodb/table';
import type { Item } from './models/dynamodb/values';
import { STATE_ITEM } from '../../src/recovery/regional-state/state-kinds';

/** Tells the history what is written to a state table. */
export function stateListener(region: string, history: History): WriteListener {
  return (after, before) => {
    const item = after ?? before!;
    const [kind, epoch] = [textIn(item, 'kind'), Number(textIn(item, 'epoch') ?? 0)];
    switch (kind) {
      case 'state':
        history.add({ kind: 'state-written', region, activeRegion: textIn(item, 'activeRegion')!, epoch, armed: textIn(item, 'armed') === 'true' });
        break;
      case 'latch':
        // What a Region was told of the other one's latch moves nothing.
        if (textIn(item, 'id') === STATE_ITEM.latch.id) {
          history.add({ kind: 'latch-written', region, closed: textIn(item, 'closed') === 'true', epoch });
        }
        break;
      case 'lock':
        if (after === undefined) {
          history.add({ kind: 'lock-released', region, runId: textIn(item, 'runId')! });
        } else {
          history.add({ kind: 'lock-taken', region, runId: textIn(item, 'runId')!, epoch, awaitsApproval: textIn(item, 'awaitsApproval') === 'true' });
        }
        break;
      case 'run':
        history.add({ kind: 'run-recorded', region, run: recordOf(item) });
        break;
      default:
    }
  };
}

function recordOf(item: Item): RunRecord {
  const fields = Object.fromEntries(Object.keys(item).map(name => [name, textIn(item, name)]));
  const runId = fields.runId ?? fields.id!.slice(fields.id!.indexOf('/') + 1);
  const number = (name: string) => fields[name] === undefined ? undefined : Number(fields[name]);
  const numbers = { epoch: Number(fields.epoch), lagInMilliseconds: number('lagInMilliseconds'), recoverySeconds: number('recoverySeconds') };
  return { ...fields, runId, ...numbers } as unknown as RunRecord;
}

function textIn(item: Item, name: string): string | undefined {
  const value = item[name];
  return value === undefined ? undefined : String(Object.values(value)[0]);
}
