import type { AnswerRule, Signal } from '../../src/dns/answer-rules';
import { answerRules } from '../../src/dns/answer-rules';

/** What there is to see. */
interface Seen {
  readonly primaryUp: boolean;
  readonly secondaryUp: boolean;
  readonly latchClosed: boolean;
  readonly reverseLatchClosed: boolean;
}

const EITHER = [false, true];
const ALL_SEEN: Seen[] = EITHER.flatMap(primaryUp => EITHER.flatMap(secondaryUp =>
  EITHER.flatMap(latchClosed => EITHER.map(reverseLatchClosed => ({ primaryUp, secondaryUp, latchClosed, reverseLatchClosed })))));

function healthy({ needed, signals }: AnswerRule, seen: Seen): boolean {
  const says: Record<Signal, boolean> = {
    primaryEndpointUp: seen.primaryUp,
    secondaryEndpointUp: seen.secondaryUp,
    latchOpen: !seen.latchClosed,
    latchClosed: seen.latchClosed,
    reverseLatchOpen: !seen.reverseLatchClosed,
    reverseLatchStillOpen: !seen.reverseLatchClosed,
    reverseLatchClosed: seen.reverseLatchClosed,
    reverseLatchStillClosed: seen.reverseLatchClosed,
  };
  return signals.filter(signal => says[signal]).length >= needed;
}

describe.each<[string, { followsEndpoint: boolean; weighted: boolean }, (seen: Seen) => boolean]>([
  ['of failover records, by plan', { followsEndpoint: false, weighted: false }, seen => !seen.latchClosed],
  ['of failover records, by endpoint', { followsEndpoint: true, weighted: false }, seen => seen.primaryUp && !seen.latchClosed],
  ['of weighted records, by plan', { followsEndpoint: false, weighted: true }, seen => !seen.latchClosed || seen.reverseLatchClosed],
  ['of weighted records, by endpoint', { followsEndpoint: true, weighted: true },
    seen => seen.primaryUp && !seen.latchClosed || seen.reverseLatchClosed],
])('%s', (_, policy, homeAnswers) => {
  test.each(ALL_SEEN)('that of the home Region: %j', seen => {
    expect(healthy(answerRules(policy).primary, seen)).toBe(homeAnswers(seen));
  });

  test.each(ALL_SEEN)('that of the standby Region: %j', seen => {
    expect(healthy(answerRules(policy).secondary, seen)).toBe((seen.secondaryUp || seen.latchClosed) && !seen.reverseLatchClosed);
  });

  test('needs no check twice, and none that says nothing', () => {
    for (const { needed, signals } of Object.values(answerRules(policy))) {
      expect(new Set(signals).size).toBe(signals.length);
      expect(needed).toBeGreaterThan(0);
    }
  });
});
