import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose } from '../topology';

/** The log of a function of recovery, which outlives the function where data is kept. */
export function functionLog(scope: Construct, topology: DrTopology, region: Pick<DrRegion, 'name'>): logs.LogGroup {
  return new logs.LogGroup(scope, 'handler-log', {
    retention: logs.RetentionDays.ONE_YEAR,
    encryptionKey: topology._keyIn(region, KeyPurpose.LOGS).key,
    removalPolicy: topology.removalPolicy,
  });
}
