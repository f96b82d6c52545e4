import { Resolver } from 'dns/promises';

/** Asked twice, so that one lost packet is no answer. */
export const PATIENCE = { timeout: 2000, tries: 2 };

/** How a resolver says that a name exists not at all, or not with such a record. */
const NO_RECORD = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * The addresses of a name, of both families. By the resolver itself, since `lookup` may answer from a cache of the operating system.
 * @see https://nodejs.org/api/dns.html#implementation-considerations
 */
export async function resolveAddresses(name: string): Promise<string[]> {
  const resolver = new Resolver(PATIENCE);
  const families = await Promise.all([orNone(() => resolver.resolve4(name)), orNone(() => resolver.resolve6(name))]);
  return families.flat();
}

/** What a resolver answers; nothing where it says that there is nothing. */
export async function orNone<T>(resolve: () => Promise<T[]>): Promise<T[]> {
  try {
    return await resolve();
  } catch (error) {
    if (NO_RECORD.has((error as NodeJS.ErrnoException).code ?? '')) {
      return [];
    }
    throw error;
  }
}
