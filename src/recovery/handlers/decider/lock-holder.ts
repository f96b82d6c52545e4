import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import type { DeciderWorld } from './decider-world';
import { serviceCall } from '../../../lambda/handlers/service-call';
import { regionOfRun } from '../../state/begin-decision';
import type { RegionView, RunLock } from '../../state/region-view';
import { isDoneByHand } from '../../state/region-view';

/** In which an execution goes on by itself. */
const ALIVE = new Set(['RUNNING', 'PENDING_REDRIVE']);

/** By whom an execution ends that does not end itself: by people, and by its time limit. */
const STOPPED = new Set(['ABORTED', 'TIMED_OUT']);

/**
 * - `lives`: it may, or nobody can say.
 * - `ended`: it has, and could not release its lock.
 * - `stopped`: it was ended from outside, and has blocked nothing.
 */
export type LockHolder = 'lives' | 'ended' | 'stopped';

export interface RunEnd {
  readonly status: LockHolder;
  /** In milliseconds: 0 of a run that lives, and of one that Step Functions does not know, or not any more. */
  readonly endedAt: number;
}

/** What has become of the run that holds the lock of this Region. One of the other Region is not asked: it may be lost. */
export async function lockHolder({ lock }: RegionView, world: DeciderWorld): Promise<LockHolder> {
  return lock === undefined || regionOfRun(lock.runId) !== world.settings.region ? 'lives' : (await describeHolder(lock, world)).status;
}

/** What has become of a run of this Region that holds a lock, and when it ended. One that people do by hand is no execution, and is theirs until it expires. */
export async function describeHolder(lock: RunLock, world: DeciderWorld): Promise<RunEnd> {
  return isDoneByHand(lock, world.now()) ? { status: 'lives', endedAt: 0 } : describeRun(lock.runId, world);
}

/** What has become of a run of this Region. */
export async function runStatus(executionArn: string, world: DeciderWorld): Promise<LockHolder> {
  return (await describeRun(executionArn, world)).status;
}

async function describeRun(executionArn: string, { settings, clients }: DeciderWorld): Promise<RunEnd> {
  try {
    const { status, stopDate } = await serviceCall(`DescribeExecution in ${settings.region}`, () =>
      clients(settings.region).sfn.send(new DescribeExecutionCommand({ executionArn })));
    return { status: ALIVE.has(status!) ? 'lives' : STOPPED.has(status!) ? 'stopped' : 'ended', endedAt: stopDate?.getTime() ?? 0 };
  } catch (error) {
    if (['ExecutionDoesNotExist', 'InvalidArn'].includes((error as Error).name)) {
      return { status: 'ended', endedAt: 0 };
    }
    throw error;
  }
}
