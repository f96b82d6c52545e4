import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { MultiRegionDrProps, TrafficShift } from '../../src';
import { MultiRegionDr } from '../../src';
import { ACCOUNT, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

/** Sections of the pattern. */
export type Sections = Partial<MultiRegionDrProps>;

/** The least that the pattern needs. */
export const MINIMAL = { account: ACCOUNT, environmentName: 'test', primary: { region: PRIMARY }, secondary: { region: SECONDARY } };
/** A store of each kind. */
export const STORES: Sections = {
  databases: { main: {} },
  sessionTables: { main: { partitionKey: { name: 'session_id', type: AttributeType.STRING } } },
  buckets: { main: {} },
};

/** The pattern with sections, as a team would write it. */
export function pattern(sections: Sections = {}, app = testApp()): MultiRegionDr {
  return new MultiRegionDr(app, 'Payments', { ...MINIMAL, ...sections });
}

/** The pattern with DNS. */
export function withDns(sections: Sections = {}, trafficShift?: TrafficShift): MultiRegionDr {
  const app = testApp();
  const zone = HostedZone.fromHostedZoneAttributes(ownStack(app, 'Shared', PRIMARY), 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  return pattern({ ...sections, dns: { hostedZone: zone, recordName: 'api', trafficShift } }, app);
}
