import { conditionOf } from './condition';
import { updateOf } from './update';
import type { Item, Value } from './values';
import { compareValues, Placeholders, validation } from './values';
import { NotModelled } from '../service-error';

/** What `Put`, `Update`, `Delete` and `ConditionCheck` have in common. */
export interface WriteInput {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: { readonly [name: string]: string };
  readonly ExpressionAttributeValues?: Item;
}

/** What a write would do. */
export interface PlannedWrite {
  readonly key: string;
  readonly before: Item | undefined;
  /** Absent after a deletion. */
  readonly after: Item | undefined;
  readonly allowed: boolean;
}

export type WriteListener = (after: Item | undefined, before: Item | undefined) => void;

/** One table of one Region, with the last state of each item but one, for reads that are stale. */
export class Table {
  /** The attributes that identify an item. */
  public readonly keyNames: readonly string[];
  private readonly items = new Map<string, Item>();
  private readonly older = new Map<string, Item | undefined>();

  constructor(
    public readonly name: string,
    private readonly partitionKey: string,
    private readonly sortKey: string | undefined,
    private readonly onWrite: WriteListener,
  ) {
    this.keyNames = [partitionKey, ...sortKey === undefined ? [] : [sortKey]];
  }

  public get(key: Item, stale = false): Item | undefined {
    const text = this.keyText(key, true);
    return stale && this.older.has(text) ? this.older.get(text) : this.items.get(text);
  }

  /** Items of one partition in the order of their sort key. */
  public partition(value: string, stale = false): Item[] {
    const keys = [...this.items].filter(([, item]) => textOf(item[this.partitionKey]) === value);
    const found = keys.map(([key, item]) => stale && this.older.has(key) ? this.older.get(key) : item).filter(item => item !== undefined);
    return found.sort((one, other) => compareValues(one[this.sortKey!], other[this.sortKey!]) ?? 0);
  }

  /** What a write would do, without doing it. */
  public plan(kind: 'Put' | 'Update' | 'Delete' | 'ConditionCheck', input: WriteInput): PlannedWrite {
    const key = kind === 'Put' ? this.keyText(input.Item!, false) : this.keyText(input.Key!, true);
    const before = this.items.get(key);
    const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
    const allowed = input.ConditionExpression === undefined || conditionOf(input.ConditionExpression)(before, placeholders);
    const change = input.UpdateExpression === undefined ? {} : updateOf(input.UpdateExpression)(before, placeholders);
    placeholders.checkUsed();
    if (kind === 'Put') {
      return { key, before, after: { ...checked(input.Item!) }, allowed };
    }
    if (kind === 'Update') {
      const after = Object.fromEntries(Object.entries({ ...input.Key, ...before, ...change }).filter(([, value]) => value !== undefined));
      return { key, before, after: checked(after as Item), allowed };
    }
    return { key, before, after: kind === 'Delete' ? undefined : before, allowed };
  }

  /** Puts an item without a condition. */
  public put(item: Item): void {
    const key = this.keyText(item, false);
    this.carryOut({ key, before: this.items.get(key), after: item, allowed: true });
  }

  public carryOut({ key, before, after }: PlannedWrite): void {
    if (after === before) {
      return;
    }
    this.older.set(key, before);
    if (after === undefined) {
      this.items.delete(key);
    } else {
      this.items.set(key, after);
    }
    this.onWrite(after, before);
  }

  private keyText(item: Item, alone: boolean): string {
    const names = this.keyNames;
    if (names.some(name => item[name] === undefined) || (alone && Object.keys(item).length !== names.length)) {
      throw validation('The provided key element does not match the schema');
    }
    return names.map(name => textOf(item[name])).join('\n');
  }
}

export function textOf(value: Value): string {
  return 'S' in value ? value.S : 'N' in value ? value.N : String(value.BOOL);
}

function checked(item: Item): Item {
  for (const [name, value] of Object.entries(item)) {
    const types = Object.keys(value);
    if (types.length !== 1 || !['S', 'N', 'BOOL'].includes(types[0])) {
      throw new NotModelled(`attribute ${name} of type ${types.join()} is not modelled`);
    }
    if ('N' in value && !Number.isFinite(Number(value.N))) {
      throw validation(`The parameter cannot be converted to a numeric value: ${value.N}`);
    }
  }
  return item;
}
