import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { RECORD_TTL } from './regional-records';

/** One of the two sides between which the failover records choose. */
export interface FailoverSide {
  readonly failover: route53.Failover;
  readonly setIdentifier: string;
  /** The Region's own name, that this side's records lead to. */
  readonly regionalName: string;
  readonly healthCheck: route53.IHealthCheck;
}

export interface FailoverRecordsProps {
  readonly zone: route53.IHostedZone;
  readonly hostedZoneId: string;
  readonly domainName: string;
  readonly recordTypes: route53.RecordType[];
  readonly sides: FailoverSide[];
}

/** The failover records: for each type one per side, by name only, so that they need no value of either Region. */
export function failoverRecords(scope: Construct, props: FailoverRecordsProps): route53.RecordSet[] {
  return props.recordTypes.flatMap(recordType => props.sides.map(side => new route53.RecordSet(scope, recordId(side, recordType), {
    zone: props.zone,
    recordName: `${props.domainName}.`,
    recordType,
    failover: side.failover,
    setIdentifier: side.setIdentifier,
    healthCheck: side.healthCheck,
    ...(recordType === route53.RecordType.CNAME
      ? { target: route53.RecordTarget.fromValues(side.regionalName), ttl: RECORD_TTL }
      : { target: route53.RecordTarget.fromAlias(new NameInZone(props.hostedZoneId, side.regionalName)) }),
  })));
}

function recordId(side: FailoverSide, recordType: route53.RecordType): string {
  return `Failover${side.failover === route53.Failover.PRIMARY ? 'Primary' : 'Secondary'}${recordType}`;
}

/**
 * Another name of the zone. A failover alias must evaluate its target; the target here is a record without a health check, which
 * always counts as healthy, so the side's own check alone decides.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
 */
class NameInZone implements route53.IAliasRecordTarget {
  constructor(private readonly hostedZoneId: string, private readonly dnsName: string) {}

  public bind(): route53.AliasRecordTargetConfig {
    return { hostedZoneId: this.hostedZoneId, dnsName: this.dnsName, evaluateTargetHealth: true };
  }
}
