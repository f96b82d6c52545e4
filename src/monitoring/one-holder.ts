import type { IConstruct } from 'constructs';

/** What there is once, each with whoever has it, by what it is once of. */
const TAKEN = new WeakMap<IConstruct, Map<string, IConstruct>>();

/**
 * Takes what there is once of a topology, or of an app, however many `DrMonitoring` watch it.
 *
 * @param of what it is once of
 * @param owner who would have it
 * @returns who has it: the owner, or whoever came before
 */
export function holderOf(of: IConstruct, what: string, owner: IConstruct): IConstruct {
  const taken = TAKEN.get(of) ?? new Map<string, IConstruct>();
  TAKEN.set(of, taken);
  const holder = taken.get(what) ?? owner;
  taken.set(what, holder);
  return holder;
}
