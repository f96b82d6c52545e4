import type { DecisionLine } from './decision.data';
import { LINES, VALUES } from './decision.data';
import type { Observation } from '../../src/recovery/decision/observation';

/** Every observation that there can be. */
export const ALL_OBSERVATIONS: readonly Observation[] = Object.entries(VALUES).reduce<object[]>(
  (cases, [input, values]) => cases.flatMap(each => values.map(value => ({ ...each, [input]: value }))), [{}],
) as Observation[];

function fits({ when }: DecisionLine, observation: Observation): boolean {
  return Object.entries(when).every(([input, values]) => (values as readonly unknown[]).includes(observation[input as keyof Observation]));
}

/** The line that counts. */
export function lineOf(observation: Observation): DecisionLine | undefined {
  return LINES.find(line => fits(line, observation));
}
