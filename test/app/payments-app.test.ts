import { paymentsApp } from './payments-app';
import { stacksOf, templateOf } from '../support/environment';

const app = paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } });

/** Assets are named by a digest of their contents, which other tests look at. */
function withoutDigests(template: object): object {
  return JSON.parse(JSON.stringify(template).replace(/\b[0-9a-f]{64}\b/g, 'DIGEST'));
}

test.each(stacksOf(app).map(stack => [stack.stackName, stack] as const))('OPS-13: the template of %s is that of the snapshot', (_name, stack) => {
  expect(withoutDigests(templateOf(stack).toJSON())).toMatchSnapshot();
});
