import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { DeciderWorld } from './decider-world';
import { serviceCall } from '../../../lambda/handlers/service-call';
import { executionName } from '../../decision/execution-name';
import type { Reason, WantedRun } from '../../decision/verdict';
import { REASONS } from '../../decision/verdict';
import { nextEpoch } from '../../state/epochs';
import type { RegionView } from '../../state/region-view';
import type { RunInput } from '../requests';

/** Starts the run that was decided: one per minute, however often it is asked for. */
export async function startRun(wanted: WantedRun, reason: Reason, { highestEpoch }: RegionView, world: DeciderWorld): Promise<void> {
  const { settings, clients, now, log } = world;
  const input: RunInput = { actor: 'automation', reason: REASONS[reason], automatic: true };
  const name = executionName(nextEpoch(highestEpoch, settings), now());
  try {
    await serviceCall(`StartExecution in ${settings.region}`, () => clients(settings.region).sfn.send(new StartExecutionCommand({
      // A planned run is never decided where there is no machine for it.
      stateMachineArn: settings.machines[wanted]!, name, input: JSON.stringify(input),
    })));
    log({ message: 'run started', run: wanted, name });
  } catch (error) {
    if ((error as Error).name !== 'ExecutionAlreadyExists') {
      throw error;
    }
    log({ message: 'run started before', run: wanted, name });
  }
}
