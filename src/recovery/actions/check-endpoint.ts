import type { CheckKind } from './action-kind';
import { CHECK_DURATION, UNCHANGED } from './check-parts';
import { CHECK_STATEMENTS } from '../functions/check-statements';

/** Whether the endpoint of a Region answers. */
export const CHECK_ENDPOINT: CheckKind = {
  kind: 'check-endpoint',
  doneWhen: UNCHANGED,
  duration: () => CHECK_DURATION,
  commands: ({ action: { parameters } }) => [`curl --fail --max-time 5 ${parameters.url}`],
  statements: (step, { names: { topology } }) => CHECK_STATEMENTS['check-endpoint'](topology, step),
};
