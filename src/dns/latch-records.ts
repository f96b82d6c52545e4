import { Duration } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { latchText } from './latch-text';
import type { RegionRole } from '../topology';

/** Whoever looks again after as many seconds sees what has become of it since. */
const TTL = Duration.seconds(5);

/** A latch with the name that tells of it. */
export interface ToldLatch {
  readonly role: RegionRole;
  readonly name: string;
  /** Healthy while the latch is open. */
  readonly openCheck: route53.IHealthCheck;
}

/**
 * Names that say as text what Route 53 has read of each latch, whatever state the endpoints are in: the only proof of it that needs no
 * control plane. Where endpoints move traffic as well, or both Regions answer by their share, the name of clients is none: it may have led
 * to a Region before its latch was closed.
 *
 * A record without a health check counts as healthy, so that the text is never anything but what the check of the latch says.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
export function latchRecords(scope: Construct, zone: route53.IHostedZone, latches: readonly ToldLatch[]): void {
  for (const { role, name, openCheck } of latches) {
    const record = (text: string, failover: route53.Failover, healthCheck?: route53.IHealthCheck) =>
      new route53.RecordSet(scope, `Latch${role === 'primary' ? 'Primary' : 'Secondary'}${failover}`, {
        zone,
        recordName: `${name}.`,
        recordType: route53.RecordType.TXT,
        target: route53.RecordTarget.fromValues(JSON.stringify(text)),
        ttl: TTL,
        failover,
        setIdentifier: text,
        healthCheck,
      });
    record(latchText(false), route53.Failover.PRIMARY, openCheck);
    record(latchText(true), route53.Failover.SECONDARY);
  }
}
