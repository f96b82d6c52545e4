import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import type { Keeper } from './keeper';
import { serviceCall } from '../../../lambda/handlers/service-call';
import { regionOfRun } from '../../state/begin-decision';

/** A run that waits for its children to be redriven can go on. */
const ALIVE = new Set(['RUNNING', 'PENDING_REDRIVE']);

/**
 * Which of these runs have ended, by what Step Functions says where they ran. A run that was stopped, or ran out of time, leaves its lock:
 * nobody has to wait until that expires.
 *
 * @param regions where may be asked: a forced run does not ask the Region that is lost
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export async function endedRuns({ world }: Keeper, runIds: readonly string[], regions: readonly string[]): Promise<Set<string>> {
  const ended = new Set<string>();
  for (const runId of runIds.filter(each => regions.includes(regionOfRun(each)))) {
    if (await hasEnded(runId)) {
      ended.add(runId);
    }
  }
  return ended;

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
