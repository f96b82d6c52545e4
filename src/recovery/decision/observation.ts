/**
 * - `active`: by its own state this Region serves.
 * - `standby`: the other one does.
 * - `contested`: this Region serves by its own state, and a run that was to move the workload to the other one has died: it may have moved the databases.
 */
export type Role = 'active' | 'standby' | 'contested';

/**
 * What the decision alarm, and those below it, say of the other Region.
 * - `lost`: it fails, and this one is fit to take over.
 * - `both-fail`: it fails, and this one is not fit either: its own endpoint fails, or a signal of the team blocks it.
 * - `works`: it is not held for lost.
 * - `unknown`: there is no data.
 */
export type PeerEndpoint = 'lost' | 'both-fail' | 'works' | 'unknown';

/**
 * - `none`: nobody holds the lock of this Region, or who held it has ended.
 * - `here`: a run of this Region does, by force.
 * - `planned-here`: a planned one does, which needs the other Region alive to its end.
 * - `elsewhere`: a run of the other Region does, which cannot be asked.
 */
export type RunUnderWay = 'none' | 'here' | 'planned-here' | 'elsewhere';

/**
 * The databases together.
 * - `none`: there are none whose writes could be lost: no database at all, or every writer is in this Region already.
 * - `work`, `dead`: those that are written in the other Region all do, or all are.
 * - `disagree`: some work and some are dead.
 * - `unknown`: of one of them, nobody can say.
 */
export type Databases = 'none' | 'work' | 'dead' | 'disagree' | 'unknown';

/**
 * What the active Region has seen of itself for several minutes.
 * - `serves`: nothing is amiss, or nobody can say.
 * - `written-elsewhere`: a database is written in the other Region.
 * - `endpoint-lost`: its own endpoint does not answer, and the other Region has not taken over.
 */
export type OwnService = 'serves' | 'written-elsewhere' | 'endpoint-lost';

/** Everything that a decision rests on. */
export interface Observation {
  readonly role: Role;
  readonly service: OwnService;
  readonly peerEndpoint: PeerEndpoint;
  readonly run: RunUnderWay;
  readonly databases: Databases;
  /** Whether the databases of this Region could take over. */
  readonly ready: boolean;
  /** Whether runs may begin without being asked for, by design. An approval is asked for by the run itself. */
  readonly automatic: boolean;
  readonly armed: boolean;
  readonly blocked: boolean;
  /** Whether a planned run has just ended in vain. */
  readonly paused: boolean;
  /** Whether this Region is the standby by design and the home Region's latch is closed, as far as is known here. */
  readonly behindReverseLatch: boolean;
  readonly isHome: boolean;
  /** Whether the recovery state of the other Region answers. */
  readonly peerAnswers: boolean;
}
