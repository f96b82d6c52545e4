import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { LatchMove } from './latch-moves';
import { timeText } from './region-view';
import type { RunBlock } from './state-changes';
import { changeState, IDLE } from './state-changes';
import { before, heldBy, notAfter } from './state-conditions';
import type { Values } from './state-writes';
import { flag, recordKey, StateWrites, text, wholeNumber } from './state-writes';
import type { MeasuredLag } from './suspect-writes';
import { reachesFurtherBack, suspectSince } from './suspect-writes';
import type { ReadinessAnswer, RunOutcome, RunReference, StepFault, StepTime } from '../handlers/requests';
import { STATE_ITEM } from '../regional-state/state-kinds';

/** What names a record, and when it is written. */
type Recorded = Pick<HeldRun, 'runId' | 'startedAt' | 'now'>;

/** A run that holds its lock. */
export interface HeldRun extends RunReference {
  readonly startedAt: string;
  /** The drill that it is a part of, by the ARN of its execution. */
  readonly drill?: string;
  /** The Region that takes over. */
  readonly region: string;
  readonly home: string;
  readonly now: number;
}

/** How a run ended. */
export interface RunEnd {
  readonly outcome: RunOutcome;
  readonly steps: StepTime[];
  readonly failure?: StepFault;
  /** From the loss until clients were served, in seconds. Absent where nothing was lost, or clients may not be served yet. */
  readonly recoverySeconds?: number;
  /** What went wrong and did not end the run. */
  readonly findings?: readonly object[];
  /** Absent where nothing was changed. */
  readonly block?: RunBlock;
  /** Until when automation begins no planned run, in milliseconds. */
  readonly pausedUntil?: number;
}

/**
 * What the checks found. A forced run says here, before it loses anything, since when writes are suspect: it may die before it says more, and
 * whoever measures the lag after the database has moved does not see what was lost. What a redrive cannot measure any more, stays as it was.
 *
 * @param recorded what the run has measured before, where it is forced
 */
export function recordReadiness(
  tableName: string, run: HeldRun, readiness: ReadinessAnswer, forced: boolean, recorded: MeasuredLag = {},
): TransactWriteItem[] {
  const { findings } = readiness;
  const found = reachesFurtherBack(recorded, readiness) ? { findings } : readiness;
  return [whileHolding(tableName, run), checked(tableName, run, found, forced ? { suspectFrom: text(suspectSince(found)) } : {})];
}

/** The same of a drill, which holds no lock. */
export function recordDrillReadiness(tableName: string, run: Recorded, readiness: ReadinessAnswer): TransactWriteItem[] {
  return [checked(tableName, run, readiness)];
}

function checked(tableName: string, run: Recorded, readiness: ReadinessAnswer, suspect: Values = {}): TransactWriteItem {
  const lag = measuredLag(readiness);
  return changeRecord(tableName, run, {
    phase: text('checked'), findings: text(JSON.stringify(readiness.findings)), ...lag, ...lag && suspect,
  }, lag ? {} : suspect);
}

/** The lag without its time would say nothing: it may be of the time before the Region was lost. */
function measuredLag({ lagInMilliseconds, lagMeasuredAt }: ReadinessAnswer): Values | undefined {
  return lagInMilliseconds === undefined || lagMeasuredAt === undefined
    ? undefined
    : { lagInMilliseconds: wholeNumber(Math.round(lagInMilliseconds)), lagMeasuredAt: text(lagMeasuredAt) };
}

/** Fences the Region that is left, in its own table. A planned run holds the lock of that table, too. */
export function fence(tableName: string, run: HeldRun, fencedUntil: number, planned: boolean): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  return [
    changeState(writes, run, { set: { fencedUntil: text(timeText(fencedUntil)) }, condition: before(run.epoch) }),
    ...(planned ? [whileHolding(tableName, run)] : []),
  ];
}

