import { Annotations, Duration } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

const MAX_SECONDS = 2147483647;

/**
 * What AWS recommends at most where a health check decides. Aliases of load balancers have it, too.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover.html
 */
const RECOMMENDED_SECONDS = 60;

/** For how long resolvers may keep an answer with a CNAME record. */
export function recordTtl(scope: IConstruct, given?: Duration): Duration {
  const ttl = given ?? Duration.seconds(RECOMMENDED_SECONDS);
  const seconds = secondsOf(ttl);
  if (seconds !== undefined && (!Number.isInteger(seconds) || seconds > MAX_SECONDS)) {
    refuse(scope, {
      prop: 'ttl',
      value: `${seconds} seconds`,
      rule: `a record is kept for 0 to ${MAX_SECONDS} whole seconds`,
      remedy: `Write Duration.seconds(${RECOMMENDED_SECONDS}) or less, or leave it out`,
    });
  }
  return ttl;
}

/** Refuses a TTL that nothing would use. */
export function refuseTtlOfAliases(scope: IConstruct, given: Duration): never {
  refuse(scope, {
    prop: 'ttl',
    value: given.isUnresolved() ? 'a token' : `${secondsOf(given)} seconds`,
    rule: 'the endpoints are reached by alias records, which have the TTL of what they lead to: 60 seconds for a load balancer',
    remedy: 'Leave it out; only RegionalEndpoint.hostName() gives records with a TTL of their own',
  });
}

/** @param scope in a stack: CDK collects no annotation outside of stacks */
export function warnOfLongTtl(scope: Construct, ttl: Duration): void {
  const seconds = secondsOf(ttl);
  if (seconds !== undefined && seconds > RECOMMENDED_SECONDS) {
    Annotations.of(scope).addWarningV2('cdk-multi-region-dr:longRecordTtl',
      `ttl is ${seconds} seconds: for so long clients may go to a Region that no longer answers. `
      + `AWS recommends ${RECOMMENDED_SECONDS} seconds or less where a health check decides.`);
  }
}

function secondsOf(ttl: Duration): number | undefined {
  return ttl.isUnresolved() ? undefined : ttl.toMilliseconds() / 1000;
}
