import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import * as rds from 'aws-cdk-lib/aws-rds';
import { CaaAmazonRecord, HostedZone } from 'aws-cdk-lib/aws-route53';
import type { MultiRegionDrProps } from '../../src';
import { AccessLogging, DatabaseEngine, MultiRegionDr, NatStrategy } from '../../src';
import { BackupPolicy } from '../../src/backup';
import { MINIMAL, STORES } from '../multi-region-dr/fixture';
import { ownStack, testApp } from '../support/environment';

/** An app as small as a team can write it: every section with its defaults, and nothing acknowledged. */
export function consumerApp(sections: Partial<MultiRegionDrProps> = {}): MultiRegionDr {
  const app = testApp();
  const shared = ownStack(app, 'Shared', 'us-east-1');
  const hostedZone = HostedZone.fromHostedZoneAttributes(shared, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
  new CaaAmazonRecord(shared, 'OnlyAmazonIssues', { zone: hostedZone });
  return new MultiRegionDr(app, 'Payments', { ...MINIMAL, ...STORES, dns: { hostedZone, recordName: 'api' }, ...sections });
}

/** The same with the choices that have resources or findings of their own. */
export function consumerAppOfOtherChoices(): MultiRegionDr {
  const backup = BackupPolicy.daily();
  return consumerApp({
    network: { nat: NatStrategy.instances() },
    databases: { main: { engine: DatabaseEngine.auroraMysql(rds.AuroraMysqlEngineVersion.VER_3_10_0), proxy: {}, backup } },
    sessionTables: { main: { partitionKey: { name: 'session_id', type: AttributeType.STRING }, backup } },
    buckets: { main: { accessLogging: AccessLogging.cloudTrailDataEvents() } },
  });
}
