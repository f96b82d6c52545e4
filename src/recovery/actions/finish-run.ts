import { jsonata } from './jsonata';
import { keeperKind } from './keeper-kind';
import { RunMode } from '../plan/run-mode';
import { LOSS_NOT_SEEN } from '../state/recovery-time';

/** Ends the record, publishes the times of the steps, and gives the lock back. */
export const FINISH_RUN = keeperKind({
  kind: 'finish-run',
  action: 'finish',
  doneWhen: 'the record of the run has an outcome, and the lock is free',
  errors: ['PeerUnreachable'],
  further: ({ mode }) => ({
    mode,
    outcome: 'succeeded',
    steps: '{% $steps %}',
    findings: '{% $findings %}',
    ...mode === RunMode.FAILOVER ? { lossSeenAt: jsonata(`$exists($run.lossSeenAt) ? $run.lossSeenAt : '${LOSS_NOT_SEEN}'`) } : {},
  }),
});
