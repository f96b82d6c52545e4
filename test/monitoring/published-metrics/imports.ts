import type { Template } from './templates';

/**
 * The templates with what each imports from another stack of its Region replaced by what that stack exports, as a reference into that
 * stack. What nobody there exports stays as it is.
 */
export function withImports(templates: readonly Template[]): Template[] {
  return templates.map(template => {
    const exported = new Map(templates.filter(({ region }) => region === template.region).flatMap(({ stack, exports = {} }) =>
      Object.entries(exports).map(([name, value]): [string, unknown] => [name, intoStack(value, stack)])));
    return { ...template, resources: replaced(template.resources, exported) as Template['resources'] };
  });
}

/** The reference of one stack as another would write it, if it could. */
function intoStack(value: unknown, stack: string): unknown {
  const [[key, inner]] = Object.entries(value as object) as [string, unknown][];
  return key === 'Ref' ? { Ref: `${stack}:${inner}` } : { 'Fn::GetAtt': (inner as string[]).map((part, index) => index === 0 ? `${stack}:${part}` : part) };
}

function replaced(document: unknown, exported: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(document)) {
    return document.map(item => replaced(item, exported));
  }
  if (typeof document !== 'object' || document === null) {
    return document;
  }
  const imported = (document as { 'Fn::ImportValue'?: string })['Fn::ImportValue'];
  return imported !== undefined && exported.has(imported)
    ? exported.get(imported)
    : Object.fromEntries(Object.entries(document).map(([key, value]) => [key, replaced(value, exported)]));
}
