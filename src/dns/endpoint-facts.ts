import type { Stack } from 'aws-cdk-lib';
import type { CfnLoadBalancer, IListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';

/** What is known of an endpoint that alias records point at. */
export interface AliasFacts {
  readonly kind: 'alias';
  readonly target: route53.IAliasRecordTarget;
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  /** The Region in which it was created or imported. May be a token. */
  readonly region?: string;
  /** The account of it. May be a token. */
  readonly account?: string;
  /** The stack that holds it. */
  readonly stack?: Stack;
  /** The stack that holds its VPC, before which its own stack cannot be deployed. */
  readonly vpcStack?: Stack;
  /** The load balancer itself, when this app creates it. */
  readonly ownLoadBalancer?: CfnLoadBalancer;
  /** What of it health checkers are to ask. */
  readonly listener?: IListener;
}

/** What is known of an endpoint that CNAME records point at. */
export interface HostNameFacts {
  readonly kind: 'host name';
  readonly hostName: string;
}

export type EndpointFacts = AliasFacts | HostNameFacts;

/** The types of the records that an endpoint needs, in its Region and, the same, as failover records. */
export function recordTypesOf(facts: EndpointFacts): route53.RecordType[] {
  if (facts.kind === 'host name') {
    return [route53.RecordType.CNAME];
  }
  return facts.ipv6 ? [route53.RecordType.A, route53.RecordType.AAAA] : [route53.RecordType.A];
}
