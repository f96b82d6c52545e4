import type { Answer, LatchLine, LatchState, Lost } from './latch.data';
import { ENDPOINT_STATES, LATCH_STATES, LOST } from './latch.data';

/** One state of the world, in which Route 53 is asked. */
export interface LatchCase {
  readonly lost: Lost;
  readonly latch: LatchState;
  readonly reverseLatch: LatchState;
  readonly primaryUp: boolean;
  readonly secondaryUp: boolean;
}

/** A case with what must be answered in it. */
export interface ExpectedCase extends LatchCase {
  readonly answers: Answer;
}

/** Every case, of one policy and shift. */
export const ALL_CASES = casesOf({
  lost: LOST, latch: LATCH_STATES, reverseLatch: LATCH_STATES, primaryUp: ENDPOINT_STATES, secondaryUp: ENDPOINT_STATES,
});

export function casesOf(when: LatchLine['when']): LatchCase[] {
  return when.lost.flatMap(lost => when.latch.flatMap(latch => when.reverseLatch.flatMap(reverseLatch =>
    when.primaryUp.flatMap(primaryUp => when.secondaryUp.map(secondaryUp => ({ lost, latch, reverseLatch, primaryUp, secondaryUp }))))));
}

export function expectedCases(lines: readonly LatchLine[]): ExpectedCase[] {
  return lines.flatMap(({ when, answers }) => casesOf(when).map(each => ({ ...each, answers })));
}

export function textOf({ lost, latch, reverseLatch, primaryUp, secondaryUp }: LatchCase): string {
  return `lost: ${lost}, latch: ${latch}, reverse latch: ${reverseLatch}, primary ${primaryUp ? 'up' : 'down'}, secondary ${secondaryUp ? 'up' : 'down'}`;
}

/**
 * What is left of a case once a Region is lost: its endpoint does not answer and its latch's data has ended. Cases that differed
 * only in what the loss takes away are one from then on.
 */
export function settled(each: LatchCase): LatchCase {
  return {
    ...each,
    ...each.lost === 'primary' && { primaryUp: false, reverseLatch: withoutPublisher(each.reverseLatch) },
    ...each.lost === 'secondary' && { secondaryUp: false, latch: withoutPublisher(each.latch) },
  };
}

function withoutPublisher(state: LatchState): LatchState {
  return state === 'open' || state === 'closed' ? `stale after ${state}` : state;
}
