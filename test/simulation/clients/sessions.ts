import type { GlobalTable } from '../models/dynamodb/global-table';
import type { Replica } from '../models/dynamodb/replica';
import type { Item, Value } from '../models/dynamodb/values';

/** Few enough that each is written in both Regions while clients move from one to the other. */
const SESSIONS = Array.from({ length: 40 }, (_, index): Value => ({ S: `session-${index}` }));

/** The sessions that the application of one Region keeps in a global table: one is written with each write of clients. */
export class Sessions {
  private written = 0;
  private readonly replica: Replica;

  constructor(private readonly table: GlobalTable, private readonly region: string) {
    this.replica = table.replica(region);
  }

  /** Clients are admitted from now on. */
  public admit(): void {
    this.table.admits(this.region);
  }

  /** With its epoch, as whoever writes into what both Regions take is told to: it tells the later decision from the later clock. */
  public write(epoch: number): void {
    const session = SESSIONS[this.written++ % SESSIONS.length];
    const item: { [attribute: string]: Value } = { writtenIn: { N: String(epoch) } };
    this.replica.keyNames.forEach(name => { item[name] = session; });
    this.replica.put(item satisfies Item);
  }
}
