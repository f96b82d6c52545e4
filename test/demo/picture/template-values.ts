/** Where a template's value stands: what its pseudo parameters mean. */
export interface Place {
  readonly region: string;
}

/**
 * A template's value as text, as far as it is known before deployment; `undefined` as soon as a part is not.
 * Partition and Region are known: `Fn::Join` over them is how ARNs are written.
 */
export function literalOf(value: unknown, place: Place): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') {
    return String(value);
  }
  if (!isRecord(value)) {
    return undefined;
  }
  if (value.Ref === 'AWS::Region') {
    return place.region;
  }
  if (value.Ref === 'AWS::Partition') {
    return 'aws';
  }
  const join = value['Fn::Join'];
  if (!Array.isArray(join)) {
    return undefined;
  }
  const parts = (join[1] as unknown[]).map(part => literalOf(part, place));
  return parts.includes(undefined) ? undefined : parts.join(String(join[0]));
}

/** Whether a value refers to a resource: by its logical id, or by an export of its stack, whose name contains it. */
export function refersTo(value: unknown, logicalId: string): boolean {
  if (typeof value === 'string') {
    return value === logicalId || (value.includes('ExportsOutput') && value.includes(logicalId));
  }
  if (Array.isArray(value)) {
    return value.some(item => refersTo(item, logicalId));
  }
  return isRecord(value) && Object.values(value).some(item => refersTo(item, logicalId));
}

/** The value at a path of property names, each of which may be missing. */
export function valueAt(value: unknown, ...names: string[]): unknown {
  return names.reduce<unknown>((inner, name) => isRecord(inner) ? inner[name] : undefined, value);
}

/** The items of a list; none for anything else. */
export function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
