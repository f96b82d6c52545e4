import type { RegionView, RunLock } from './region-view';
import { isBlocked } from './region-view';
import type { RunErrorName } from '../handlers/run-errors';
import { RunMode } from '../plan/run-mode';

/** What decides whether a run may begin. */
export interface BeginQuestion {
  readonly mode: RunMode;
  readonly runId: string;
  /** Whether nobody asked for it. */
  readonly automatic: boolean;
  /** The Region that takes over. */
  readonly region: string;
  readonly home: string;
  readonly own: RegionView;
  /** Of the other Region: planned runs only. A forced run does not ask a Region that is lost. */
  readonly peer?: RegionView;
  /** The epoch in the record of this run: it began before, and is resumed. */
  readonly recordedEpoch?: number;
  /** The runs among those that hold locks whose executions have ended. */
  readonly endedRuns: ReadonlySet<string>;
  readonly now: number;
}

export interface RunRefusal {
  readonly refusal: RunErrorName;
  readonly detail: string;
}

export interface RunAdmission {
  readonly epoch: number;
  /** Whether the run began before. */
  readonly resumed: boolean;
}

/** Whether a run may begin, and in which epoch. */
export function decideBegin(question: BeginQuestion): RunRefusal | RunAdmission {
  const { runId, own, peer, recordedEpoch } = question;
  const locked = [own, peer].map(view => view?.lock).find(lock => lock !== undefined && !isFree(lock, question) && !supersedes(lock, question));
  if (locked) {
    return { refusal: 'RunInProgress', detail: `run ${locked.runId} holds the lock since epoch ${locked.epoch}` };
  }
  const begunIn = own.lock?.runId === runId ? own.lock.epoch : recordedEpoch;
  return begunIn === undefined ? admitNew(question) : resume(question, begunIn);
}

/** Whether a run may take a lock that is there: its own, one that has expired, and one that a dead run left. */
export function isFree({ runId, expiresAt }: RunLock, question: Pick<BeginQuestion, 'runId' | 'endedRuns' | 'now'>): boolean {
  return runId === question.runId || expiresAt < question.now || question.endedRuns.has(runId);
}

/**
 * Whether it takes the lock of a planned run of its own Region that lives: by force, because the other side, which that one needs, is held for
 * lost. The planned run finds its lock lost at its next call. One that is resumed has lost it already, and takes nothing from anybody.
 */
function supersedes({ runId, mode }: RunLock, question: BeginQuestion): boolean {
  const isNewByForce = question.mode === RunMode.FAILOVER && question.recordedEpoch === undefined;
  return isNewByForce && mode !== RunMode.FAILOVER && regionOfRun(runId) === question.region;
}

/** What was begun goes on whatever blocks a new run: whoever resumes it has looked. */
function resume({ own, peer }: BeginQuestion, epoch: number): RunRefusal | RunAdmission {
  const highest = Math.max(own.highestEpoch, peer?.highestEpoch ?? 0);
  return highest > epoch
    ? { refusal: 'LockLost', detail: `the run began in epoch ${epoch}, and epoch ${highest} has begun since` }
    : { epoch, resumed: true };
}

function admitNew(question: BeginQuestion): RunRefusal | RunAdmission {
  const { own, peer } = question;
  for (const refuse of [refuseActive, refuseAutomation, refuseBehindReverseLatch]) {
    const refusal = refuse(question);
    if (refusal) {
      return refusal;
    }
  }
  return { epoch: Math.max(own.highestEpoch, peer?.highestEpoch ?? 0) + 1, resumed: false };
}

function refuseActive({ mode, region, own, peer }: BeginQuestion): RunRefusal | undefined {
  const detail = `${region} is the active Region since epoch ${own.epoch}`;
  // A planned run that dies on its way to the other Region leaves its lock here: nobody knows then which Region has the writer.
  const abandoned = own.lock !== undefined && regionOfRun(own.lock.runId) !== region;
  if (own.activeRegion === region && !(abandoned && mode === RunMode.FAILOVER)) {
    return { refusal: 'AlreadyActive', detail };
  }
  return peer?.activeRegion === region && peer.epoch > own.epoch
    ? { refusal: 'AlreadyActive', detail: `by the state of the other Region ${region} is active since epoch ${peer.epoch}` }
    : undefined;
}

function refuseAutomation({ automatic, region, own, now }: BeginQuestion): RunRefusal | undefined {
  if (automatic && !own.armed) {
    return { refusal: 'NotArmed', detail: `recovery of ${region} is not armed` };
  }
  return automatic && isBlocked(own, now) ? { refusal: 'Blocked', detail: blockedDetail(own) } : undefined;
}

/** Why automation of a Region may not act. */
export function blockedDetail({ unacknowledgedRun, blockedUntil = 0 }: RegionView): string {
  return unacknowledgedRun === undefined
    ? `automation is blocked until ${new Date(blockedUntil).toISOString()}`
    : `run ${unacknowledgedRun} was not acknowledged`;
}

function refuseBehindReverseLatch({ region, home, own, peer }: BeginQuestion): RunRefusal | undefined {
  const closed = region !== home && (peer?.latchClosed ?? own.peerLatchClosed);
  return closed ? { refusal: 'ReverseLatchClosed', detail: `the latch of ${home} is closed: no latch of ${region} moves the traffic` } : undefined;
}

/** The Region of an execution, by its ARN; empty for what is no ARN. */
export function regionOfRun(runId: string): string {
  return runId.split(':')[3] ?? '';
}
