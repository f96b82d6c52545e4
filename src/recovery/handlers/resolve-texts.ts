import { Resolver } from 'dns/promises';
import { orNone, PATIENCE } from './resolve-addresses';

/** The texts of a name, each in one piece. DNS tells longer ones than 255 bytes in several. */
export async function resolveTexts(name: string): Promise<string[]> {
  const texts = await orNone(() => new Resolver(PATIENCE).resolveTxt(name));
  return texts.map(pieces => pieces.join(''));
}
