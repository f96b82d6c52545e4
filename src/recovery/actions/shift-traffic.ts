import { keeperKind } from './keeper-kind';

/** The latches, which health checks follow: no DNS record changes. */
export const SHIFT_TRAFFIC = keeperKind({
  kind: 'shift-traffic',
  action: 'shift',
  doneWhen: 'the items latch/traffic have the epoch of the run, and the metrics of the latches follow them',
  errors: ['ReverseLatchClosed', 'PeerUnreachable'],
  further: ({ mode }) => ({ mode }),
});
