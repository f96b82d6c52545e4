import type { App } from 'aws-cdk-lib';
import type { PromotionStep } from './picture/failover';
import type { RecoveryBranch } from '../../src';
import { BranchPurpose, DrTopology, FailoverOrchestrator } from '../../src';

/** The steps by which the app's recovery plans make stores writable in the standby Region. None without a plan. */
export function promotionStepsOf(app: App): PromotionStep[] {
  const constructs = app.node.findAll();
  const topology = constructs.find((construct): construct is DrTopology => construct instanceof DrTopology);
  return constructs.filter((construct): construct is FailoverOrchestrator => construct instanceof FailoverOrchestrator)
    .flatMap(orchestrator => orchestrator.plan(topology!.secondary).phases)
    .flatMap(phase => phase.branches)
    .filter(branch => branch.purpose === BranchPurpose.PROMOTION)
    .flatMap(stepsOf);
}

function stepsOf(branch: RecoveryBranch): PromotionStep[] {
  return branch.steps.map(({ description, action, timeout }) => ({
    description,
    parameters: action.parameters,
    timeout: timeout.toHumanString(),
  }));
}
