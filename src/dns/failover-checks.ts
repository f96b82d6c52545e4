import { Tags } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { AnswerRule, AnswerRules, Signal } from './answer-rules';
import type { FailoverLatch } from './failover-latch';
import { flatCheck } from './flat-check';
import type { HealthCheckSettings } from './health-check-settings';

const MAX_TAG_LENGTH = 256;

/** What the checks of one Region look at. */
export interface CheckedRegion {
  /** The Region's own name: checking the failover record's name would give unpredictable results. */
  readonly domainName: string;
  readonly latch: FailoverLatch;
}

export interface FailoverChecksProps {
  /** The name of the failover record, by which an operator knows the checks. */
  readonly domainName: string;
  readonly primary: CheckedRegion;
  readonly secondary: CheckedRegion;
  readonly endpoints: HealthCheckSettings;
  readonly rules: AnswerRules;
}

/** The health checks of one Region. */
export interface RegionChecks {
  readonly endpoint: route53.HealthCheck;
  /** Healthy while the Region's failover record may answer. */
  readonly answer: route53.HealthCheck;
}

/** Every health check, elementary or calculated. */
export interface FailoverChecks {
  readonly primary: RegionChecks;
  readonly secondary: RegionChecks;
  readonly all: route53.HealthCheck[];
}

/** Renders the rules by which the records answer into Route 53 health checks. */
export function failoverChecks(scope: Construct, props: FailoverChecksProps): FailoverChecks {
  const { primary, secondary, endpoints, rules } = props;
  const reverseLatch = primary.latch;
  const signals: Record<Signal, route53.HealthCheck> = {
    primaryEndpointUp: endpointCheck(scope, 'PrimaryEndpointCheck', primary.domainName, endpoints),
    secondaryEndpointUp: endpointCheck(scope, 'SecondaryEndpointCheck', secondary.domainName, endpoints),
    latchOpen: latchCheck(scope, 'LatchCheck', secondary.latch),
    latchClosed: latchCheck(scope, 'InvertedLatchCheck', secondary.latch, true),
    reverseLatchOpen: latchCheck(scope, 'ReverseLatchCheck', reverseLatch),
    reverseLatchStillOpen: latchCheck(scope, 'ReverseLatchSecondCheck', reverseLatch),
  };
  const answers = {
    primary: answerCheck(scope, 'PrimaryCheck', rules.primary, signals),
    secondary: answerCheck(scope, 'SecondaryCheck', rules.secondary, signals),
  };
  const all = [...new Set([...Object.values(signals), answers.primary, answers.secondary])];
  all.forEach(check => Tags.of(check).add('Name', `${props.domainName} ${check.node.id}`.slice(0, MAX_TAG_LENGTH)));
  return {
    primary: { endpoint: signals.primaryEndpointUp, answer: answers.primary },
    secondary: { endpoint: signals.secondaryEndpointUp, answer: answers.secondary },
    all,
  };
}

function endpointCheck(scope: Construct, id: string, domainName: string, settings: HealthCheckSettings): route53.HealthCheck {
  return new route53.HealthCheck(scope, id, {
    type: route53.HealthCheckType.HTTPS,
    fqdn: domainName,
    port: 443,
    enableSNI: true,
    measureLatency: true,
    resourcePath: settings.path,
    requestInterval: settings.interval,
    failureThreshold: settings.failureThreshold,
  });
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
function answerCheck(scope: Construct, id: string, rule: AnswerRule, signals: Record<Signal, route53.HealthCheck>): route53.HealthCheck {
  const children = rule.signals.map(signal => signals[signal]);
  return children.length === 1 ? children[0] : flatCheck(scope, id, { children, needed: rule.needed });
}
