import type { Duration } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { EndpointFacts } from './endpoint-facts';
import { recordTypesOf } from './endpoint-facts';
import { RegionalTarget, requireOwnRegion } from './regional-target';
import type { DrRegion } from '../topology';

export interface RegionalRecordsProps {
  /** Who answers for errors: the construct that the consumer created. */
  readonly owner: Construct;
  readonly zone: route53.IHostedZone;
  readonly region: DrRegion;
  /** The Region's own name. */
  readonly domainName: string;
  readonly endpoint: EndpointFacts;
  /** Of records that are no aliases. */
  readonly ttl: Duration;
}

/**
 * The records of one Region's own name, in that Region's stack because they carry a value of its endpoint. They have no health
 * check: the name must lead to its Region whatever state that is in, and a failover record that evaluates it must find it healthy.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-failover.html
 */
export function regionalRecords(scope: Construct, props: RegionalRecordsProps): route53.RecordSet[] {
  const { endpoint } = props;
  return recordTypesOf(endpoint).map(recordType => new route53.RecordSet(scope, `Regional${recordType}`, {
    zone: props.zone,
    recordName: `${props.domainName}.`,
    recordType,
    ...(endpoint.kind === 'alias'
      ? { target: route53.RecordTarget.fromAlias(new RegionalTarget(props.owner, props.region, endpoint.target)) }
      : { target: hostTarget(props.owner, props.region, endpoint.hostName), ttl: props.ttl }),
  }));
}

function hostTarget(owner: Construct, region: DrRegion, hostName: string): route53.RecordTarget {
  requireOwnRegion(owner, region, hostName);
  return route53.RecordTarget.fromValues(hostName);
}
