import type { App } from 'aws-cdk-lib';
import type { Template } from './templates';
import { stacksOf, templateOf } from '../../support/environment';

/** Every template of an app. */
export function templatesOf(app: App): Template[] {
  return stacksOf(app).map(stack => {
    const { Resources = {}, Outputs = {} } = templateOf(stack).toJSON();
    const exports = Object.values(Outputs as { [id: string]: Output }).flatMap(({ Export, Value }) => Export ? [[Export.Name, Value]] : []);
    return { stack: stack.stackName, region: stack.region, resources: Resources, exports: Object.fromEntries(exports) };
  });
}

interface Output {
  readonly Value: unknown;
  readonly Export?: { readonly Name: string };
}
