import * as path from 'path';
import { App, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { loadScript } from './project-files';

interface Script {
  stacksOf(assembly: string): { region: string; template: string }[];
}

const { stacksOf } = loadScript<Script>('assembly-stacks.js');

function stackIn(scope: App | Stage, region?: string): void {
  const stack = new Stack(scope, region ?? 'AnyRegion', { env: { account: '111111111111', region } });
  new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' });
}

test('OPS-13: cfn-lint is given every stack of an assembly, those of stages included, with its Region', () => {
  const app = new App();
  stackIn(app, 'eu-west-1');
  const stage = new Stage(app, 'Prod');
  stackIn(stage, 'eu-west-1');
  stackIn(new Stage(stage, 'Inner'), 'eu-central-1');

  const stacks = stacksOf(app.synth().directory).map(({ region, template }) => [region, path.basename(template)]);
  expect(stacks.sort()).toEqual([
    ['eu-central-1', expect.stringMatching(/^ProdInnereucentral1.*\.template\.json$/)],
    ['eu-west-1', expect.stringMatching(/^Prodeuwest1.*\.template\.json$/)],
    ['eu-west-1', 'eu-west-1.template.json'],
  ]);
});

test('OPS-13: a stack that names no Region is refused, not left out', () => {
  const app = new App();
  stackIn(app);
  expect(() => stacksOf(app.synth().directory)).toThrow('stack AnyRegion names no Region');
});
