import type { SFNClient } from '@aws-sdk/client-sfn';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { DryAnswer, DryCall } from './dry-call';
import { DRY_ANSWER, isDryCall } from './dry-call';
import type { PeerRunAnswer, PeerRunRequest } from './requests';
import { isRefusal } from './run-errors';
import { NamedError } from '../../lambda/handlers/named-error';
import { serviceCall } from '../../lambda/handlers/service-call';
import type { World } from '../../lambda/handlers/world';

export interface PeerRunSettings {
  /** The other Region. */
  readonly region: string;
  /** The machine there that it may start. */
  readonly stateMachineArn: string;
}

export interface PeerRunClients {
  readonly sfn: Pick<SFNClient, 'send'>;
}

type PeerRunWorld = World<PeerRunSettings, PeerRunClients>;

/** Which execution is meant. */
type ExecutionKey = Pick<PeerRunRequest, 'stateMachineArn' | 'name' | 'attempt'>;

/** `PENDING_REDRIVE` has an end still to come. */
const RUNNING = new Set<string | undefined>(['RUNNING', 'PENDING_REDRIVE']);

/** Each refusal pages, and what is refused for a lag or a pending copy needs minutes to settle. */
const PAUSE_IN_MILLISECONDS = 180_000;

/**
 * Starts a machine of the other Region, or says how its execution stands. One name is one execution, so that it can be asked any number
 * of times. One that was refused has changed nothing, and is asked for again under the next name. Step Functions' own integrations reach
 * no other Region.
 *
 * @throws RunError `ServiceUnavailable`
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export async function handlePeerRun(request: PeerRunRequest | DryCall, world: PeerRunWorld): Promise<PeerRunAnswer | DryAnswer> {
  if (isDryCall(request)) {
    return lookOnly(world);
  }
  const answer = await describe(request, world) ?? await start(request, world);
  world.log({ message: 'run of the other Region looked at', execution: executionArn(request), ...answer });
  return answer;
}

/** At an execution that nobody starts. The other Region may be lost: that is no fault of the function. */
async function lookOnly(world: PeerRunWorld): Promise<DryAnswer> {
  const { settings: { stateMachineArn }, log } = world;
  try {
    await describe({ stateMachineArn, name: 'dry-call', attempt: 0 }, world);
  } catch (error) {
    if (!(error instanceof NamedError)) {
      throw error;
    }
    log({ message: 'dry call: the other Region does not answer', cause: error.message });
  }
  return DRY_ANSWER;
}

/** Nothing when there is no such execution. */
async function describe(key: ExecutionKey, { settings: { region }, clients, now }: PeerRunWorld): Promise<PeerRunAnswer | undefined> {
  const { attempt } = key;
  try {
    const command = new DescribeExecutionCommand({ executionArn: executionArn(key) });
    const { status, error, cause, stopDate } = await serviceCall(`DescribeExecution in ${region}`, () => clients(region).sfn.send(command));
    if (RUNNING.has(status)) {
      return { status: 'running', detail: `the execution is ${status}`, attempt };
    }
    if (status === 'SUCCEEDED') {
      return { status: 'succeeded', detail: 'the execution succeeded', attempt };
    }
    if (error === 'AlreadyActive') {
      return { status: 'succeeded', detail: 'the Region was the active one already', attempt };
    }
    const detail = `the execution is ${status}: ${error ?? 'no error'}: ${cause ?? 'no cause'}`;
    if (!isRefusal(String(error))) {
      return { status: 'failed', detail, attempt };
    }
    const isOver = now() >= stopDate!.getTime() + PAUSE_IN_MILLISECONDS;
    return { status: 'running', detail, attempt: isOver ? attempt + 1 : attempt };
  } catch (error) {
    if ((error as Error).name === 'ExecutionDoesNotExist') {
      return undefined;
    }
    throw error;
  }
}

async function start({ input, ...key }: PeerRunRequest, { settings: { region }, clients }: PeerRunWorld): Promise<PeerRunAnswer> {
  const { stateMachineArn, attempt } = key;
  try {
    const command = new StartExecutionCommand({ stateMachineArn, name: nameOf(key), input: JSON.stringify(input) });
    await serviceCall(`StartExecution in ${region}`, () => clients(region).sfn.send(command));
  } catch (error) {
    // What DescribeExecution says may be old.
    if ((error as Error).name !== 'ExecutionAlreadyExists') {
      throw error;
    }
  }
  return { status: 'running', detail: 'the execution was started', attempt };
}

function nameOf({ name, attempt }: ExecutionKey): string {
  return attempt === 0 ? name : `${name}-${attempt}`;
}

function executionArn(key: ExecutionKey): string {
  return `${key.stateMachineArn.replace(':stateMachine:', ':execution:')}:${nameOf(key)}`;
}
