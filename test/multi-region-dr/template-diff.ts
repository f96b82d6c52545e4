import type { Templates } from './template-rules';

/** What differs between two synths of an app: resources that come and go, and every property with both of its values. */
export function templateDiff(before: Templates, after: Templates): string[] {
  return diff('', resources(before), resources(after)).sort();
}

function resources(templates: Templates): { [name: string]: unknown } {
  return Object.fromEntries(Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources ?? {}).map(([logicalId, resource]) => [`${stack}/${logicalId}`, resource])));
}

function diff(path: string, before: unknown, after: unknown): string[] {
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .flatMap(key => diff(path === '' ? key : `${path} ${key}`, before[key], after[key]));
  }
  return before === after ? [] : [`${path}: ${text(before)} -> ${text(after)}`];
}

/** Lists too: their elements are compared by position. */
function isObject(value: unknown): value is { [key: string]: unknown } {
  return value !== null && typeof value === 'object';
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
