import type { Sessions } from './sessions';
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

export interface ApplicationProps {
  readonly region: string;
  /** The Region that is active as long as no run has said otherwise. */
  readonly home: string;
  /** Of the state table. */
  readonly tableName: string;
  /** Each has to take its part of a write. */
  readonly databases: readonly GlobalDatabase[];
  readonly sessions: readonly Sessions[];
  readonly dynamoDb: DynamoDb;
  readonly network: Network;
  readonly clock: VirtualClock;
  readonly history: History;
}

/** How long an application keeps what it read of its role. */
const ROLE_KEPT = 5000;

/** The application of one Region, as the role contract of the state table asks it to be. */
export class Application {
  /** Whether its process answers: a fault. */
  public up = true;
  private role: Role;
  private readAt = -Infinity;
  private admitted = -1;

  constructor(private readonly props: ApplicationProps) {
    this.role = { role: props.region === props.home ? 'active' : 'standby', epoch: 0 };
  }

  public serves(): boolean {
    return this.up && this.props.network.works(this.props.region);
  }

  /** The deep health check: the databases take a connection in this Region. */
  public isDeeplyHealthy(): boolean {
    const { databases, region } = this.props;
    return this.serves() && !databases.some(({ down }) => down.has(region));
  }

  /** Writes of clients, each in its session. One that is not admitted gets an error that it may retry. */
  public write(count: number): Outcome {
    const { region, databases, sessions, history } = this.props;
    if (!this.serves()) {
      return 'unreachable';
    }
    const { role, epoch } = this.currentRole();
    if (role !== 'active' || databases.some(database => database.write(region, count) !== 'acknowledged')) {
      return 'refused';
    }
    if (this.admitted !== epoch) {
      this.admitted = epoch;
      history.add({ kind: 'writes-admitted', region, epoch });
      sessions.forEach(each => each.admit());
    }
    sessions.forEach(each => each.write(epoch));
    return 'acknowledged';
  }

  private currentRole(): Role {
    const { region, home, tableName, dynamoDb, clock } = this.props;
    const now = clock.now();
    if (now - this.readAt >= ROLE_KEPT && !dynamoDb.unavailable.has(region)) {
      this.readAt = now;
      const item: any = dynamoDb.table(region, tableName).get({ kind: { S: 'state' }, id: { S: 'current' } });
      const active = item?.activeRegion?.S ?? home;
      const fenced = Date.parse(item?.fencedUntil?.S ?? '') > now;
      this.role = { role: active !== region ? 'standby' : fenced ? 'fenced' : 'active', epoch: Number(item?.epoch?.N ?? 0) };
    }
    return this.role;
  }
}
