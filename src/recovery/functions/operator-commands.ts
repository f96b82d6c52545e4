import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ItemAccess } from './state-statements';
import { acknowledgePeerKey, peerKeyStatement, stateKeyStatement, stateStatements } from './state-statements';
import { acknowledgeWildcard } from '../../topology/acknowledged-wildcard';
import { OperatorCommandFunction } from '../handlers/operator-command-function';
import type { FunctionPlace } from '../machinery/recovery-function';
import { RecoveryFunction } from '../machinery/recovery-function';
import { RecoveryNames } from '../machinery/recovery-names';
import { STATE_KIND } from '../regional-state/state-kinds';
import { KEY_OF_READ_TABLE, KEY_OF_WRITTEN_TABLE } from '../regional-state/state-table-key';
import type { OperatorCommand, OperatorSettings } from '../state/operator-settings';

export interface OperatorCommandsProps extends FunctionPlace {
  /** The alarms of this Region that decide, the decision alarm among them. Asked at synthesis, when all signals are there. */
  readonly signalAlarms: () => string[];
  /** ORC-03. @default Duration.seconds(60) */
  readonly timeout?: Duration;
}

/** The commands of operators in one Region, a function each. */
export type OperatorCommands = { readonly [command in OperatorCommand]: RecoveryFunction };

const TIMEOUT = Duration.seconds(60);

const LOOKED_AT = [STATE_KIND.state, STATE_KIND.latch, STATE_KIND.lock, STATE_KIND.drill];

/** Looks at the Region, and changes its state. */
const COMMANDING: ItemAccess = { GetItem: LOOKED_AT, UpdateItem: [STATE_KIND.state] };

/**
 * Arm, disarm, acknowledge. Only `arm` looks at alarms and at the other Region, so that the switch which stops automation depends on one
 * table and on nothing else.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export function createOperatorCommands(scope: Construct, props: OperatorCommandsProps): OperatorCommands {
  const { topology, region, names, signalAlarms, timeout = TIMEOUT } = props;
  const { peer } = region;
  const create = (command: OperatorCommand, description: string, further: iam.PolicyStatement[] = []): RecoveryFunction => {
    const settings = (): OperatorSettings => ({
      command,
      region: region.name,
      peer: peer.name,
      home: topology.primary.name,
      tables: { [region.name]: names.stateTableName(), [peer.name]: new RecoveryNames(topology, peer).stateTableName() },
      signalAlarms: command === 'arm' ? signalAlarms() : [],
    });
    return new RecoveryFunction(scope, command, {
      topology,
      region,
      names,
      code: OperatorCommandFunction,
      description,
      timeout,
      statements: [...stateStatements(topology, region, COMMANDING), stateKeyStatement(topology, region, KEY_OF_WRITTEN_TABLE), ...further],
      settingsVariable: 'OPERATOR_SETTINGS',
      settings,
    });
  };
  const keyOfPeer = peerKeyStatement(topology, peer, KEY_OF_READ_TABLE);
  const arm = create('arm', `Lets automation activate ${region.name} without being asked`, [
    ...stateStatements(topology, peer, { GetItem: LOOKED_AT }),
    keyOfPeer,
    new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }),
  ]);
  acknowledgePeerKey(arm, keyOfPeer);
  acknowledgeWildcard(arm.role, '*', 'cloudwatch:DescribeAlarms answers of composite alarms for all resources only');
  return {
    arm,
    disarm: create('disarm', `Keeps automation from activating ${region.name}`),
    acknowledge: create('acknowledge', `Acknowledges a run of ${region.name}, which blocks automation until then`),
  };
}
