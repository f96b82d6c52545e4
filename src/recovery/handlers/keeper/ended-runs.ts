import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import type { Keeper } from './keeper';
import { serviceCall } from '../../../lambda/handlers/service-call';
import { regionOfRun } from '../../state/begin-decision';

/** A run that waits for its children to be redriven can go on. */
const ALIVE = new Set(['RUNNING', 'PENDING_REDRIVE']);

/** What Step Functions says of runs, where it says anything. */
export interface KnownRuns {
  readonly ended: ReadonlySet<string>;
  readonly alive: ReadonlySet<string>;
}

/** Where may be asked about runs. */
export interface AskedRegions {
  /** Whoever cannot know does not begin. */
  readonly needed: readonly string[];
  /** Those that may be lost: what they do not answer is not known. */
  readonly optional?: readonly string[];
}

/**
 * Which of these runs have ended and which go on, by what Step Functions says where they ran. A run that was stopped, or ran out of time, leaves
 * its lock: nobody has to wait until that expires.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export async function knownRuns({ world }: Keeper, runIds: readonly string[], { needed, optional = [] }: AskedRegions): Promise<KnownRuns> {
  const ended = new Set<string>();
  const alive = new Set<string>();
  for (const runId of runIds) {
    if (needed.includes(regionOfRun(runId))) {
      await look(runId);
    } else if (optional.includes(regionOfRun(runId))) {
      await look(runId).catch(error => world.log({ message: 'the other Region does not say what became of its run', runId, error: String(error) }));
    }
  }
  return { ended, alive };

  async function look(runId: string): Promise<void> {
    (await hasEnded(runId) ? ended : alive).add(runId);
  }

  async function hasEnded(executionArn: string): Promise<boolean> {
    const { sfn } = world.clients(regionOfRun(executionArn));
    try {
      const { status } = await serviceCall(`DescribeExecution of ${executionArn}`, () => sfn.send(new DescribeExecutionCommand({ executionArn })));
      return !ALIVE.has(status!);
    } catch (error) {
      // Step Functions forgets executions 90 days after they ended.
      if ((error as Error).name === 'ExecutionDoesNotExist') {
        return true;
      }
      throw error;
    }
  }
}
