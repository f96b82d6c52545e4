import { ServiceError } from '../service-error';

/** A value as DynamoDB types it. */
export type Value = { readonly S: string } | { readonly N: string } | { readonly BOOL: boolean };
export type Item = { readonly [attribute: string]: Value };

/** What the placeholders of an expression stand for. */
export class Placeholders {
  private readonly used = new Set<string>();

  constructor(private readonly names: { readonly [name: string]: string } = {}, private readonly values: { readonly [value: string]: Value } = {}) {}

  public attribute(token: string): string {
    if (!token.startsWith('#')) {
      if (RESERVED.has(token.toUpperCase())) {
        throw validation(`Attribute name is a reserved keyword; reserved keyword: ${token}`);
      }
      return token;
    }
    this.used.add(token);
    return this.names[token] ?? refuse(`An expression attribute name used in the document path is not defined; attribute name: ${token}`);
  }

  public value(token: string): Value {
    this.used.add(token);
    return this.values[token] ?? refuse(`An expression attribute value used in expression is not defined; attribute value: ${token}`);
  }

  /** After all expressions were evaluated. */
  public checkUsed(): void {
    const unused = [...Object.keys(this.names), ...Object.keys(this.values)].find(name => !this.used.has(name));
    if (unused !== undefined) {
      throw validation(`Value provided in ExpressionAttributeNames or ExpressionAttributeValues unused in expressions: ${unused}`);
    }
  }
}

export function validation(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** Negative, zero or positive; nothing for values that have no order, or not the same type. */
export function compareValues(one: Value | undefined, other: Value | undefined): number | undefined {
  if (one === undefined || other === undefined) {
    return undefined;
  }
  if ('N' in one && 'N' in other) {
    return Number(one.N) - Number(other.N);
  }
  if ('S' in one && 'S' in other) {
    return one.S < other.S ? -1 : Number(one.S > other.S);
  }
  return undefined;
}

export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  return one !== undefined && other !== undefined && ('BOOL' in one ? 'BOOL' in other && one.BOOL === other.BOOL : compareValues(one, other) === 0);
}

function refuse(message: string): never {
  throw validation(message);
}

/** Of the reserved words, those that attributes of a state table may be tempted by. */
const RESERVED = new Set([
  'ACTION', 'COMMENT', 'COUNT', 'DATA', 'DATE', 'ITEM', 'ITEMS', 'KEY', 'LAST', 'LOCK', 'MODE', 'NAME', 'OWNER', 'REGION', 'ROLE', 'SOURCE', 'STATE',
  'STATUS', 'TIME', 'TIMESTAMP', 'TTL', 'TYPE', 'USER', 'VALUE', 'VALUES', 'YEAR',
]);
