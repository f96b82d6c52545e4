import { TestResult } from './results';
import { Row } from './rows';
import { areaOf, readTitle } from './titles';
import { Waiver } from './waivers';

/** Where a row stands. */
export interface RowStatus {
  readonly id: string;
  readonly status: 'proven' | 'waived' | 'open';
  /** The tests that prove or guard the row; empty while it is open. */
  readonly tests: readonly string[];
  /** Why the row is waived, or why it is open although tests name it. */
  readonly reason?: string;
}

/** Where all rows stand, and what is wrong with the claims themselves. */
export interface Decision {
  readonly rows: readonly RowStatus[];
  readonly problems: readonly string[];
}

/** Decides, from plain data, which rows the tests prove. */
export function decide(rows: readonly Row[], tests: readonly TestResult[], waivers: readonly Waiver[]): Decision {
  const known = new Set(rows.map(({ id }) => id));
  const areas = new Set(rows.map(({ id }) => areaOf(id)));
  const problems: string[] = [];
  const namedBy = new Map<string, TestResult[]>(rows.map(({ id }) => [id, []]));

  for (const test of tests) {
    const { ids, problem } = readTitle(test.title, areas);
    if (problem) {
      problems.push(`${nameOf(test)}: the title ${problem}`);
    }
    for (const id of ids) {
      if (known.has(id)) {
        namedBy.get(id)!.push(test);
      } else {
        problems.push(`${nameOf(test)}: no row has the id ${id}`);
      }
    }
  }

  const waiverOf = new Map<string, Waiver>();
  for (const waiver of waivers) {
    const problem = problemOf(waiver, known, waiverOf, namedBy, tests);
    if (problem) {
      problems.push(`waiver of ${waiver.id}: ${problem}`);
    } else {
      waiverOf.set(waiver.id, waiver);
    }
  }

  return {
    rows: rows.map(({ id }) => statusOf(id, namedBy.get(id)!, waiverOf.get(id), tests)),
    problems,
  };
}

function statusOf(id: string, named: readonly TestResult[], waiver: Waiver | undefined, tests: readonly TestResult[]): RowStatus {
  const failed = named.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) {
    return { id, status: 'open', tests: [], reason: `fails: ${namesOf(failed).join('; ')}` };
  }
  const passed = named.filter(({ outcome }) => outcome === 'passed');
  if (waiver) {
    // A waiver outranks passing tests: it says that they do not show the whole row.
    const guards = tests.filter(({ title }) => title === waiver.test);
    return { id, status: 'waived', tests: namesOf([...passed, ...guards]), reason: waiver.reason };
  }
  if (passed.length > 0) {
    return { id, status: 'proven', tests: namesOf(passed) };
  }
  return named.length > 0
    ? { id, status: 'open', tests: [], reason: `does not run: ${namesOf(named).join('; ')}` }
    : { id, status: 'open', tests: [] };
}

function problemOf(
  waiver: Waiver,
  known: ReadonlySet<string>,
  earlier: ReadonlyMap<string, Waiver>,
  namedBy: ReadonlyMap<string, readonly TestResult[]>,
  tests: readonly TestResult[],
): string | undefined {
  if (!known.has(waiver.id)) {
    return 'no row has this id';
  }
  if (earlier.has(waiver.id)) {
    return 'it is waived twice';
  }
  if (waiver.reason.trim() === '') {
    return 'it needs a reason';
  }
  if (waiver.test === undefined) {
    return namedBy.get(waiver.id)!.some(({ outcome }) => outcome === 'passed')
      ? undefined
      : 'no passing test is titled with the id, and it names no test that guards it';
  }
  const guards = tests.filter(({ title }) => title === waiver.test);
  return guards.length > 0 && guards.every(({ outcome }) => outcome === 'passed')
    ? undefined
    : `the test that guards it does not pass: ${waiver.test}`;
}

function nameOf({ file, title }: TestResult): string {
  return `${file} > ${title}`;
}

function namesOf(tests: readonly TestResult[]): string[] {
  return [...new Set(tests.map(nameOf))];
}
