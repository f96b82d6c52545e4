import { jsonata } from './jsonata';
import { keeperKind } from './keeper-kind';
import { RunMode } from '../plan/run-mode';

/** Beside what the checks found, that they could not look: that a drill must not pass over. */
const ALL_FINDINGS = jsonata('$merge([$readiness, {\'findings\': [$readiness.findings, $findings]}])');

/** What was found, and the lag: the record says so even if the run dies in the next second. A drill then fails where a planned run would. */
export const RECORD_READINESS = keeperKind({
  kind: 'record-readiness',
  action: 'record',
  doneWhen: 'the record of the run has the lag and the findings',
  errors: ['NotReady'],
  further: ({ mode }) => ({ readiness: mode === RunMode.DRILL ? ALL_FINDINGS : '{% $readiness %}' }),
});
