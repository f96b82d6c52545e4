import type { PromotionAnswer, PromotionRequest } from './requests';
import { RunError } from './run-errors';
import type { Look } from '../decision/database-health';
import { isGone } from '../decision/database-health';

/** Some six looks in a row. A switchover ends in about as long, and what one Region does not hear of the other passes in less. */
const PATIENCE_IN_SECONDS = 60;

/** A planned promotion that has not ended, and what its source said just now. */
export interface PendingSwitchover {
  readonly detail: string;
  /** Whether the target is the writer already and works, and only the rest of the global database is not said to be at rest. */
  readonly isWriter: boolean;
  /** Of the member that hands over. */
  readonly source: Look;
}

/**
 * What a planned promotion answers that is under way: it needs the Region that hands over, and is in vain where that is lost. A target that
 * has everything already is not given up for it.
 *
 * @throws RunError `SourceLost` when the source was not seen to work for a minute
 */
export function answerOf({ silentSince = 0 }: PromotionRequest, { detail, isWriter, source }: PendingSwitchover, now: number): PromotionAnswer {
  if (!isGone(source)) {
    return { status: 'promoting', detail, silentSince: 0 };
  }
  const since = silentSince || now;
  const seconds = Math.round((now - since) / 1000);
  const silent = `${detail}; the source has not answered for ${seconds} seconds`;
  if (seconds < PATIENCE_IN_SECONDS) {
    return { status: 'promoting', detail: silent, silentSince: since };
  }
  if (!isWriter) {
    throw new RunError('SourceLost', silent);
  }
  return { status: 'promoted', detail: silent };
}
