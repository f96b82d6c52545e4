/** @own-packages what is tested. */
import { App } from 'aws-cdk-lib';

test('a file that asks for it has the CDK for itself', () => {
  expect(App).toBeInstanceOf(Function);
});
