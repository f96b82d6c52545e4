/** @own-packages a runtime that is made is one of all that the CDK knows, from then on: cdk-nag would ask for it elsewhere. */
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DrTopology } from '../../src';
import { createdTopology, testApp } from '../support/environment';

const { NODEJS, PYTHON } = lambda.RuntimeFamily;

test.each([
  ['an earlier one', lambda.Runtime.NODEJS_22_X, 'nodejs22.x'],
  ['that of another language', lambda.Runtime.PYTHON_3_13, 'python3.13'],
  ['one that has only the name', new lambda.Runtime('nodejs24.x', PYTHON), 'nodejs24.x'],
  ['one that has only the family', new lambda.Runtime('nodejs24.x-beta', NODEJS), 'nodejs24.x-beta'],
  ['one whose name only ends like it', new lambda.Runtime('own-nodejs24.x', NODEJS), 'own-nodejs24.x'],
])('a runtime in which the functions would not run is refused: %s', (_, functionRuntime, value) => {
  expect(() => createdTopology(testApp(), { functionRuntime })).toThrow(`[Payments] functionRuntime = "${value}": the functions of this library are `
    + 'JavaScript, built for Node.js 24. Give nodejs24.x or a later one, for example lambda.Runtime.NODEJS_24_X, or leave it out.');
});

test('the runtime that they are built for may be written out', () => {
  expect(createdTopology(testApp(), { functionRuntime: lambda.Runtime.NODEJS_24_X })).toBeInstanceOf(DrTopology);
});
