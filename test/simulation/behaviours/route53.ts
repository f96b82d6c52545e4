import type { Figure, Sourced } from './sourced';

const GUIDE = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide';

/** What `test/route53/rules.ts` does not say, because it knows no time. */
export const ROUTE53 = {
  'interval': { says: 'an endpoint is asked every 10 or 30 seconds, and its status changes after as many answers as its threshold', source: `${GUIDE}/dns-failover-determining-health-of-endpoints.html` },
  'checkers-outside': { says: 'health checkers are in many Regions, and lose none with the Region of the endpoint', source: `${GUIDE}/route-53-concepts.html` },
  'data-plane': { says: 'answers and health checks go on while the control plane in us-east-1 does not', source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html' },
  'stream-lost': { says: 'of a Region that is lost no new data of an alarm is read: the stream has no points', assumed: 'an alarm in a Region that is impaired' },
  'alias-ttl': { says: 'an alias record is answered with the TTL of its target, 60 seconds for a load balancer', source: `${GUIDE}/resource-record-sets-choosing-alias-non-alias.html` },
  'resolver-ttl': { says: 'a resolver answers from its cache until the TTL is over', source: 'https://www.rfc-editor.org/rfc/rfc1035' },
} satisfies { [id: string]: Sourced };

export type Route53Behaviour = keyof typeof ROUTE53;

export const ROUTE53_FIGURES = {
  streamSeconds: { says: 'how long after a point Route 53 has read it: seconds', assumed: 'publish a closed latch, poll GetHealthCheckStatus', range: [20, 80] },
  propagationSeconds: { says: 'how long a change of health takes to all name servers: seconds', assumed: 'ask all name servers of the zone', range: [1, 10] },
  aliasTtlSeconds: { says: 'the TTL of an alias to a load balancer: seconds', source: `${GUIDE}/resource-record-sets-choosing-alias-non-alias.html`, range: [60, 60] },
} satisfies { [id: string]: Figure };
