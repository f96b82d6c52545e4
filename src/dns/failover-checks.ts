import { Tags } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { AnswerRule, AnswerRules, Signal } from './answer-rules';
import type { EndpointSource } from './endpoint-check';
import { endpointCheck } from './endpoint-check';
import type { FailoverLatch } from './failover-latch';
import { flatCheck } from './flat-check';

const MAX_TAG_LENGTH = 256;

/** What the checks of one Region look at. */
export interface CheckedRegion {
  /** The Region's own name. */
  readonly domainName: string;
  readonly latch: FailoverLatch;
  readonly endpoint: EndpointSource;
}

export interface FailoverChecksProps {
  /** The name of the failover record, by which an operator knows the checks. */
  readonly domainName: string;
  readonly primary: CheckedRegion;
  readonly secondary: CheckedRegion;
  readonly rules: AnswerRules;
}

/** The health checks of one Region. */
export interface RegionChecks {
  readonly endpoint: route53.HealthCheck;
  /** Healthy while the Region's record may answer. */
  readonly answer: route53.HealthCheck;
}

/** Every health check, elementary or calculated. */
export interface FailoverChecks {
  readonly primary: RegionChecks;
  readonly secondary: RegionChecks;
  /** Those that the rules ask, by what they tell. */
  readonly bySignal: ReadonlyMap<Signal, route53.HealthCheck>;
  readonly all: route53.HealthCheck[];
}

/** Renders the rules by which the records answer into Route 53 health checks. Each one is paid for: there is none that no rule needs. */
export function failoverChecks(scope: Construct, props: FailoverChecksProps): FailoverChecks {
  const { primary, secondary, rules } = props;
  const endpoints = {
    primary: endpointCheck(scope, 'PrimaryEndpointCheck', primary.domainName, primary.endpoint),
    secondary: endpointCheck(scope, 'SecondaryEndpointCheck', secondary.domainName, secondary.endpoint),
  };
  const [latch, reverseLatch] = [secondary.latch, primary.latch];
  const create: Record<Signal, () => route53.HealthCheck> = {
    primaryEndpointUp: () => endpoints.primary,
    secondaryEndpointUp: () => endpoints.secondary,
    latchOpen: () => latchCheck(scope, 'LatchCheck', latch),
    latchClosed: () => latchCheck(scope, 'InvertedLatchCheck', latch, true),
    reverseLatchOpen: () => latchCheck(scope, 'ReverseLatchCheck', reverseLatch),
    reverseLatchStillOpen: () => latchCheck(scope, 'ReverseLatchSecondCheck', reverseLatch),
    reverseLatchClosed: () => latchCheck(scope, 'InvertedReverseLatchCheck', reverseLatch, true),
    reverseLatchStillClosed: () => latchCheck(scope, 'InvertedReverseLatchSecondCheck', reverseLatch, true),
  };
  const bySignal = new Map<Signal, route53.HealthCheck>();
  const childrenOf = ({ signals }: AnswerRule) => signals.map(signal => {
    const check = create[signal]();
    bySignal.set(signal, check);
    return check;
  });
  const answers = {
    primary: answerCheck(scope, 'PrimaryCheck', rules.primary, childrenOf(rules.primary)),
    secondary: answerCheck(scope, 'SecondaryCheck', rules.secondary, childrenOf(rules.secondary)),
  };
  const all = scope.node.children.filter((child): child is route53.HealthCheck => child instanceof route53.HealthCheck);
  all.forEach(check => Tags.of(check).add('Name', `${props.domainName} ${check.node.id}`.slice(0, MAX_TAG_LENGTH)));
  return {
    primary: { endpoint: endpoints.primary, answer: answers.primary },
    secondary: { endpoint: endpoints.secondary, answer: answers.secondary },
    bySignal,
    all,
  };
}

/** Healthy while the latch is open; inverted, while it is closed. */
function latchCheck(scope: Construct, id: string, latch: FailoverLatch, inverted = false): route53.HealthCheck {
  return new route53.HealthCheck(scope, id, {
    type: route53.HealthCheckType.CLOUDWATCH_METRIC,
    alarmIdentifier: { name: latch.alarmName, region: latch.region.name },
    insufficientDataHealthStatus: route53.InsufficientDataHealthStatusEnum.LAST_KNOWN_STATUS,
    inverted,
  });
}

/** A rule of one signal is that signal's check: a calculated check over it would add nothing but delay. */
function answerCheck(scope: Construct, id: string, { needed }: AnswerRule, children: route53.HealthCheck[]): route53.HealthCheck {
  return children.length === 1 ? children[0] : flatCheck(scope, id, { children, needed });
}
