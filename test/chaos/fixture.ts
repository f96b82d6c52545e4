import type { App } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { GlobalAuroraDatabase, GlobalSessionTable, MultiRegionNetwork, ReplicatedBucket, StackLayer } from '../../src';
import { ChaosExperiment, ChaosExperiments } from '../../src/chaos';
import type { DrRegion, DrTopology } from '../../src/topology';
import { ACCOUNT, createdTopology, testApp } from '../support/environment';

export interface Stores {
  readonly app: App;
  readonly topology: DrTopology;
  readonly network: MultiRegionNetwork;
  readonly database: GlobalAuroraDatabase;
  readonly table: GlobalSessionTable;
  readonly bucket: ReplicatedBucket;
}

export function stores(): Stores {
  const app = testApp();
  const topology = createdTopology(app);
  const network = new MultiRegionNetwork(app, 'network', { topology });
  return {
    app,
    topology,
    network,
    database: new GlobalAuroraDatabase(app, 'main', { topology, network }),
    table: new GlobalSessionTable(app, 'sessions', { topology, partitionKey: { name: 'id', type: AttributeType.STRING } }),
    bucket: new ReplicatedBucket(app, 'documents', { topology }),
  };
}

/** An alarm of the team's. */
export function alarmIn(region: DrRegion, name = 'checkout'): IAlarm {
  return Alarm.fromAlarmArn(region.stack(StackLayer.RECOVERY), name, `arn:aws:cloudwatch:${region.name}:${ACCOUNT}:alarm:${name}`);
}

/** One experiment, to which alarms can be added. */
export function prepared() {
  const { app, topology, network } = stores();
  return { topology, chaos: new ChaosExperiments(app, 'Chaos', { topology, experiments: [ChaosExperiment.regionFailure(network)] }) };
}
