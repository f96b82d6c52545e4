import areas from './areas.json';

/** What is mutated together, and the tests that must find it. */
export interface Area {
  /** Patterns of files, with `*` for what is no `/`, and `{a,b}` for one of several. */
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

export const AREAS: Readonly<Record<string, Area>> = areas;

/** Whether an area mutates a file, by its path in the project. */
export function mutates({ mutate }: Area, file: string): boolean {
  return mutate.some(pattern => new RegExp(`^${expressionOf(pattern)}$`).test(file));
}

function expressionOf(pattern: string): string {
  return pattern.replace(/[.*{},]/g, sign => ({ '.': '\\.', '*': '[^/]*', '{': '(', '}': ')', ',': '|' })[sign]!);
}
