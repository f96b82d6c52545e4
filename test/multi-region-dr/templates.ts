import type { App } from 'aws-cdk-lib';
import type { Templates } from './template-rules';
import { stacksOf, templateOf } from '../support/environment';

/** Every template of an app, by the id of its stack. */
export function templatesOf(app: App): Templates {
  return Object.fromEntries(stacksOf(app).map(stack => [stack.node.id, templateOf(stack).toJSON()]));
}
