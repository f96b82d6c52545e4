/** A value that a template takes from a resource. */
export interface Reference {
  /** Absent for the template's own. */
  readonly stack?: string;
  readonly logicalId: string;
  /** Absent for `Ref`. */
  readonly attribute?: string;
}

const PLACEHOLDER = /\$\{([^}]+)\}/g;
const REFERENCE = /^(?:([\w-]+):(?!:))?([^.]+)(?:\.(.+))?$/;

/**
 * A value of a template as one text: what only the deployment knows stands there as `${LogicalId}` or `${LogicalId.Attribute}`, the
 * Region of the stack as its name.
 */
export function textOf(value: unknown, region: string): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const [[key, inner]] = Object.entries(value) as [string, unknown][];
  switch (key) {
    case 'Fn::Join': {
      const [separator, parts] = inner as [string, unknown[]];
      return parts.map(part => textOf(part, region)).join(separator);
    }
    case 'Fn::GetAtt':
      return `\${${(inner as string[]).join('.')}}`;
    case 'Ref':
      return inner === 'AWS::Region' ? region : `\${${inner}}`;
    default:
      return `\${${key}}`;
  }
}

/** The resource that a text names, if it is nothing but its reference. */
export function referenceIn(text: string): Reference | undefined {
  const [match, ...more] = [...text.matchAll(PLACEHOLDER)];
  if (!match || more.length > 0 || match[0] !== text) {
    return undefined;
  }
  const [, stack, logicalId, attribute] = REFERENCE.exec(match[1])!;
  return { stack, logicalId, attribute };
}
