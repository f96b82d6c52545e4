import { parseArgs } from 'util';
import type { Scenario } from './scenarios';
import { SCENARIOS } from './scenarios';

/** What the demo is asked for. */
export interface DemoOptions {
  readonly scenario: Scenario;
  readonly seed: number;
}

/** Something on the command line that the demo does not have. Its message says what it has. */
export class OptionError extends Error {}

export const USAGE = `npm run demo -- [--scenario ${SCENARIOS.map(({ name }) => name).join('|')}] [--seed N]`;
const LARGEST_SEED = 2 ** 32 - 1;

/**
 * Reads the arguments of the command line.
 *
 * @throws OptionError for an option, a scenario or a seed that there is not
 */
export function optionsOf(args: readonly string[]): DemoOptions {
  const { scenario: name = SCENARIOS[0].name, seed } = parsed(args);
  const scenario = SCENARIOS.find(each => each.name === name);
  if (scenario === undefined) {
    throw new OptionError(`There is no scenario "${name}". Choose one of ${SCENARIOS.map(each => each.name).join(', ')}.\n${USAGE}`);
  }
  return { scenario, seed: seed === undefined ? scenario.seed : seedOf(seed) };
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > LARGEST_SEED) {
    throw new OptionError(`The seed "${text}" is not a whole number from 0 to ${LARGEST_SEED}.\n${USAGE}`);
  }
  return seed;
}

function parsed(args: readonly string[]): { readonly scenario?: string; readonly seed?: string } {
  try {
    return parseArgs({ args: [...args], options: { scenario: { type: 'string' }, seed: { type: 'string' } } }).values;
  } catch (error) {
    throw new OptionError(`${(error as Error).message}\n${USAGE}`);
  }
}
