import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DryAnswer, DryCall } from './dry-call';
import { DRY_ANSWER, isDryCall } from './dry-call';
import { RunError } from './run-errors';
import { StateStore } from './state-store';
import { NamedError } from '../../lambda/handlers/named-error';
import { serviceCall } from '../../lambda/handlers/service-call';
import type { World } from '../../lambda/handlers/world';
import type { SignalState } from '../state/arm-decision';
import { refuseArming } from '../state/arm-decision';
import type { OperatorCommand, OperatorSettings } from '../state/operator-settings';
import { acknowledge, arm, disarm } from '../state/operator-writes';
import type { RegionView } from '../state/region-view';

/** The services that commands of operators call in a Region. */
export interface OperatorClients {
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
}

export type OperatorWorld = World<OperatorSettings, OperatorClients>;

/** What an operator writes. */
export interface OperatorRequest {
  /** For the log: who, and why. */
  readonly actor?: string;
  readonly reason?: string;
}

/** How the Region is after the command. */
export interface OperatorAnswer {
  readonly region: string;
  readonly activeRegion: string;
  readonly epoch: number;
  readonly armed: boolean;
  /** The run that still has to be acknowledged. */
  readonly unacknowledgedRun?: string;
  /** Until when automation does nothing, in ISO 8601. */
  readonly blockedUntil?: string;
}

/**
 * Arms, disarms, or acknowledges a run, in one Region. A dry call changes nothing.
 *
 * @throws RunError for `arm`: `SignalNeverHealthy`, `Blocked`, `ReverseLatchClosed`: nothing was changed
 * @throws RunError `ServiceUnavailable`, `StateUnreadable`, `StateNotWritten`
 */
export async function handleOperatorCommand(request: OperatorRequest | DryCall, world: OperatorWorld): Promise<OperatorAnswer | DryAnswer> {
  return isDryCall(request) ? lookOnly(world) : carryOut(request, world);
}

/** The own Region only: the other one may be lost. */
async function lookOnly(world: OperatorWorld): Promise<DryAnswer> {
  const { command, region } = world.settings;
  const { activeRegion, epoch } = await storeOf(region, world).view();
  world.log({ message: 'dry call', command, activeRegion, epoch, signals: await signalStates(world) });
  return DRY_ANSWER;
}

async function carryOut(request: OperatorRequest, world: OperatorWorld): Promise<OperatorAnswer> {
  const { command, region } = world.settings;
  const own = storeOf(region, world);
  await COMMANDS[command](own, world);
  const { activeRegion, epoch, armed, unacknowledgedRun, blockedUntil } = await own.view();
  const answer: OperatorAnswer = {
    region,
    activeRegion,
    epoch,
    armed,
    unacknowledgedRun,
    blockedUntil: blockedUntil === undefined ? undefined : new Date(blockedUntil).toISOString(),
  };
  world.log({ message: command, actor: request.actor ?? 'unknown', reason: request.reason ?? 'not given', ...answer });
  return answer;
}

type Command = (own: StateStore, world: OperatorWorld) => Promise<void>;

const COMMANDS: { readonly [command in OperatorCommand]: Command } = {
  arm: async (own, world) => {
    const { settings: { region, home } } = world;
    const now = world.now();
    const view = await own.view();
    const refusal = refuseArming({ region, home, own: view, peer: await peerView(world), signals: await signalStates(world), now });
    if (refusal) {
      throw new RunError(refusal.refusal, refusal.detail);
    }
    requireWritten(await own.write(arm(own.tableName, view, { home, now })), own);
  },
  // It does not look before it writes: a state that cannot be read must not keep anybody from stopping automation.
  disarm: async (own, world) => {
    requireWritten(await own.write(disarm(own.tableName, { home: world.settings.home, now: world.now() })), own);
  },
  acknowledge: async (own, world) => {
    const { unacknowledgedRun } = await own.view();
    if (unacknowledgedRun !== undefined) {
      requireWritten(await own.write(acknowledge(own.tableName, unacknowledgedRun, { home: world.settings.home, now: world.now() })), own);
    }
  },
};

function storeOf(region: string, { clients, settings: { tables, home }, wait }: OperatorWorld): StateStore {
  return new StateStore(clients(region).dynamoDb, tables[region], home, wait);
}

function requireWritten(refused: number | undefined, { tableName }: StateStore): void {
  if (refused !== undefined) {
    throw new RunError('StateNotWritten', `table ${tableName} changed at the same time: look at it, and call again`);
  }
}

/** Nobody can say while the other Region is lost, and then what it told before counts. */
async function peerView(world: OperatorWorld): Promise<RegionView | undefined> {
  try {
    return await storeOf(world.settings.peer, world).view();
  } catch (error) {
    if (!(error instanceof NamedError)) {
      throw error;
    }
    world.log({ message: 'the other Region does not answer', error: error.name, cause: error.message });
    return undefined;
  }
}

/** One call takes the names of 100 alarms, more than the settings have room for. Composite alarms answer only when they are asked for. */
async function signalStates({ clients, settings: { region, signalAlarms } }: OperatorWorld): Promise<SignalState[]> {
  if (signalAlarms.length === 0) {
    return [];
  }
  const command = new DescribeAlarmsCommand({ AlarmNames: signalAlarms, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 });
  const { MetricAlarms = [], CompositeAlarms = [] } = await serviceCall('DescribeAlarms', () => clients(region).cloudWatch.send(command));
  const states = new Map([...MetricAlarms, ...CompositeAlarms].map(({ AlarmName, StateValue }) => [AlarmName, StateValue]));
  return signalAlarms.map(alarmName => ({ alarmName, state: states.get(alarmName) }));
}