/**
 * Makes the Region the active one in its own state. Automation is blocked from here on: whatever comes next is a move back.
 *
 * @param forced writes are suspect then. The state says whose record waits until it can say until when: the other Region has to be told first
 */
export function activate(tableName: string, run: HeldRun, block: RunBlock, forced: boolean): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  return [
    whileHolding(tableName, run),
    changeState(writes, run, {
      set: {
        activeRegion: text(run.region),
        epoch: wholeNumber(run.epoch),
        ...(forced ? { suspectRun: text(recordKey(run.startedAt, run.runId).id) } : {}),
      },
      block,
      remove: ['fencedUntil'],
      condition: notAfter(run.epoch),
    }),
    forced ? beginSuspects(writes, run) : changeRecord(tableName, run, { phase: text('activated') }),
  ];
}

/** Nothing but the latch item: what moves the traffic must depend on as little as possible. */
export function moveLatch(tableName: string, run: HeldRun, { closed }: LatchMove): TransactWriteItem[] {
  const set = { closed: flag(closed), epoch: wholeNumber(run.epoch), updatedAt: text(timeText(run.now)) };
  return [
    whileHolding(tableName, run),
    new StateWrites(tableName).update(STATE_ITEM.latch, { set, condition: notAfter(run.epoch) }),
  ];
}

/** Ends the run in the Region that it is in. */
export function finishHere(tableName: string, run: HeldRun, end: RunEnd): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  return [
    writes.remove(STATE_ITEM.lock, heldBy(run)),
    changeState(writes, run, {
      set: { phase: text(IDLE), ...(end.pausedUntil === undefined ? {} : { pausedUntil: text(timeText(end.pausedUntil)) }) },
      block: end.block,
    }),
    endRecord(tableName, run, end),
  ];
}

/** How the run ended. */
export function endRecord(tableName: string, run: Recorded, { outcome, steps, failure, findings, recoverySeconds }: RunEnd): TransactWriteItem {
  return changeRecord(tableName, run, {
    phase: text('ended'),
    outcome: text(outcome),
    steps: text(JSON.stringify(steps)),
    endedAt: text(new Date(run.now).toISOString()),
    ...(recoverySeconds === undefined ? {} : { recoverySeconds: wholeNumber(Math.round(recoverySeconds)) }),
    ...(findings ? { faults: text(JSON.stringify(findings)) } : {}),
    ...(failure ? { failure: text(JSON.stringify(failure)) } : {}),
  });
}

/** Releases the lock of the other Region, which writes again where it is still the active one. */
export function finishThere(tableName: string, run: HeldRun, activated: boolean, block: RunBlock | undefined): TransactWriteItem[] {
  const writes = new StateWrites(tableName);
  return [
    writes.remove(STATE_ITEM.lock, heldBy(run)),
    changeState(writes, run, {
      set: activated ? { activeRegion: text(run.region), epoch: wholeNumber(run.epoch) } : {},
      block,
      remove: ['fencedUntil'],
      condition: notAfter(run.epoch),
    }),
  ];
}

function whileHolding(tableName: string, run: HeldRun): TransactWriteItem {
  return new StateWrites(tableName).check(STATE_ITEM.lock, heldBy(run));
}

function changeRecord(tableName: string, { runId, startedAt, now }: Recorded, set: Values, unlessThere: Values = {}): TransactWriteItem {
  return new StateWrites(tableName).update(recordKey(startedAt, runId), { set: { ...set, updatedAt: text(timeText(now)) }, unlessThere });
}

/** The record says since when unless what the checks found could not be recorded. */
function beginSuspects(writes: StateWrites, { startedAt, runId, now }: HeldRun): TransactWriteItem {
  return writes.update(recordKey(startedAt, runId), {
    set: { phase: text('activated'), updatedAt: text(timeText(now)) },
    unlessThere: { suspectFrom: text(suspectSince({})) },
    remove: ['suspectUntil'],
  });
}
