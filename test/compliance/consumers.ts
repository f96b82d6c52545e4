import type { App } from 'aws-cdk-lib';
import { CaaAmazonRecord, HostedZone } from 'aws-cdk-lib/aws-route53';
import { HOME } from './switched-off';
import type { MultiRegionDrProps } from '../../src';
import { ChaosExperiment, ChaosExperiments, DrillSchedule, MultiRegionDr, NatStrategy } from '../../src';
import { ALERTS, BUCKETS, DATABASES, DETECTION, MONITORING, SESSION_TABLES } from '../app/every-option';
import { addSteps, LASTING, ON_SUBNETS, RECOVERY } from '../app/recovery-options';
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

/** The same with every option of every store, and the network's choice that has findings of its own. */
export function consumerAppOfEveryOption(): MultiRegionDr {
  const regions = {
    primary: { region: HOME, availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'] },
    secondary: { region: 'us-west-2', availabilityZones: ['us-west-2a', 'us-west-2b', 'us-west-2c'] },
  };
  const dr = consumerApp({
    ...regions,
    witnessRegion: 'us-east-2',
    network: { nat: NatStrategy.instances() },
    databases: DATABASES,
    sessionTables: SESSION_TABLES,
    buckets: BUCKETS,
    detection: DETECTION,
    recovery: { ...RECOVERY, drills: DrillSchedule.checksOnly() },
    alerts: ALERTS,
    monitoring: MONITORING,
  });
  addSteps(dr);
  addExperiments(dr);
  return dr;
}

/** Each kind of experiment, stopped by the alarms that the library has. */
function addExperiments({ node, topology, network, databases, sessionTables, buckets }: MultiRegionDr): void {
  new ChaosExperiments(node.root as App, 'Experiments', {
    topology,
    experiments: [
      ChaosExperiment.regionFailure(network, ON_SUBNETS),
      ChaosExperiment.regionIsolation(network),
      ChaosExperiment.databaseFailover(databases.postgres),
      ChaosExperiment.sessionReplicationPause(sessionTables.strong),
      ChaosExperiment.bucketReplicationPause(buckets.locked, LASTING),
    ],
  });
}
