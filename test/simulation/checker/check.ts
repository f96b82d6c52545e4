import type { CheckedSystem, Invariant, Violation } from './invariant';
import { ASKED_ONCE, LOST_WRITES_ARE_LISTED, ONE_PROMOTION_AT_A_TIME } from './invariants/database';
import { FORCE_NEEDS_LOSS, LOSS_IS_ANSWERED } from './invariants/decisions';
import { BAD_ENDS_PAGE, NAMED_ENDS, NO_CONTROL_PLANE, RUNS_END } from './invariants/runs';
import { MISSING_SESSIONS_ARE_LISTED, MISSING_SESSIONS_ARRIVE, PLANNED_RUN_MISSES_NO_SESSION } from './invariants/sessions';
import { SUSPECT_IS_TIGHT } from './invariants/suspect-writes';
import { LATCH_HOLDS, PLANNED_TRAFFIC_FOLLOWS_WRITER, TRAFFIC_NEEDS_DECISION, TRAFFIC_NEEDS_LIFE } from './invariants/traffic';
import { EPOCH_GROWS, ONE_RUN_PER_REGION, ONE_WRITER_PER_EPOCH } from './invariants/writers';
import type { History } from '../history/history';

/** The laws, each of which a test of its own shows to catch a history that breaks it. */
export const INVARIANTS: readonly Invariant[] = [
  ONE_WRITER_PER_EPOCH,
  EPOCH_GROWS,
  ONE_RUN_PER_REGION,
  ONE_PROMOTION_AT_A_TIME,
  ASKED_ONCE,
  LOST_WRITES_ARE_LISTED,
  SUSPECT_IS_TIGHT,
  PLANNED_RUN_MISSES_NO_SESSION,
  MISSING_SESSIONS_ARE_LISTED,
  MISSING_SESSIONS_ARRIVE,
  PLANNED_TRAFFIC_FOLLOWS_WRITER,
  TRAFFIC_NEEDS_DECISION,
  TRAFFIC_NEEDS_LIFE,
  LATCH_HOLDS,
  FORCE_NEEDS_LOSS,
  LOSS_IS_ANSWERED,
  RUNS_END,
  NAMED_ENDS,
  BAD_ENDS_PAGE,
  NO_CONTROL_PLANE,
];

/** All violations of a history, in the order in which they happened. */
export function check(history: History, system: CheckedSystem): Violation[] {
  return INVARIANTS
    .flatMap(({ id, violations }) => violations(history, system).map(violation => ({ invariant: id, ...violation })))
    .sort((one, other) => one.at - other.at);
}
