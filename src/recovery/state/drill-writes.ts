import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { timeText } from './region-view';
import { ABSENT } from './state-conditions';
import type { Condition } from './state-writes';
import { recordKey, StateWrites, text, wholeNumber } from './state-writes';
import type { RunOutcome } from '../handlers/requests';
import { RunMode } from '../plan/run-mode';
import { STATE_ITEM } from '../regional-state/state-kinds';

/** A drill as its note and its record name it. */
export interface Drill {
  readonly runId: string;
  readonly startedAt: string;
  readonly now: number;
}

/** A drill that begins. */
export interface DrillBeginning extends Drill {
  readonly endsAt: number;
  /** A drill whose execution has ended, and which left its note. */
  readonly ended?: string;
}

export interface DrillRecord {
  readonly target: string;
  readonly source: string;
  readonly epoch: number;
  readonly actor: string;
  readonly reason: string;
}

/** Announces a drill in one Region: its alarms do not page. */
export function announceDrill(tableName: string, drill: DrillBeginning): TransactWriteItem {
  const { runId, startedAt, endsAt, now, ended = runId } = drill;
  const condition: Condition = {
    expression: 'attribute_not_exists(#kind) OR #endsAt < :now OR #runId = :own OR #runId = :ended',
    values: { ':now': text(timeText(now)), ':own': text(runId), ':ended': text(ended) },
  };
  const note = { runId: text(runId), startedAt: text(startedAt), endsAt: text(timeText(endsAt)) };
  return new StateWrites(tableName).put(STATE_ITEM.drill, note, condition);
}

/** The record of a drill: beside the records of the runs that it may start. */
export function recordDrill(
  tableName: string, { runId, startedAt, now }: Drill, { target, source, epoch, actor, reason }: DrillRecord,
): TransactWriteItem {
  return new StateWrites(tableName).put(recordKey(startedAt, runId), {
    mode: text(RunMode.DRILL),
    target: text(target),
    source: text(source),
    epoch: wholeNumber(epoch),
    actor: text(actor),
    reason: text(reason),
    phase: text('begun'),
    outcome: text('running'),
    startedAt: text(startedAt),
    updatedAt: text(timeText(now)),
  }, ABSENT);
}

/** Ends the announcement, if it is that of this drill. */
export function silenceEnds(tableName: string, runId: string): TransactWriteItem {
  return new StateWrites(tableName).remove(STATE_ITEM.drill, { expression: '#runId = :own', values: { ':own': text(runId) } });
}

export function endDrillRecord(tableName: string, { runId, startedAt, now }: Drill, outcome: RunOutcome): TransactWriteItem {
  const set = { phase: text('ended'), outcome: text(outcome), endedAt: text(new Date(now).toISOString()), updatedAt: text(timeText(now)) };
  return new StateWrites(tableName).update(recordKey(startedAt, runId), { set });
}
