import { createHash } from 'crypto';
import jsonata from 'jsonata';
import { StateError } from './errors';
import type { Json } from './json';
import { copyOf } from './json';

/** What an expression sees beside its variables. */
export interface Surroundings {
  readonly variables: { readonly [name: string]: unknown };
  readonly now: number;
  readonly random: () => number;
}

/** A field of a definition, compiled: expressions are evaluated, the rest is literal. */
export type Template = (surroundings: Surroundings) => Promise<Json>;

const EXPRESSION = /^\{%([^]*)%\}$/;
/** Plain paths are most of what definitions say, and a path through objects alone means the same read directly. */
const PLAIN_PATH = /^\s*\$([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)\s*$/;
/** Words that are operators of JSONata, never names. */
const OPERATORS = new Set(['and', 'or', 'in', 'true', 'false', 'null']);
const cache = new Map<string, Template>();
const fields = new WeakMap<object, Template>();
const formatter = jsonata('$fromMillis(value, picture, zone)');

export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && EXPRESSION.test(value);
}

/** Compiles a field, once per text. */
export function compile(value: unknown): Template {
  if (isExpression(value)) {
    const known = cache.get(value) ?? expression(EXPRESSION.exec(value)![1]);
    cache.set(value, known);
    return known;
  }
  if (value === null || typeof value !== 'object') {
    return async () => value as Json;
  }
  const known = fields.get(value) ?? (Array.isArray(value) ? list(value) : record(value));
  fields.set(value, known);
  return known;
}

function list(values: readonly unknown[]): Template {
  const items = values.map(compile);
  return async surroundings => {
    const result: Json[] = [];
    for (const item of items) {
      result.push(await item(surroundings));
    }
    return result;
  };
}

function record(value: object): Template {
  const entries = Object.entries(value).map(([name, field]) => [name, compile(field)] as const);
  return async surroundings => {
    const result: { [name: string]: Json } = {};
    for (const [name, field] of entries) {
      result[name] = await field(surroundings);
    }
    return result;
  };
}

function expression(text: string): Template {
  const path = PLAIN_PATH.exec(text);
  const names = path?.[2].split('.').slice(1) ?? [];
  const compiled = compiledOf(text);
  return async surroundings => {
    const direct = path === null || names.some(name => OPERATORS.has(name)) ? undefined : follow(surroundings.variables[path[1]], names);
    return direct ?? evaluate(compiled, text, surroundings);
  };
}

/** Nothing where JSONata has to say what the path means: arrays on the way, and what is not there. */
function follow(start: unknown, names: readonly string[]): Json | undefined {
  let value: unknown = start;
  for (const name of names) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, name)) {
      return undefined;
    }
    value = (value as { [name: string]: unknown })[name];
  }
  return typeof value === 'function' || (Array.isArray(value) && names.length > 0) ? undefined : copyOf(value) as Json | undefined;
}

function compiledOf(text: string): jsonata.Expression {
  try {
    return jsonata(text);
  } catch (error) {
    throw new Error(`"${text}" is not JSONata: ${(error as Error).message}`, { cause: error });
  }
}

async function evaluate(compiled: jsonata.Expression, text: string, surroundings: Surroundings): Promise<Json> {
  let value: unknown;
  try {
    value = await compiled.evaluate(undefined, { ...functionsOf(surroundings), ...surroundings.variables });
  } catch (error) {
    throw new StateError('States.QueryEvaluationError', `"${text}": ${(error as Error).message}`);
  }
  if (value === undefined || typeof value === 'function') {
    throw new StateError('States.QueryEvaluationError', `"${text}" returned nothing that JSON can hold`);
  }
  return copyOf(value) as Json;
}

/** The functions that Step Functions adds to JSONata or changes, on the virtual clock and the seeded random numbers. */
function functionsOf({ now, random }: Surroundings): { [name: string]: unknown } {
  return {
    now: async (picture?: string, zone?: string) =>
      picture === undefined ? new Date(now).toISOString() : formatter.evaluate({ value: now, picture, zone }),
    millis: () => now,
    random: (seed?: number) => seed === undefined ? random() : refuse('$random with a seed'),
    uuid: () => [8, 4, 4, 4, 12].map(length => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')).join('-'),
    range: (first: number, last: number, step: number) =>
      Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step),
    partition: (items: unknown[], size: number) =>
      Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size)),
    hash: (data: string, algorithm: string) => createHash(algorithm.replace('-', '')).update(data).digest('hex'),
    parse: (text: string) => JSON.parse(text),
    // Step Functions has none; JSONata's own would not be seeded.
    eval: () => refuse('$eval'),
    shuffle: () => refuse('$shuffle'),
  };
}

function refuse(what: string): never {
  throw new Error(`${what}: this interpreter does not have it`);
}
