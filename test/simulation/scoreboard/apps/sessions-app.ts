import type { App } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { MultiRegionDr, RegionalEndpoint } from '../../../../src';
import { ACCOUNT, testApp } from '../../../support/environment';
import { HOME, STANDBY } from '../system';
import { SESSION_TABLE } from './names';

/** An environment without a database: traffic follows the health of endpoints, and planned runs wait for what the stores replicate. */
export function sessionsApp(): App {
  const app = testApp();
  const hostedZone = HostedZone.fromHostedZoneAttributes(app, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
  const dr = new MultiRegionDr(app, 'Shop', {
    account: ACCOUNT,
    environmentName: 'prod',
    primary: { region: HOME, cidr: '10.0.0.0/16' },
    secondary: { region: STANDBY, cidr: '10.1.0.0/16' },
    sessionTables: {
      sessions: { tableName: SESSION_TABLE, partitionKey: { name: 'session_id', type: AttributeType.STRING }, drainedWithin: Duration.minutes(5) },
    },
    buckets: { documents: { drainedWithin: Duration.minutes(5) } },
    dns: { hostedZone, recordName: 'api' },
  });
  dr.regions.forEach(region => region.addEndpoint(RegionalEndpoint.hostName(`ingress.${region.name}.example.net`)));
  return app;
}
