import type { TaskKind } from './action-kind';
import { CHECK_METRIC } from './check-metric';
import { askChecker, mayAsk } from './checker-poll';
import { withinLimit } from './team-duration';

/** A metric of the minute is there a minute later. Until then it says nothing of the time after the fence. */
const BEST_SECONDS = 60;
const TYPICAL_SECONDS = 150;

/**
 * Asks until a metric of replication, measured since writes have ended, says that nothing waits any more. It changes nothing: a redrive begins
 * with the fence again, which the failed run gave back.
 */
export const AWAIT_REPLICATION: TaskKind = {
  kind: 'await-replication',
  doneWhen: 'the metric, measured since the step began, is as it must be; or a whole period and the delay of its publication have passed without data, '
    + 'where the service is silent while nothing is copied, and nothing is known to wait',
  errors: ['LagAboveGate', 'ServiceUnavailable'],
  timedOutAs: 'LagAboveGate',
  duration: step => withinLimit(step, BEST_SECONDS, TYPICAL_SECONDS, 'assumption: the first whole minute after the fence, published a minute later'),
  commands: (step, context) => CHECK_METRIC.commands(step, context),
  states: (step, context) => askChecker(step, context, 'check-metric', 'LagAboveGate'),
  statements: (_step, context) => [mayAsk(context)],
};
