import { Resolver } from 'dns/promises';

/** Asked twice, so that one lost packet is no answer. */
const PATIENCE = { timeout: 2000, tries: 2 };

/** How a resolver says that a name exists not at all, or not with such an address. */
const NO_ADDRESS = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * The addresses of a name, of both families. By the resolver itself, since `lookup` may answer from a cache of the operating system.
 * @see https://nodejs.org/api/dns.html#implementation-considerations
 */
export async function resolveAddresses(name: string): Promise<string[]> {
  const resolver = new Resolver(PATIENCE);
  const families = await Promise.all([orNone(() => resolver.resolve4(name)), orNone(() => resolver.resolve6(name))]);
  return families.flat();
}

async function orNone(resolve: () => Promise<string[]>): Promise<string[]> {
  try {
    return await resolve();
  } catch (error) {
    if (NO_ADDRESS.has((error as NodeJS.ErrnoException).code ?? '')) {
      return [];
    }
    throw error;
  }
}
