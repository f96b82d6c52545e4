import type { IAspect } from 'aws-cdk-lib';
import { Annotations, AspectPriority, Aspects } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { seconds } from './budget-summary';
import type { RecoveryBudget } from './recovery-budget';
import { ConfigurationError } from '../../topology/configuration-error';

/**
 * Holds the time budgets of forced failovers against the objective, when everything that has a part in them is there: an error where what is
 * typical exceeds it, a warning where only the worst does. Without an objective there is nothing to hold them against.
 *
 * @param scope of the orchestrator
 * @param budgets asked at synthesis, one for each Region
 */
export function holdToObjective(scope: Construct, budgets: () => readonly RecoveryBudget[]): void {
  scope.node.addValidation({ validate: () => budgets().flatMap(budget => errorsOf(scope, budget)) });
  Aspects.of(scope).add(new WorstCase(scope, budgets), { priority: AspectPriority.READONLY });
}

class WorstCase implements IAspect {
  constructor(private readonly scope: Construct, private readonly budgets: () => readonly RecoveryBudget[]) {}

  public visit(node: IConstruct): void {
    if (node === this.scope) {
      this.budgets().filter(({ worst, typical, objective }) => objective && exceeds(worst, objective) && !exceeds(typical, objective))
        .forEach(budget => Annotations.of(node).addWarningV2('cdk-multi-region-dr:worstCaseExceedsRto', warningOf(budget)));
    }
  }
}

function errorsOf(scope: IConstruct, budget: RecoveryBudget): string[] {
  const { objective, typical, target } = budget;
  if (!objective || !exceeds(typical, objective)) {
    return [];
  }
  return [new ConfigurationError(scope, {
    prop: 'objectives.rto',
    value: `${seconds(objective)} seconds`,
    rule: `a forced failover to ${target.name} typically takes ${seconds(typical)} seconds: ${greatest(budget)}`,
    remedy: 'Make one of these shorter, write what your drills measured into assumptions, or allow more time',
  }).message];
}

function warningOf(budget: RecoveryBudget): string {
  const { objective, typical, worst, target } = budget;
  return `a forced failover to ${target.name} typically takes ${seconds(typical)} seconds, but at worst ${seconds(worst)}, above objectives.rto = `
    + `${seconds(objective!)} seconds: the longest parts are published by nobody. Measure them in drills, and write what you measured into assumptions.`;
}

/** The parts that decide, the longest first. */
function greatest({ lines }: RecoveryBudget): string {
  const lengthOf = ({ typical }: RecoveryBudget['lines'][number]) => typical.end.toMilliseconds() - typical.start.toMilliseconds();
  return lines.filter(line => line.critical).sort((one, other) => lengthOf(other) - lengthOf(one)).slice(0, 3)
    .map(line => `${line.id} ${lengthOf(line) / 1000}`).join(', ');
}

function exceeds(duration: RecoveryBudget['typical'], objective: RecoveryBudget['typical']): boolean {
  return duration.toMilliseconds() > objective.toMilliseconds();
}
