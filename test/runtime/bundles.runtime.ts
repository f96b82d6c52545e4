import { execFileSync } from 'child_process';
import { readdirSync, readFileSync, statSync } from 'fs';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { templateOf, testApp } from '../support/environment';

const ROOT = path.join(__dirname, '..', '..');
const LARGEST_BUNDLE = 60_000;

/** The handlers, each named by its path below `src` without an ending. */
const HANDLERS = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.lambda.ts')).map(file => file.slice(0, -'.lambda.ts'.length)).sort();

function bundleOf(handler: string): string {
  return path.join(ROOT, 'assets', `${handler}.lambda`, 'index.js');
}

test('there are handlers', () => expect(HANDLERS.length).toBeGreaterThan(10));

describe.each(HANDLERS)('%s', handler => {
  test('this Node.js is the Runtime of the function, which is deployed with this bundle', () => {
    const app = testApp();
    // What is uploaded is looked at, where other tests leave it in its place.
    app.node.setContext('aws:cdk:disable-asset-staging', false);
    const stack = new Stack(app, 'Stack');
    const generated = jest.requireActual<{ [name: string]: new (scope: Construct, id: string) => LambdaFunction }>(
      path.join(ROOT, 'src', `${handler}-function.ts`),
    );
    const [create, ...others] = Object.values(generated);
    expect(others).toEqual([]);
    new create(stack, 'Function');
    const [{ Properties }] = Object.values(templateOf(stack).findResources('AWS::Lambda::Function'));
    expect(Properties).toMatchObject({ Runtime: `nodejs${process.versions.node.split('.')[0]}.x`, Handler: 'index.handler' });
    const asset = path.join(app.synth().directory, `asset.${path.basename(Properties.Code.S3Key, '.zip')}.lambda`);
    expect(readFileSync(path.join(asset, 'index.js'))).toEqual(readFileSync(bundleOf(handler)));
  });

  test('its bundle loads as Lambda loads it, and exports the handler', () => {
    const program = 'process.stdout.write(process.version + " " + typeof require(process.argv[1]).handler)';
    expect(execFileSync(process.execPath, ['-e', program, bundleOf(handler)], { encoding: 'utf8' })).toBe(`${process.version} function`);
  });

  test('its bundle holds no SDK: the runtime brings it along', () => {
    expect(statSync(bundleOf(handler)).size).toBeLessThan(LARGEST_BUNDLE);
  });
});
