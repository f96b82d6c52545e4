import type { IConstruct } from 'constructs';
import { requireStepId } from './identifier-rules';
import { TEAM_MODES } from './plan-branches';
import { TEAM_KINDS } from './plan-kinds';
import { validateAction } from './recovery-action-rules';
import { StepFailure } from './recovery-step';
import { RunPoint } from './run-point';
import { validateRetry } from './step-retry-rules';
import type { TeamStep } from './team-step';
import { refuse } from '../../topology/configuration-error';
import { requirePositive } from '../../topology/duration-rules';

/**
 * Refuses a step that no run could take at its point, or whose id one of the team has that the same run takes. Whether a store or the run itself has
 * it is seen when the plans are composed.
 */
export function validateTeamStep(scope: IConstruct, step: TeamStep, others: readonly TeamStep[] = []): void {
  requireStepId(scope, 'step.id', step.id);
  requireOwnId(scope, step, others);
  requirePositive(scope, 'step.timeout', step.timeout);
  requireKind(scope, step);
  requireModes(scope, step);
  validateAction(scope, 'step', { ...step, runsIn: step.target, onFailure: step.onFailure ?? StepFailure.STOP });
  validateRetry(scope, 'step', step.retry);
}

function requireOwnId(scope: IConstruct, { id, target, modes = TEAM_MODES }: TeamStep, others: readonly TeamStep[]): void {
  const twin = others.find(other => other.id === id && other.target === target && (other.modes ?? TEAM_MODES).some(mode => modes.includes(mode)));
  if (twin) {
    refuse(scope, {
      prop: 'step.id',
      value: `"${id}"`,
      rule: `the step that was added for ${twin.target.name} at ${twin.point}, to "${twin.description}", has the same id`,
      remedy: 'Give one of the two another id',
    });
  }
}

function requireKind(scope: IConstruct, { action, point }: TeamStep): void {
  if (!(TEAM_KINDS as readonly string[]).includes(action.kind)) {
    refuse(scope, {
      prop: 'step.action',
      value: `"${action.kind}"`,
      rule: 'a step of a team acts; checks and promotions are those of a store',
      remedy: `Use one of ${TEAM_KINDS.join(', ')}, or add a store of your own with addRecoverable()`,
    });
  }
  if (action.kind === 'approval' && point === RunPoint.BESIDE_PROMOTION) {
    refuse(scope, {
      prop: 'step.point',
      value: `"${point}"`,
      rule: 'the promotion does not wait for what is beside it, so that there would be nothing left to approve',
      remedy: 'Ask at RunPoint.BEFORE_PROMOTION',
    });
  }
}

function requireModes(scope: IConstruct, { modes }: TeamStep): void {
  if (modes !== undefined && (modes.length === 0 || modes.some(mode => !TEAM_MODES.includes(mode)))) {
    refuse(scope, {
      prop: 'step.modes',
      value: JSON.stringify(modes),
      rule: 'a step is taken in at least one of failover, switchover and failback; a drill takes the steps of the planned runs of its round trip',
      remedy: 'Leave it out for all three, or name those in which the step is taken',
    });
  }
}
