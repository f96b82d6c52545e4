/**
 * A latch as its metric shows it. Nothing is published before the first point, and a Region that is lost publishes no more: what
 * its latch said last is then all that there is.
 */
export type LatchState = 'open' | 'closed' | 'no data yet' | 'stale after open' | 'stale after closed';

export type Lost = 'none' | 'primary' | 'secondary' | 'us-east-1';
export type Shift = 'by-plan' | 'on-endpoint-health';
export type Policy = 'failover' | 'weighted';

/** Who answers: one Region, or each with its share of the weights. */
export type Answer = 'primary' | 'secondary' | 'by weight';

export const SHIFTS: readonly Shift[] = ['by-plan', 'on-endpoint-health'];
export const POLICIES: readonly Policy[] = ['failover', 'weighted'];
export const LOST: readonly Lost[] = ['none', 'primary', 'secondary', 'us-east-1'];
export const LATCH_STATES: readonly LatchState[] = ['open', 'closed', 'no data yet', 'stale after open', 'stale after closed'];
export const ENDPOINT_STATES: readonly boolean[] = [true, false];

/** Where an expected answer comes from. */
export interface Source {
  /** What the page says, in this project's words. */
  readonly says: string;
  /** A page of AWS, or one of this project, relative to its root. */
  readonly at: string;
  /** Set where no page states it: a conclusion that only a deployment can prove. */
  readonly assumed?: true;
}

const GUIDE = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide';
const BOUNDARIES = 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries';

export const SOURCES = {
  'plan': {
    says: 'by plan, traffic and database writer move on one decision, and stay where they are until the next',
    at: 'src/dns/README.md',
  },
  'survivor': {
    says: 'recovery needs nothing of the Region that is lost, and no control plane',
    at: 'docs/adr/0001-recovery-needs-nothing-from-the-impaired-region.md',
  },
  'reverse-latch': {
    says: 'each Region has a latch, and that of the home Region outranks the other',
    at: 'src/dns/README.md',
  },
  'failover': {
    says: 'a healthy primary record answers; else a healthy secondary one does',
    at: `${GUIDE}/health-checks-how-route-53-chooses-records.html`,
  },
  'last-resort': {
    says: 'the primary record answers when both look unhealthy',
    at: `${GUIDE}/health-checks-how-route-53-chooses-records.html`,
  },
  'weights': {
    says: 'healthy records share the answers by weight; one of weight zero answers only when none of the others is healthy',
    at: `${GUIDE}/health-checks-how-route-53-chooses-records.html`,
  },
  'all-unhealthy': {
    says: 'when no weighted record is healthy all count as healthy, and share the answers by weight',
    at: `${GUIDE}/health-checks-how-route-53-chooses-records.html`,
  },
  'new-check': {
    says: 'a check is healthy until there is data, an inverted one unhealthy',
    at: `${GUIDE}/dns-failover-determining-health-of-endpoints.html`,
  },
  'last-known': {
    says: 'without data a check keeps the status from the last time that there was enough; meant for hours at most',
    at: `${GUIDE}/health-checks-creating-values.html`,
  },
  'alarm-region-lost': {
    says: 'the loss of an alarm\'s Region is missing data to the checks that follow it',
    at: `${GUIDE}/dns-failover-determining-health-of-endpoints.html`,
    assumed: true,
  },
  'checkers': {
    says: 'health checkers are in many Regions, and those that can be reached decide',
    at: `${GUIDE}/dns-failover-problems.html`,
  },
  'data-plane': {
    says: 'without its control plane in us-east-1 Route 53 still answers, still checks, and still moves traffic by its checks',
    at: `${BOUNDARIES}/appendix-b---edge-network-global-service-guidance.html`,
  },
} satisfies { [id: string]: Source };

export type SourceId = keyof typeof SOURCES;

/** One line of the truth table. A list stands for each of its states. What a lost Region was is what it was when it was lost. */
export interface LatchLine {
  readonly policy: Policy;
  readonly shift: Shift;
  readonly when: {
    readonly lost: readonly Lost[];
    readonly latch: readonly LatchState[];
    readonly reverseLatch: readonly LatchState[];
    readonly primaryUp: readonly boolean[];
    readonly secondaryUp: readonly boolean[];
  };
  readonly answers: Answer;
  readonly because: string;
  readonly sources: readonly SourceId[];
}

export const ANY = ENDPOINT_STATES;
export const UP = [true];
export const DOWN = [false];
export const OPEN: readonly LatchState[] = ['open', 'no data yet', 'stale after open'];
export const CLOSED: readonly LatchState[] = ['closed', 'stale after closed'];
export const ANY_LATCH = LATCH_STATES;

/** No Region that an endpoint or a latch is in. Where us-east-1 is one of the two, its loss is that Region's. */
export const NEITHER: readonly Lost[] = ['none', 'us-east-1'];
export const PRIMARY_LOST: readonly Lost[] = ['primary'];
export const SECONDARY_LOST: readonly Lost[] = ['secondary'];
