/** Says that nobody took what was to be told. */
export class NobodyTold extends Error {
  public readonly name = 'NobodyTold';

  constructor(regions: readonly string[], causes: readonly unknown[]) {
    super(`${regions.join(', ')} did not take the observations`, { cause: causes[0] });
  }
}

/**
 * Tells each Region for itself, side by side: one that is lost must not keep the other from being told, since that is the one that decides.
 *
 * @throws NobodyTold when none took it
 */
export async function tellEach(regions: readonly string[], tell: (region: string) => Promise<void>, log: (entry: object) => void): Promise<void> {
  const results = await Promise.allSettled(regions.map(tell));
  const causes = results.flatMap((result, index) => {
    if (result.status === 'fulfilled') {
      return [];
    }
    log({ message: 'region not told', region: regions[index], cause: String(result.reason) });
    return [result.reason];
  });
  if (causes.length === regions.length) {
    throw new NobodyTold(regions, causes);
  }
}
