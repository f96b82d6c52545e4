import type { LatchLine } from './latch.data';
import { ANY, ANY_LATCH, CLOSED, DOWN, NEITHER, OPEN, PRIMARY_LOST, SECONDARY_LOST, UP } from './latch.data';

type Line = Omit<LatchLine, 'policy' | 'shift'>;

/** A latch that is closed rules whatever moves traffic otherwise. */
const ONCE_CLOSED: readonly Line[] = [
  {
    when: { lost: NEITHER, latch: CLOSED, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: ANY },
    answers: 'secondary',
    because: 'the standby Region has taken over: neither the return of the old endpoint nor a failing check of the new one moves traffic back',
    sources: ['plan', 'failover', 'last-known', 'data-plane'],
  },
  {
    when: { lost: PRIMARY_LOST, latch: CLOSED, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: ANY },
    answers: 'secondary',
    because: 'the standby Region has taken over, with nothing of the lost one: the reverse latch keeps its last status, open',
    sources: ['survivor', 'last-known', 'alarm-region-lost'],
  },
  {
    when: { lost: SECONDARY_LOST, latch: CLOSED, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: ANY },
    answers: 'secondary',
    because: 'the standby Region was lost while active and its latch keeps its last status, closed: traffic waits for the home Region to close the reverse latch',
    sources: ['plan', 'last-known', 'alarm-region-lost'],
  },
  {
    when: { lost: NEITHER, latch: CLOSED, reverseLatch: CLOSED, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'the home Region has taken over again: its latch outranks the other one, which may be left closed',
    sources: ['reverse-latch', 'last-resort', 'data-plane'],
  },
  {
    when: { lost: SECONDARY_LOST, latch: CLOSED, reverseLatch: CLOSED, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'the standby Region was lost while active and cannot open its latch: the home Region has taken over again without it',
    sources: ['survivor', 'last-resort', 'alarm-region-lost'],
  },
  {
    when: { lost: PRIMARY_LOST, latch: CLOSED, reverseLatch: CLOSED, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'the reverse latch outranks and its Region cannot open it any more: the standby cannot take over before both latches were opened, the latch first',
    sources: ['reverse-latch', 'last-resort', 'alarm-region-lost'],
  },
];

const BY_PLAN: readonly Line[] = [
  {
    when: { lost: NEITHER, latch: OPEN, reverseLatch: ANY_LATCH, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'nobody has decided: traffic stays with the database writer, whatever single endpoints do',
    sources: ['plan', 'failover', 'new-check', 'last-known', 'data-plane'],
  },
  {
    when: { lost: PRIMARY_LOST, latch: OPEN, reverseLatch: ANY_LATCH, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'the standby Region has not taken over yet: until it does there is no writer to send traffic to',
    sources: ['plan', 'failover', 'new-check'],
  },
  {
    when: { lost: SECONDARY_LOST, latch: OPEN, reverseLatch: ANY_LATCH, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'the loss of a standby Region that has not taken over moves nothing',
    sources: ['plan', 'failover', 'last-known', 'alarm-region-lost'],
  },
];

const ON_ENDPOINT_HEALTH: readonly Line[] = [
  {
    when: { lost: NEITHER, latch: OPEN, reverseLatch: ANY_LATCH, primaryUp: UP, secondaryUp: ANY },
    answers: 'primary',
    because: 'the home Region works',
    sources: ['failover', 'new-check', 'last-known', 'data-plane'],
  },
  {
    when: { lost: SECONDARY_LOST, latch: OPEN, reverseLatch: ANY_LATCH, primaryUp: UP, secondaryUp: ANY },
    answers: 'primary',
    because: 'the home Region works, and its latch check keeps its last status without the standby Region',
    sources: ['failover', 'last-known', 'alarm-region-lost'],
  },
  {
    when: { lost: NEITHER, latch: OPEN, reverseLatch: OPEN, primaryUp: DOWN, secondaryUp: UP },
    answers: 'secondary',
    because: 'without a database the standby may answer at once',
    sources: ['failover', 'data-plane'],
  },
  {
    when: { lost: NEITHER, latch: OPEN, reverseLatch: OPEN, primaryUp: DOWN, secondaryUp: DOWN },
    answers: 'primary',
    because: 'the other endpoint is no better',
    sources: ['last-resort', 'data-plane'],
  },
  {
    when: { lost: SECONDARY_LOST, latch: OPEN, reverseLatch: OPEN, primaryUp: DOWN, secondaryUp: ANY },
    answers: 'primary',
    because: 'the endpoint of the lost standby Region is down as well',
    sources: ['last-resort', 'checkers', 'alarm-region-lost'],
  },
  {
    when: { lost: [...NEITHER, ...SECONDARY_LOST], latch: OPEN, reverseLatch: CLOSED, primaryUp: DOWN, secondaryUp: ANY },
    answers: 'primary',
    because: 'the reverse latch holds the traffic in the home Region',
    sources: ['reverse-latch', 'last-resort'],
  },
  {
    when: { lost: PRIMARY_LOST, latch: OPEN, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: UP },
    answers: 'secondary',
    because: 'the checkers of the other Regions see the loss, and nobody has to decide',
    sources: ['failover', 'checkers', 'alarm-region-lost'],
  },
  {
    when: { lost: PRIMARY_LOST, latch: OPEN, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: DOWN },
    answers: 'primary',
    because: 'both endpoints are down: no answer is right, and Route 53 gives the primary one',
    sources: ['last-resort', 'checkers', 'alarm-region-lost'],
  },
  {
    when: { lost: PRIMARY_LOST, latch: OPEN, reverseLatch: CLOSED, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'the reverse latch holds the traffic and its Region cannot open it any more',
    sources: ['reverse-latch', 'last-resort', 'alarm-region-lost'],
  },
];

/** Who must answer with failover records, decided before any check: what the design asks for, not what the checks do. */
export const FAILOVER_LINES: readonly LatchLine[] = [
  ...[...BY_PLAN, ...ONCE_CLOSED].map((line): LatchLine => ({ policy: 'failover', shift: 'by-plan', ...line })),
  ...[...ON_ENDPOINT_HEALTH, ...ONCE_CLOSED].map((line): LatchLine => ({ policy: 'failover', shift: 'on-endpoint-health', ...line })),
];
