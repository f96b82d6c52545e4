import type { LatchLine } from './latch.data';
import { ANY, ANY_LATCH, CLOSED, DOWN, NEITHER, OPEN, PRIMARY_LOST, SECONDARY_LOST, UP } from './latch.data';

type Line = Omit<LatchLine, 'policy' | 'shift'>;

/** Weights share what may be shared: a closed latch gives everything to one Region. */
const ONCE_CLOSED: readonly Line[] = [
  {
    when: { lost: [...NEITHER, ...PRIMARY_LOST], latch: CLOSED, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: ANY },
    answers: 'secondary',
    because: 'the standby Region has taken over: a share for the home Region would reach a database that is only read, or nothing',
    sources: ['plan', 'weights', 'last-known', 'alarm-region-lost'],
  },
  {
    when: { lost: SECONDARY_LOST, latch: CLOSED, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: ANY },
    answers: 'secondary',
    because: 'the standby Region was lost while active and its latch keeps its last status, closed: traffic waits for the home Region to close the reverse latch',
    sources: ['plan', 'weights', 'last-known', 'alarm-region-lost'],
  },
  {
    when: { lost: [...NEITHER, ...SECONDARY_LOST], latch: ANY_LATCH, reverseLatch: CLOSED, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'the home Region holds the traffic by its latch, which outranks the other one: no share is left for the standby',
    sources: ['reverse-latch', 'weights', 'last-known', 'alarm-region-lost'],
  },
  {
    when: { lost: PRIMARY_LOST, latch: ANY_LATCH, reverseLatch: CLOSED, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'the reverse latch outranks and its Region cannot open it any more: the standby cannot take over before both latches were opened',
    sources: ['reverse-latch', 'weights', 'last-known', 'alarm-region-lost'],
  },
];

const BY_PLAN: readonly Line[] = [
  {
    when: { lost: NEITHER, latch: OPEN, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: UP },
    answers: 'by weight',
    because: 'both may answer: the weights say how far the cutover has come, and only the plan takes the home Region out',
    sources: ['plan', 'weights', 'new-check', 'data-plane'],
  },
  {
    when: { lost: PRIMARY_LOST, latch: OPEN, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: UP },
    answers: 'by weight',
    because: 'the standby Region has not taken over yet: until it does only its own share is answered by a Region that works',
    sources: ['plan', 'weights', 'alarm-region-lost'],
  },
  {
    when: { lost: [...NEITHER, ...PRIMARY_LOST], latch: OPEN, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: DOWN },
    answers: 'primary',
    because: 'the standby does not work, so its share goes to the home Region, which nobody has taken out',
    sources: ['plan', 'weights'],
  },
  {
    when: { lost: SECONDARY_LOST, latch: OPEN, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'the checkers of the other Regions see the loss, so the share of the standby goes to the home Region',
    sources: ['weights', 'checkers', 'alarm-region-lost'],
  },
];

const ON_ENDPOINT_HEALTH: readonly Line[] = [
  {
    when: { lost: NEITHER, latch: OPEN, reverseLatch: OPEN, primaryUp: UP, secondaryUp: UP },
    answers: 'by weight',
    because: 'both work: the weights say how far the cutover has come',
    sources: ['weights', 'new-check', 'data-plane'],
  },
  {
    when: { lost: NEITHER, latch: OPEN, reverseLatch: OPEN, primaryUp: UP, secondaryUp: DOWN },
    answers: 'primary',
    because: 'the standby does not work, so its share goes to the home Region',
    sources: ['weights', 'data-plane'],
  },
  {
    when: { lost: NEITHER, latch: OPEN, reverseLatch: OPEN, primaryUp: DOWN, secondaryUp: UP },
    answers: 'secondary',
    because: 'the home Region does not work, so its share goes to the standby, also where that has no weight',
    sources: ['weights', 'data-plane'],
  },
  {
    when: { lost: NEITHER, latch: OPEN, reverseLatch: OPEN, primaryUp: DOWN, secondaryUp: DOWN },
    answers: 'by weight',
    because: 'neither works: no answer is right, and Route 53 gives both as if they did',
    sources: ['all-unhealthy', 'data-plane'],
  },
  {
    when: { lost: PRIMARY_LOST, latch: OPEN, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: UP },
    answers: 'secondary',
    because: 'the checkers of the other Regions see the loss, and nobody has to decide',
    sources: ['weights', 'checkers', 'alarm-region-lost'],
  },
  {
    when: { lost: PRIMARY_LOST, latch: OPEN, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: DOWN },
    answers: 'by weight',
    because: 'both endpoints are down: no answer is right, and Route 53 gives both as if they worked',
    sources: ['all-unhealthy', 'checkers', 'alarm-region-lost'],
  },
  {
    when: { lost: SECONDARY_LOST, latch: OPEN, reverseLatch: OPEN, primaryUp: UP, secondaryUp: ANY },
    answers: 'primary',
    because: 'the checkers of the other Regions see the loss, so the share of the standby goes to the home Region',
    sources: ['weights', 'checkers', 'alarm-region-lost'],
  },
  {
    when: { lost: SECONDARY_LOST, latch: OPEN, reverseLatch: OPEN, primaryUp: DOWN, secondaryUp: ANY },
    answers: 'by weight',
    because: 'both endpoints are down: no answer is right, and Route 53 gives both as if they worked',
    sources: ['all-unhealthy', 'checkers', 'alarm-region-lost'],
  },
];

/** Who must answer with weighted records, decided before any check, for every pair of weights. */
export const WEIGHTED_LINES: readonly LatchLine[] = [
  ...[...BY_PLAN, ...ONCE_CLOSED].map((line): LatchLine => ({ policy: 'weighted', shift: 'by-plan', ...line })),
  ...[...ON_ENDPOINT_HEALTH, ...ONCE_CLOSED].map((line): LatchLine => ({ policy: 'weighted', shift: 'on-endpoint-health', ...line })),
];
