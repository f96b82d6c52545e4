import type { CheckKind } from './action-kind';
import { CHECK_DURATION, UNCHANGED } from './check-parts';
import { CHECK_STATEMENTS } from '../functions/check-statements';

/** Whether a table serves. */
export const CHECK_TABLE: CheckKind = {
  kind: 'check-table',
  doneWhen: UNCHANGED,
  duration: () => CHECK_DURATION,
  commands: ({ action: { parameters }, runsIn }) => [
    `aws dynamodb describe-table --region ${runsIn.name} --table-name ${parameters.tableName} --query Table.TableStatus`,
  ],
  statements: (step, { names: { topology } }) => CHECK_STATEMENTS['check-table'](topology, step),
};
