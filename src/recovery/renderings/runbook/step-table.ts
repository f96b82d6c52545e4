import { table } from './markdown';
import type { RunbookFacts, Side } from './runbook-facts';
import type { RunMode } from '../../plan/run-mode';
import type { WhenItFails } from '../when-it-fails';
import { whenItFails } from '../when-it-fails';

const WHEN_IT_FAILS: Record<WhenItFails, string> = {
  'ends': 'the run ends',
  'ends-in-vain': 'the run ends where no promotion could succeed; else it is recorded',
  'recorded': 'it is recorded',
};

/** The steps of a run in order, with what each may take. Steps of one phase and different stores are taken side by side. */
export function stepTable({ input }: RunbookFacts, target: Side, mode: RunMode): string {
  const plan = input.plan(target.region, mode);
  const rows = plan.phases.flatMap(phase => phase.branches.flatMap(branch => branch.steps.map(step => {
    const { typical, worst } = input.durationOf(step, mode);
    return [
      phase.id,
      `\`${step.id}\``,
      step.description,
      step.runsIn.name,
      `${Math.round(typical)} / ${Math.round(worst)}`,
      step.timeout.toHumanString(),
      input.doneWhen(step),
      WHEN_IT_FAILS[whenItFails(step, mode)],
    ];
  })));
  return table(['phase', 'step', 'what it does', 'in', 'seconds, typical / worst', 'time limit', 'done when', 'when it fails'], rows);
}
