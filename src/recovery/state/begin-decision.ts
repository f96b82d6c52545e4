import { nextEpoch } from './epochs';
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
  /** Whether whoever asks means a Region that is active by its own state. */
  readonly assertActive: boolean;
  /** The Region that takes over. */
  readonly region: string;
  readonly home: string;
  readonly own: RegionView;
  /** Of the other Region: planned runs only. A forced run does not ask a Region that is lost. */
  readonly peer?: RegionView;
  /** The highest epoch that the other Region knows of, where it was asked and answered though the run does not need it. */
  readonly epochOfPeer?: number;
  /** The epoch in the record of this run: it began before, and is resumed. */
  readonly recordedEpoch?: number;
  /** The runs among those that hold locks whose executions have ended. */
  readonly endedRuns: ReadonlySet<string>;
  /** Those that go on, by the word of the Region where they are. Of a Region that did not answer, or was not asked, none. */
  readonly livingRuns: ReadonlySet<string>;
  readonly now: number;
}

/** What tells whether a run asserts its Region. */
export type Assertion = Pick<BeginQuestion, 'mode' | 'automatic' | 'assertActive' | 'region' | 'own'>;

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
 * Whether it takes, by force, a lock that nobody left: of a planned run of its own Region, because the other side, which that one needs, is held
 * for lost; where a person asks, of a run of its own Region that only waits until somebody does; and of a planned run of the other Region,
 * where that does not say that the run lives. The run finds its lock lost at its next call to this Region. One of a Region that is cut off, and
 * not lost, may have asked for its promotion by then: of two promotions the global cluster takes one, and the higher epoch is told when the
 * Regions see each other. A run that is resumed has lost its lock already, and takes nothing from anybody.
 */
function supersedes({ runId, mode, awaitsApproval }: RunLock, question: BeginQuestion): boolean {
  const { region, automatic, livingRuns } = question;
  if (question.mode !== RunMode.FAILOVER || question.recordedEpoch !== undefined) {
    return false;
  }
  const isPlanned = mode !== RunMode.FAILOVER;
  switch (regionOfRun(runId)) {
    case region: return isPlanned || (awaitsApproval && !automatic);
    // Locked by hand: whoever did that has a reason.
    case '': return false;
    default: return isPlanned && !automatic && !livingRuns.has(runId);
  }
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
  const highest = Math.max(own.highestEpoch, peer?.highestEpoch ?? 0, question.epochOfPeer ?? 0);
  return { epoch: nextEpoch(highest, question), resumed: false };
}

/** Whether people, who say that they mean it, activate a Region by force that is active by its own state: in an epoch above all that was decided. */
export function isAssertion({ mode, automatic, assertActive, region, own }: Assertion): boolean {
  return mode === RunMode.FAILOVER && !automatic && assertActive && own.activeRegion === region;
}

/**
 * Whether a run may activate a Region that is active by its own state, because that state is not all that is known: people assert the Region, or a
 * planned run to the other one died and left its lock, and nobody knows which of both has the writer.
 */
function mayActivateAgain(question: BeginQuestion): boolean {
  const { mode, region, own: { lock } } = question;
  const isContested = lock !== undefined && regionOfRun(lock.runId) !== region;
  return isAssertion(question) || (isContested && mode === RunMode.FAILOVER);
}

function refuseActive(question: BeginQuestion): RunRefusal | undefined {
  const { region, own, peer } = question;
  if (own.activeRegion === region && !mayActivateAgain(question)) {
    return { refusal: 'AlreadyActive', detail: `${region} is the active Region since epoch ${own.epoch}` };
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
