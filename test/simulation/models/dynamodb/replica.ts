import type { PlannedWrite } from './table';
import { Table } from './table';
import type { Item } from './values';

/** An item as it was written once, in one Region. */
export interface Version {
  readonly key: string;
  /** Absent: deleted. */
  readonly item: Item | undefined;
  readonly at: number;
  readonly region: string;
}

/** What a global table is in one Region. */
export class Replica extends Table {
  /** What was written here and is not in the other Region yet, the oldest first. */
  public outgoing: Version[] = [];
  /** Writes of its own and of the other Region. */
  public consumed = 0;
  private readonly newest = new Map<string, Version>();

  constructor(public readonly region: string, name: string, partitionKey: string, sortKey: string | undefined, private readonly now: () => number) {
    super(name, partitionKey, sortKey, () => undefined);
  }

  public override carryOut(write: PlannedWrite): void {
    super.carryOut(write);
    this.consumed++;
    const { key, before, after: item } = write;
    if (item !== before) {
      const version = { key, item, at: this.now(), region: this.region };
      this.newest.set(key, version);
      this.outgoing.push(version);
    }
  }

  /** @returns whether what arrives stays: the later write does, and of two of the same time that of one Region, whichever replica it is */
  public receive(version: Version): boolean {
    this.consumed++;
    const { key, item: after, at, region } = version;
    const own = this.newest.get(key);
    if (own !== undefined && (own.at > at || (own.at === at && own.region > region))) {
      return false;
    }
    this.newest.set(key, version);
    super.carryOut({ key, before: own?.item, after, allowed: true });
    return true;
  }
}
