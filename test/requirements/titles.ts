const ID = '[A-Z][A-Z0-9]*-\\d+';
const CLAIM = new RegExp(`^(${ID}(?:, ?${ID})*): \\S`);
const LIKE_A_CLAIM = new RegExp(`^${ID}\\s*[,:]`);
const BEGINS_WITH_AN_ID = /^([A-Za-z][A-Za-z0-9]*)-\d+/;

/** What a test title claims. */
export interface Claim {
  /** Ids at the beginning of the title, each once, whether or not such rows exist. */
  readonly ids: readonly string[];
  /** Why the title cannot be read, when it begins with an id but not in the agreed form. */
  readonly problem?: string;
}

/**
 * Reads the ids that a test title begins with: `NET-03: ...`, or `NET-03, OPS-14: ...`.
 *
 * A title that merely looks like a claim must not pass silently, since its row would stay open unnoticed. Words such as
 * `SHA-256` are told apart by their area, which no row has.
 *
 * @param areas the areas that the table knows, e.g. `NET`
 */
export function readTitle(title: string, areas: ReadonlySet<string>): Claim {
  const text = title.trim();
  const claim = CLAIM.exec(text);
  if (claim) {
    return { ids: [...new Set(claim[1].split(/, ?/))] };
  }
  const area = BEGINS_WITH_AN_ID.exec(text)?.[1].toUpperCase();
  if (area !== undefined && (areas.has(area) || LIKE_A_CLAIM.test(text))) {
    return { ids: [], problem: 'begins with an id but not in the form "NET-03: ..." or "NET-03, OPS-14: ..."' };
  }
  return { ids: [] };
}

/** The area of a row id: `NET` of `NET-03`. */
export function areaOf(id: string): string {
  return id.slice(0, id.lastIndexOf('-'));
}
