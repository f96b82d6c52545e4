import { ConfigurationError } from '../../src/topology/configuration-error';
import type { Rejection } from '../../src/topology/configuration-error';

/**
 * One input that is refused, and the error that says so, whole: a test compares the thrown message with these parts, and
 * `docs/errors.md` is written from them.
 */
export interface BadInput<T> extends Rejection {
  /** What is wrong, in the user's words: "a burstable class". Unique in its table. */
  readonly title: string;
  /** The options that are refused. Either these or `make`. */
  readonly options?: T;
  /** Does what is refused, where options alone do not show it: another network, a call on a handle, a synthesis. */
  readonly make?: () => unknown;
  /** The construct path that the error names, where it is not the table's. */
  readonly path?: string;
}

/** The inputs that one construct refuses. */
export interface BadInputs<T> {
  /** The construct as users know it, e.g. `GlobalSessionTable`. A heading of `docs/errors.md`. */
  readonly construct: string;
  /** Rows of the requirements that the table proves, e.g. `TBL-03, TBL-08`; they open the title of the tests. */
  readonly requirements?: string;
  /** The construct path that the errors name, e.g. `Payments/sessions`. */
  readonly path: string;
  /** Gives options to the construct. */
  readonly make: (options: T) => unknown;
  readonly inputs: readonly BadInput<T>[];
}

/** A table whose options are bound to its construct, so that tables of all constructs can stand in one list. */
export interface BadInputTable {
  readonly construct: string;
  readonly requirements?: string;
  readonly entries: readonly BadInputEntry[];
}

/** An input that is refused, ready to be tried. */
export interface BadInputEntry extends Rejection {
  readonly title: string;
  readonly path: string;
  /** The whole message that the error must have. */
  readonly message: string;
  readonly provoke: () => unknown;
}

/** Binds a table's options to its construct. */
export function badInputs<T>({ construct, requirements, path, make, inputs }: BadInputs<T>): BadInputTable {
  return { construct, requirements, entries: inputs.map(input => entryOf(input, path, make)) };
}

function entryOf<T>(input: BadInput<T>, tablePath: string, makeFrom: (options: T) => unknown): BadInputEntry {
  const { title, options, make, path = tablePath, ...rejection } = input;
  const { prop, value, rule, remedy } = rejection;
  if ((options === undefined) === (make === undefined)) {
    throw new Error(`"${title}": give either options or make`);
  }
  const subject = value === undefined ? prop : `${prop} = ${value}`;
  return {
    ...rejection,
    title,
    path,
    message: `[${path}] ${subject}: ${rule}. ${remedy}.`,
    provoke: make ?? (() => makeFrom(options!)),
  };
}

/** Declares one test per input: it is refused with a `ConfigurationError` of exactly the message that the table says. */
export function describeBadInputs(table: BadInputTable): void {
  const claim = table.requirements === undefined ? '' : `${table.requirements}: `;
  describe(`${claim}${table.construct} refuses, with path, prop, value, limit and remedy`, () => {
    test.each(table.entries.map(entry => [entry.title, entry] as const))('%s', (_, { provoke, message }) => {
      const error = thrownBy(provoke);
      expect(error).toBeInstanceOf(ConfigurationError);
      expect((error as Error).message).toBe(message);
    });
  });
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return 'nothing: the input was accepted';
}
