import type { DryAnswer, DryCall } from './dry-call';
import { DRY_ANSWER, isDryCall } from './dry-call';
import type { ActivationAnswer } from './keeper/activate-region';
import { activateRegion } from './keeper/activate-region';
import type { ApprovalAnswer } from './keeper/await-approval';
import { awaitApproval } from './keeper/await-approval';
import { beginRun } from './keeper/begin-run';
import { beginDrill, endDrill } from './keeper/drill-note';
import type { FenceAnswer } from './keeper/fence-source';
import { fenceSource } from './keeper/fence-source';
import type { FinishAnswer } from './keeper/finish-run';
import { finishRun } from './keeper/finish-run';
import type { KeeperWorld } from './keeper/keeper';
import { Keeper } from './keeper/keeper';
import { recordFindings } from './keeper/record-readiness';
import type { ShiftAnswer } from './keeper/shift-traffic';
import { shiftTraffic } from './keeper/shift-traffic';
import type { BegunRun, KeeperRequest } from './requests';

export type KeeperAnswer =
  | BegunRun | ApprovalAnswer | FenceAnswer | ActivationAnswer | ShiftAnswer | FinishAnswer | DryAnswer
  | { readonly recorded: true } | { readonly ended: boolean };

/**
 * Keeps the runs of a Region: locks, epoch, role, latches, records. Each order first looks whether the run still holds its lock, and
 * writes by conditional transactions only, so that it can be repeated and a run that was superseded changes nothing.
 */
export async function handleRunKeeper(request: KeeperRequest | DryCall, world: KeeperWorld): Promise<KeeperAnswer> {
  if (isDryCall(request)) {
    return lookOnly(new Keeper(world));
  }
  const answer = await carryOut(request, new Keeper(world));
  world.log({ message: request.action, runId: request.runId, ...answer });
  return answer;
}

/** The own Region only: the other one may be lost, and then this must work all the more. */
async function lookOnly({ own, world }: Keeper): Promise<DryAnswer> {
  const { activeRegion, epoch } = await own.view();
  world.log({ message: 'dry call', activeRegion, epoch });
  return DRY_ANSWER;
}

function carryOut(request: KeeperRequest, keeper: Keeper): Promise<KeeperAnswer> {
  switch (request.action) {
    case 'begin': return beginRun(request, keeper);
    case 'record': return recordFindings(request, keeper);
    case 'await-approval': return awaitApproval(request, keeper);
    case 'fence': return fenceSource(request, keeper);
    case 'activate': return activateRegion(request, keeper);
    case 'shift': return shiftTraffic(request, keeper);
    case 'finish': return finishRun(request, keeper);
    case 'begin-drill': return beginDrill(request, keeper);
    case 'end-drill': return endDrill(request, keeper);
  }
}
