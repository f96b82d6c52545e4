import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcard } from '../../topology/acknowledged-wildcard';
import type { PeerRunSettings } from '../handlers/peer-run';
import { PeerRunFunction } from '../handlers/peer-run-function';
import type { FunctionPlace } from '../machinery/recovery-function';
import { RecoveryFunction } from '../machinery/recovery-function';
import { RecoveryNames } from '../machinery/recovery-names';

const TIMEOUT = Duration.seconds(60);

/**
 * Starts the planned run of the other Region, for a drill that moves production there and back. No other machine: whoever may drill may
 * not fail over.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
export function createPeerRun(scope: Construct, place: FunctionPlace, timeout: Duration = TIMEOUT): RecoveryFunction {
  const { peer } = place.region;
  const names = new RecoveryNames(place.topology, peer);
  const settings: PeerRunSettings = { region: peer.name, stateMachineArn: names.machineArn('planned') };
  const peerRun = new RecoveryFunction(scope, 'peer-run', {
    ...place,
    code: PeerRunFunction,
    description: `Starts planned runs in ${peer.name}, for drills of ${place.region.name}`,
    timeout,
    statements: [
      new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [names.machineArn('planned')] }),
      new iam.PolicyStatement({ actions: ['states:DescribeExecution'], resources: [names.executionArns('planned')] }),
    ],
    settingsVariable: 'PEER_RUN_SETTINGS',
    settings: () => settings,
  });
  acknowledgeWildcard(peerRun.role, names.executionArns('planned'), 'the executions of one machine, whose names are made by each drill');
  return peerRun;
}
