/** A range of IPv4 addresses. */
export interface CidrRange {
  readonly first: number;
  /** The number of fixed leading bits. */
  readonly prefix: number;
}

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Reads `10.0.0.0/16`. An address inside the range stands for the range. Undefined when the text is not a CIDR block. */
export function parseCidr(text: string): CidrRange | undefined {
  const match = CIDR.exec(text);
  if (!match) {
    return undefined;
  }
  const [a, b, c, d, prefix] = match.slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) {
    return undefined;
  }
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  return { first: address - address % size(prefix), prefix };
}

/** Writes a range as `10.0.0.0/16`. */
export function formatCidr({ first, prefix }: CidrRange): string {
  const octets = [3, 2, 1, 0].map(place => Math.floor(first / 256 ** place) % 256);
  return `${octets.join('.')}/${prefix}`;
}

export function cidrsOverlap(one: CidrRange, other: CidrRange): boolean {
  return one.first < other.first + size(other.prefix) && other.first < one.first + size(one.prefix);
}

/** Whether a range lies wholly inside another, or is the same. */
export function cidrContains(outer: CidrRange, inner: CidrRange): boolean {
  return outer.prefix <= inner.prefix && cidrsOverlap(outer, inner);
}

/** The range at a place, counted from 0, among the equal parts of a prefix length that a range divides into. */
export function partOf(range: CidrRange, prefix: number, place: number): CidrRange {
  return { first: range.first + place * size(prefix), prefix };
}

function size(prefix: number): number {
  return 2 ** (32 - prefix);
}
