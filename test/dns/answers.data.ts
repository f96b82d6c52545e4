/** A latch as its metric shows it: no data is published before the first point. */
export type LatchState = 'open' | 'closed' | 'no data yet';

/** One line of the truth table. A list stands for each of its states. */
export interface AnswerLine {
  readonly shift: 'by-plan' | 'on-endpoint-health';
  readonly when: {
    readonly latch: readonly LatchState[];
    readonly reverseLatch: readonly LatchState[];
    readonly primaryUp: readonly boolean[];
    readonly secondaryUp: readonly boolean[];
  };
  readonly answers: 'primary' | 'secondary';
  readonly because: string;
}

const ANY = [true, false];
const UP = [true];
const DOWN = [false];
const OPEN: LatchState[] = ['open', 'no data yet'];
const CLOSED: LatchState[] = ['closed'];
const ANY_LATCH: LatchState[] = [...OPEN, ...CLOSED];

/** Who must answer, decided before any check: what the design asks for, not what the checks do. */
export const ANSWERS: readonly AnswerLine[] = [
  {
    shift: 'by-plan',
    when: { latch: OPEN, reverseLatch: ANY_LATCH, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'nobody has decided: traffic stays with the database writer, whatever single endpoints do',
  },
  {
    shift: 'by-plan',
    when: { latch: CLOSED, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: ANY },
    answers: 'secondary',
    because: 'the standby Region has taken over: neither the return of the old endpoint nor a failing check of the new one moves traffic back',
  },
  {
    shift: 'by-plan',
    when: { latch: CLOSED, reverseLatch: CLOSED, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'the standby Region was lost while active and could not open its latch: the home Region has taken over again',
  },
  {
    shift: 'on-endpoint-health',
    when: { latch: OPEN, reverseLatch: ANY_LATCH, primaryUp: UP, secondaryUp: ANY },
    answers: 'primary',
    because: 'the home Region works',
  },
  {
    shift: 'on-endpoint-health',
    when: { latch: OPEN, reverseLatch: OPEN, primaryUp: DOWN, secondaryUp: UP },
    answers: 'secondary',
    because: 'without a database the standby may answer at once',
  },
  {
    shift: 'on-endpoint-health',
    when: { latch: OPEN, reverseLatch: OPEN, primaryUp: DOWN, secondaryUp: DOWN },
    answers: 'primary',
    because: 'the other endpoint is no better',
  },
  {
    shift: 'on-endpoint-health',
    when: { latch: OPEN, reverseLatch: CLOSED, primaryUp: DOWN, secondaryUp: ANY },
    answers: 'primary',
    because: 'the reverse latch holds the traffic in the home Region',
  },
  {
    shift: 'on-endpoint-health',
    when: { latch: CLOSED, reverseLatch: OPEN, primaryUp: ANY, secondaryUp: ANY },
    answers: 'secondary',
    because: 'the standby Region has taken over',
  },
  {
    shift: 'on-endpoint-health',
    when: { latch: CLOSED, reverseLatch: CLOSED, primaryUp: ANY, secondaryUp: ANY },
    answers: 'primary',
    because: 'the home Region has taken over again',
  },
];
