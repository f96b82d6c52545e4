import type { VirtualClock } from '../clock/virtual-clock';
import type { History } from '../history/history';
import type { DynamoDb } from '../models/dynamodb/dynamodb';
import type { Network } from '../models/network';
import type { GlobalDatabase } from '../models/rds-database';

/** What the application of a Region may do, as its own state table says. */
export interface Role {
  readonly role: 'active' | 'fenced' | 'standby';
  readonly epoch: number;
}

export type Outcome = 'acknowledged' | 'refused' | 'unreachable';

/** How long an application keeps what it read of its role. */
const ROLE_KEPT = 5000;

/** The application of one Region, as the role contract of the state table asks it to be. */
export class Application {
  /** Whether its process answers: a fault. */
  public up = true;
  private role: Role;
  private readAt = -Infinity;
  private admitted = -1;

  constructor(
    public readonly region: string,
    private readonly home: string,
    private readonly tableName: string,
    private readonly database: GlobalDatabase | undefined,
    private readonly dynamoDb: DynamoDb,
    private readonly network: Network,
    private readonly clock: VirtualClock,
    private readonly history: History,
  ) {
    this.role = { role: region === home ? 'active' : 'standby', epoch: 0 };
  }

  public serves(): boolean {
    return this.up && this.network.works(this.region);
  }

  /** The deep health check: the database takes a connection in this Region. */
  public isDeeplyHealthy(): boolean {
    return this.serves() && !(this.database?.down.has(this.region) ?? false);
  }

  /** Writes of clients. One that is not admitted gets an error that it may retry. */
  public write(count: number): Outcome {
    if (!this.serves()) {
      return 'unreachable';
    }
    const { role, epoch } = this.currentRole();
    if (role !== 'active' || this.database === undefined) {
      return this.database === undefined ? 'acknowledged' : 'refused';
    }
    const outcome = this.database.write(this.region, count);
    if (outcome === 'acknowledged' && this.admitted !== epoch) {
      this.admitted = epoch;
      this.history.add({ kind: 'writes-admitted', region: this.region, epoch });
    }
    return outcome;
  }

  private currentRole(): Role {
    const now = this.clock.now();
    if (now - this.readAt >= ROLE_KEPT && !this.dynamoDb.unavailable.has(this.region)) {
      this.readAt = now;
      const item: any = this.dynamoDb.table(this.region, this.tableName).get({ kind: { S: 'state' }, id: { S: 'current' } });
      const active = item?.activeRegion?.S ?? this.home;
      const fenced = Date.parse(item?.fencedUntil?.S ?? '') > now;
      this.role = { role: active !== this.region ? 'standby' : fenced ? 'fenced' : 'active', epoch: Number(item?.epoch?.N ?? 0) };
    }
    return this.role;
  }
}
