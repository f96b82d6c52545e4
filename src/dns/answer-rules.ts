/** What one elementary health check tells. Each name says what is true while the check is healthy. */
export type Signal =
  | 'primaryEndpointUp'
  | 'secondaryEndpointUp'
  | 'latchOpen'
  | 'latchClosed'
  | 'reverseLatchOpen'
  | 'reverseLatchStillOpen';

/** When a failover record counts as healthy: at least `needed` of the signals are. */
export interface AnswerRule {
  readonly needed: number;
  readonly signals: readonly Signal[];
}

/** The rules of the two failover records. */
export interface AnswerRules {
  readonly primary: AnswerRule;
  readonly secondary: AnswerRule;
}

/**
 * (endpoint up or latch closed) and reverse latch open. A calculated check can neither nest nor weigh, so the reverse latch
 * counts twice, by two checks of one alarm: without it at most two signals are left, with it one of the others is enough.
 *
 * It must not hold while the reverse latch is closed: Route 53 answers with PRIMARY when both records look unhealthy, and so
 * the home Region can be given the traffic although its own record is held unhealthy by the latch.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
const SECONDARY: AnswerRule = {
  needed: 3,
  signals: ['secondaryEndpointUp', 'latchClosed', 'reverseLatchOpen', 'reverseLatchStillOpen'],
};

/**
 * The rules of both records.
 *
 * @param followsEndpoint whether the home Region's endpoint moves traffic by itself
 */
export function answerRules(followsEndpoint: boolean): AnswerRules {
  return {
    primary: followsEndpoint
      ? { needed: 2, signals: ['primaryEndpointUp', 'latchOpen'] }
      : { needed: 1, signals: ['latchOpen'] },
    secondary: SECONDARY,
  };
}
