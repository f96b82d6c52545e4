import type { Keeper } from './keeper';
import { superseded } from './keeper';
import { noteApproval } from '../../state/lock-writes';
import type { KeeperRequest } from '../requests';

export interface ApprovalAnswer {
  readonly awaitsApproval: boolean;
}

/**
 * Says in the lock that the run waits for approval, or that it does not any more. Between the two a person who fails over by force takes the lock:
 * nobody has to find the message first. Who has approved is in the record of the run, by the name that the answer gave.
 *
 * @throws RunError `LockLost` when somebody did
 */
export async function awaitApproval(request: Extract<KeeperRequest, { readonly action: 'await-approval' }>, keeper: Keeper): Promise<ApprovalAnswer> {
  const { own } = keeper;
  const held = await keeper.held(request);
  if (await own.write(noteApproval(own.tableName, held, request)) !== undefined) {
    throw superseded(held, own.tableName);
  }
  return { awaitsApproval: request.awaits };
}
