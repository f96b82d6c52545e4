/** What one elementary health check tells. Each name says what is true while the check is healthy. */
export type Signal =
  | 'primaryEndpointUp'
  | 'secondaryEndpointUp'
  | 'latchOpen'
  | 'latchClosed'
  | 'reverseLatchOpen'
  | 'reverseLatchStillOpen'
  | 'reverseLatchClosed'
  | 'reverseLatchStillClosed';

/** When a Region's record counts as healthy: at least `needed` of the signals are. */
export interface AnswerRule {
  readonly needed: number;
  readonly signals: readonly Signal[];
}

/** The rules of the two Regions' records. */
export interface AnswerRules {
  readonly primary: AnswerRule;
  readonly secondary: AnswerRule;
}

/** What the rules depend on. */
export interface AnswerPolicy {
  /** Whether the home Region's endpoint moves traffic by itself. */
  readonly followsEndpoint: boolean;
  /** Whether both records answer while both are healthy. */
  readonly weighted: boolean;
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

const FAILOVER_PRIMARY: AnswerRule = { needed: 1, signals: ['latchOpen'] };
const FAILOVER_PRIMARY_BY_ENDPOINT: AnswerRule = { needed: 2, signals: ['primaryEndpointUp', 'latchOpen'] };

/**
 * Of weighted records that all look unhealthy Route 53 answers with each by its weight, not with the first: while both latches are
 * closed a share of the clients would be led to the lost standby. So the reverse latch must make the home Region's record healthy,
 * alone, and counts twice where two other signals are needed.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
const WEIGHTED_PRIMARY: AnswerRule = { needed: 1, signals: ['latchOpen', 'reverseLatchClosed'] };
const WEIGHTED_PRIMARY_BY_ENDPOINT: AnswerRule = {
  needed: 2,
  signals: ['primaryEndpointUp', 'latchOpen', 'reverseLatchClosed', 'reverseLatchStillClosed'],
};

/** The rules of both records. All of them ask whether each latch is open. */
export function answerRules({ followsEndpoint, weighted }: AnswerPolicy): AnswerRules {
  const [byPlan, byEndpoint] = weighted
    ? [WEIGHTED_PRIMARY, WEIGHTED_PRIMARY_BY_ENDPOINT]
    : [FAILOVER_PRIMARY, FAILOVER_PRIMARY_BY_ENDPOINT];
  return { primary: followsEndpoint ? byEndpoint : byPlan, secondary: SECONDARY };
}
