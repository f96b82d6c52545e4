import type { IConstruct } from 'constructs';
import type { AssumedDuration, RecoveryAssumptions } from './recovery-assumptions';
import { refuse } from '../../topology/configuration-error';
import { requirePositive } from '../../topology/duration-rules';

/** Refuses assumptions that no budget could be made of. */
export function validateAssumptions(scope: IConstruct, assumptions: RecoveryAssumptions): void {
  const { steps = {}, ...others } = assumptions;
  Object.entries(others).forEach(([name, assumed]) => validate(scope, `assumptions.${name}`, assumed));
  Object.entries(steps).forEach(([id, assumed]) => validate(scope, `assumptions.steps.${id}`, assumed));
}

/** Refuses assumptions about steps that there are not: what was measured would be forgotten in silence. */
export function unknownSteps(scope: IConstruct, { steps = {} }: RecoveryAssumptions, ids: ReadonlySet<string>): string[] {
  return Object.keys(steps).filter(id => !ids.has(id)).map(id =>
    `[${scope.node.path}] assumptions.steps.${id}: no plan has a step of this id. Write one of ${[...ids].sort().join(', ')}.`);
}

function validate(scope: IConstruct, prop: string, assumed?: AssumedDuration): void {
  if (!assumed) {
    return;
  }
  const worst = requirePositive(scope, `${prop}.worst`, assumed.worst);
  const typical = requirePositive(scope, `${prop}.typical`, assumed.typical);
  const best = assumed.best ? requirePositive(scope, `${prop}.best`, assumed.best) : typical;
  if (best > typical || typical > worst) {
    refuse(scope, {
      prop,
      value: [assumed.best ?? assumed.typical, assumed.typical, assumed.worst].map(duration => duration.toHumanString()).join(' / '),
      rule: 'best is at most typical, and typical at most worst',
      remedy: 'Write three durations of which none is shorter than the one before',
    });
  }
}
