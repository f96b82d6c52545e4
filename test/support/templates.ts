import type { App, Stack } from 'aws-cdk-lib';
import { stacksOf, templateOf } from './environment';

/** A resource of a template, as CloudFormation will read it. */
export interface TemplateResource {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: { [name: string]: unknown };
}

/** Every resource of every template of an app. */
export function resourcesOf(app: App): TemplateResource[] {
  return stacksOf(app).flatMap(stack => Object.entries<{ Type: string; Properties?: object }>(templateOf(stack).toJSON().Resources ?? {})
    .map(([logicalId, { Type, Properties }]) => ({ stack, logicalId, type: Type, properties: { ...Properties } })));
}

/** Every value of a JSON document, with the property that holds it. */
export function* valuesOf(document: unknown, property = ''): Generator<[string, unknown]> {
  yield [property, document];
  if (Array.isArray(document)) {
    for (const item of document) {
      yield* valuesOf(item, property);
    }
  } else if (document && typeof document === 'object') {
    for (const [key, value] of Object.entries(document)) {
      yield* valuesOf(value, key);
    }
  }
}
