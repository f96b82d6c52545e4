import type { TaskKind } from './action-kind';
import { CHECK_ENDPOINT } from './check-endpoint';
import { askChecker, mayAsk } from './checker-poll';

/** Asks the deep path of the Region's own endpoint until it answers as it should: the shallow one answers without a database, too. */
export const VERIFY_SERVICE: TaskKind = {
  kind: 'verify-service',
  doneWhen: 'the deep path of the endpoint of the Region answers as it should',
  errors: ['ServiceNotWorking', 'ServiceUnavailable'],
  timedOutAs: 'ServiceNotWorking',
  duration: () => ({ best: 1, typical: 5, worst: 45, source: 'assumption: a look every few seconds; worst: connections to another writer' }),
  commands: (step, context) => CHECK_ENDPOINT.commands(step, context),
  states: (step, context) => askChecker(step, context, 'check-endpoint', 'ServiceNotWorking'),
  statements: (_step, context) => [mayAsk(context)],
};
