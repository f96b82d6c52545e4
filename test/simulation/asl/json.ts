export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A copy without what JSON cannot hold; undefined stays undefined, so that whoever asked can refuse it. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) {
    return Array.from(value, copyOf) as T;
  }
  if (value !== null && typeof value === 'object') {
    const copy: { [name: string]: unknown } = {};
    for (const name of Object.keys(value)) {
      const each = (value as { [name: string]: unknown })[name];
      if (each !== undefined) {
        copy[name] = copyOf(each);
      }
    }
    return copy as T;
  }
  return value;
}
