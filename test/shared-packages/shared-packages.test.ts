import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { physicalName } from '../../src/topology/names';

// Every context has a `Function` of its own: what is no instance of this one was loaded outside.
test('the CDK is loaded outside, sources are loaded for each file', () => {
  expect(App).not.toBeInstanceOf(Function);
  expect(physicalName).toBeInstanceOf(Function);
});

test('an error of the CDK is an error, and of its own kind', () => {
  const thrown = (fails: () => unknown) => { try { return fails(); } catch (error) { return error; } };
  const error = thrown(() => Duration.seconds(-1));
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(TypeError);
  expect({ message: 'looks like one' }).not.toBeInstanceOf(Error);
  expect(thrown(() => { throw new TypeError(); })).toBeInstanceOf(TypeError);
});

test('the CDK knows a date', () => {
  const stack = new Stack(new App());
  stack.templateOptions.metadata = { at: new Date(0) };
  expect(Template.fromStack(stack).toJSON().Metadata).toEqual({ at: '1970-01-01T00:00:00.000Z' });
});
