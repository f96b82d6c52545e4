import type { Duration } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { RegionRole } from '../topology';

/** One of the two sides between which the records choose. */
export interface RecordSide {
  readonly role: RegionRole;
  readonly setIdentifier: string;
  /** The side's weight. Without one the records are failover records. */
  readonly weight?: number;
  /** The Region's own name, that this side's records lead to. */
  readonly regionalName: string;
  readonly healthCheck: route53.IHealthCheck;
}

export interface FailoverRecordsProps {
  readonly zone: route53.IHostedZone;
  readonly hostedZoneId: string;
  readonly domainName: string;
  readonly recordTypes: route53.RecordType[];
  readonly ttl: Duration;
  readonly sides: RecordSide[];
}

/** The records that clients ask for: for each type one per side, by name only, so that they need no value of either Region. */
export function failoverRecords(scope: Construct, props: FailoverRecordsProps): route53.RecordSet[] {
  return props.recordTypes.flatMap(recordType => props.sides.map(side => new route53.RecordSet(scope, recordId(side, recordType), {
    zone: props.zone,
    recordName: `${props.domainName}.`,
    recordType,
    ...(side.weight === undefined ? { failover: failoverOf(side.role) } : { weight: side.weight }),
    setIdentifier: side.setIdentifier,
    healthCheck: side.healthCheck,
    ...(recordType === route53.RecordType.CNAME
      ? { target: route53.RecordTarget.fromValues(side.regionalName), ttl: props.ttl }
      : { target: route53.RecordTarget.fromAlias(new NameInZone(props.hostedZoneId, side.regionalName)) }),
  })));
}

function failoverOf(role: RegionRole): route53.Failover {
  return role === 'primary' ? route53.Failover.PRIMARY : route53.Failover.SECONDARY;
}

function recordId(side: RecordSide, recordType: route53.RecordType): string {
  return `${side.weight === undefined ? 'Failover' : 'Weighted'}${side.role === 'primary' ? 'Primary' : 'Secondary'}${recordType}`;
}

/**
 * Another name of the zone. A failover alias must evaluate its target, and AWS advises it for every alias in a tree; the target here is
 * a record without a health check, which always counts as healthy, so the side's own check alone decides, with weights as well.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html
 */
class NameInZone implements route53.IAliasRecordTarget {
  constructor(private readonly hostedZoneId: string, private readonly dnsName: string) {}

  public bind(): route53.AliasRecordTargetConfig {
    return { hostedZoneId: this.hostedZoneId, dnsName: this.dnsName, evaluateTargetHealth: true };
  }
}
