import { keeperKind } from './keeper-kind';

/** The Region calls itself the active one: applications read it, and write. */
export const ACTIVATE_REGION = keeperKind({
  kind: 'activate-region',
  action: 'activate',
  doneWhen: 'activeRegion of the item state/current is the Region, with the epoch of the run',
  errors: ['PeerUnreachable'],
  further: ({ mode }) => ({ mode }),
});
