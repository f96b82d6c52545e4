export interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly [name: string]: unknown };
}

/** A template and the Region that it is deployed to. */
export interface Template {
  readonly stack: string;
  readonly region: string;
  readonly resources: { readonly [logicalId: string]: Resource };
  /** What other stacks of the Region may import, by the name of the export: references to resources of this one. */
  readonly exports?: { readonly [name: string]: unknown };
}

/** The resources of a type in all templates. */
export function* resourcesOfType(templates: readonly Template[], type: string): Generator<Located> {
  for (const template of templates) {
    for (const [logicalId, resource] of Object.entries(template.resources)) {
      if (resource.Type === type) {
        yield { template, logicalId, properties: resource.Properties ?? {} };
      }
    }
  }
}

/** A resource with its place. */
export interface Located {
  readonly template: Template;
  readonly logicalId: string;
  readonly properties: { readonly [name: string]: unknown };
}

/** How findings name a resource. */
export function nameOf({ template, logicalId }: Located): string {
  return `${template.stack}/${logicalId}`;
}
