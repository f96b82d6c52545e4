/** The partition keys of the state table. Policies tell audiences apart by them. */
export const STATE_KIND = {
  state: 'state',
  latch: 'latch',
  drill: 'drill',
  run: 'run',
  lock: 'lock',
} as const;

/** The items of which there is one, by partition and sort key. */
export const STATE_ITEM = {
  state: { kind: STATE_KIND.state, id: 'current' },
  latch: { kind: STATE_KIND.latch, id: 'traffic' },
  drill: { kind: STATE_KIND.drill, id: 'current' },
  lock: { kind: STATE_KIND.lock, id: 'run' },
  /** What this Region was told of the other's latch. */
  peerLatch: { kind: STATE_KIND.latch, id: 'peer' },
} as const;
