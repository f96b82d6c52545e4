import { parseArgs } from 'util';
import { renderJson, renderTable } from './report';
import { failuresOf, parseJestOutput, testsOf } from './results';
import { parseRows } from './rows';
import { decide } from './status';
import { Waiver } from './waivers';

/** Everything that the program takes from outside, so that tests can run it on plain data. */
export interface World {
  readonly projectRoot: string;
  readonly waivers: readonly Waiver[];
  /** Text of docs/requirements.md. */
  readonly requirements: () => string;
  readonly readFile: (file: string) => string;
  /** Runs all tests and returns jest's JSON. */
  readonly runTests: () => string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const USAGE = 'Usage: npm run requirements -- [--json] [--results FILE]   (FILE: what "jest --json --outputFile=FILE" wrote)';

/** Prints where the rows stand; returns the exit code. Open rows are no error; wrong claims and failing tests are. */
export function run(args: readonly string[], world: World): number {
  try {
    const { json, results } = optionsOf(args);
    const rows = parseRows(world.requirements());
    const output = parseJestOutput(results === undefined ? world.runTests() : world.readFile(results));
    const decision = decide(rows, testsOf(output, world.projectRoot), world.waivers);
    const faults = [...decision.problems, ...failuresOf(output, world.projectRoot)];
    world.out(json ? renderJson(decision.rows) : renderTable(rows, decision.rows));
    faults.forEach(fault => world.err(`error: ${fault}\n`));
    return faults.length === 0 ? 0 : 1;
  } catch (error) {
    world.err(`error: ${(error as Error).message}\n`);
    return 1;
  }
}

function optionsOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { json: { type: 'boolean' }, results: { type: 'string' } } }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`);
  }
}
