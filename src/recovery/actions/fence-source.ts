import { keeperKind } from './keeper-kind';

/** The applications of the Region that is left stop to write, as long as the lease lasts. */
export const FENCE_SOURCE = keeperKind({
  kind: 'fence-source',
  action: 'fence',
  doneWhen: 'fencedUntil of the item state/current, in the Region that is left, is in the future',
  errors: ['PeerUnreachable'],
  duration: { best: 1, typical: 2, worst: 10, source: 'assumption: one conditional write in the other Region, given up after seconds' },
});
