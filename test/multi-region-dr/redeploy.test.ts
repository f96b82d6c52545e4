/** @own-packages the CDK must see the clock, the chance and the shell of these tests. */
import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { runTimeReads } from './run-time-reads';
import type { Templates } from './template-rules';
import { templatesOf } from './templates';
import { paymentsApp } from '../app/payments-app';
import { projectFile } from '../project/project-files';

const CONTEXT = { 'aws:cdk:bundling-stacks': [] };

/** Where and when somebody synthesises. */
interface Surroundings { readonly now: string; readonly chance: number; readonly region: string }

const BEFORE: Surroundings = { now: '2026-01-31T08:00:00Z', chance: 0.1, region: 'us-east-1' };
/** The same team, days after a failover, in a shell that points to the Region that took over. */
const AFTER: Surroundings = { now: '2026-03-01T23:59:59Z', chance: 0.9, region: 'us-west-2' };

/** The bytes of all templates that an app writes in some surroundings. */
function written(app: () => App, { now, chance, region }: Surroundings): { [stack: string]: string } {
  jest.useFakeTimers({ now: new Date(now) });
  jest.spyOn(Math, 'random').mockReturnValue(chance);
  jest.replaceProperty(process, 'env', { ...process.env, AWS_REGION: region, AWS_DEFAULT_REGION: region, CDK_DEFAULT_REGION: region, ACTIVE_REGION: region });
  try {
    return Object.fromEntries(app().synth().stacks.map(stack => [stack.stackName, readFileSync(stack.templateFullPath, 'utf8')]));
  } finally {
    jest.restoreAllMocks();
    jest.useRealTimers();
  }
}

/** All stacks, and those whose templates differ. */
function synthesisedTwice(app: () => App): { stacks: string[]; changed: string[] } {
  const [before, after] = [written(app, BEFORE), written(app, AFTER)];
  const stacks = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return { stacks, changed: stacks.filter(stack => before[stack] !== after[stack]) };
}

describe('law 2: templates are the same bytes at every synthesis', () => {
  test('whatever the time, the shell and the chance', () => {
    const { stacks, changed } = synthesisedTwice(() => paymentsApp({ context: CONTEXT }));
    expect(changed).toEqual([]);
    expect(stacks.length).toBeGreaterThan(10);
  });

  test.each<[string, () => string | undefined]>([
    ['the time', () => new Date().toISOString()],
    ['chance', () => String(Math.random())],
    ['the shell', () => process.env.AWS_REGION],
  ])('%s in a template is noticed', (_what, value) => {
    const { changed } = synthesisedTwice(() => {
      const app = new App({ analyticsReporting: false });
      new CfnResource(new Stack(app, 'Seed'), 'Resource', { type: 'AWS::Test::Seed', properties: { Value: value() } });
      return app;
    });
    expect(changed).toEqual(['Seed']);
  });

  test('and nothing is looked up in an account', () => {
    expect(paymentsApp({ context: CONTEXT }).synth().manifest.missing).toBeUndefined();
  });

  test('because what synthesises asks for neither time, chance, shell nor context', () => {
    const sources = readdirSync(projectFile('src'), { recursive: true, encoding: 'utf8' })
      // What runs in AWS asks for all of it.
      .filter(file => file.endsWith('.ts') && !/\.lambda\.ts$|(^|\/)handlers\//.test(file));
    expect(sources.length).toBeGreaterThan(50);
    const asking = sources.filter(file => ASKS.test(codeOf(readFileSync(path.join(projectFile('src'), file), 'utf8'))));
    expect(asking).toEqual([]);
  });

  test.each(['Date.now()', 'new Date()', 'new Date', 'Math.random()', 'randomUUID()', 'process.env.AWS_REGION', 'scope.node.tryGetContext(name)'])(
    '%s would be noticed', code => {
      expect(codeOf(`const value = ${code}; // a comment`)).toMatch(ASKS);
      expect(codeOf(`/** ${code} */ const value = '${code}'; // ${code}`)).not.toMatch(ASKS);
    });

  test('a time that was given may be written as a date', () => {
    expect(codeOf('new Date(now).toISOString()')).not.toMatch(ASKS);
  });
});

/** A source without its comments and its plain strings. */
function codeOf(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|(?<!:)\/\/.*$/gm, '');
}

/** A date of an argument is arithmetic: it asks nobody for the time. */
const ASKS = /\bDate\.now\(|\bnew Date\b(?!\(\s*[^\s)])|\bMath\.random\(|\brandom(?:UUID|Bytes|Int)\(|\bprocess\.env\b|\b(?:try)?[gG]et(?:All)?Context\(/;

describe('law 2: no template reads at deployment what a failover changes', () => {
  test('in the payments service', () => {
    expect(runTimeReads(templatesOf(paymentsApp({ context: CONTEXT })))).toEqual([]);
  });

  test.each<[string, object]>([
    ['parameter Region', { Parameters: { Region: { Type: 'String' } } }],
    ['parameter State', { Parameters: { State: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/recovery/state' } } }],
    ['dynamic reference to ssm', { Resources: { Seed: { Type: 'A::B::C', Properties: { Value: '{{resolve:ssm:/recovery/state}}' } } } }],
    ['dynamic reference to ssm-secure', { Resources: { Seed: { Type: 'A::B::C', Properties: { Value: '{{resolve:ssm-secure:/recovery/state}}' } } } }],
    ['name ACTIVE_REGION', { Resources: { Seed: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { ACTIVE_REGION: 'us-west-2' } } } } } }],
    ['name current-role', { Resources: { Seed: { Type: 'A::B::C', Properties: { Tags: [{ Key: 'current-role', Value: 'writer' }] } } } }],
    ['name isWriter', { Outputs: { isWriter: { Value: 'true' } } }],
    ['custom resource Seed asks for a role', {
      Resources: { Seed: { Type: 'Custom::AWS', Properties: { Create: '{"action":"DescribeGlobalClusters","outputPaths":["GlobalClusters.0.FailoverState"]}' } } },
    }],
    ['custom resource Seed asks for a role', {
      Resources: {
        Seed: { Type: 'AWS::CloudFormation::CustomResource', Properties: {} },
        User: { Type: 'A::B::C', Properties: { Value: { 'Fn::GetAtt': ['Seed', 'GlobalClusters.0.GlobalClusterMembers.0.IsWriter'] } } },
      },
    }],
  ])('%s is noticed', (read, template) => {
    expect(runTimeReads({ seed: template } as Templates)).toEqual([`seed: ${read}`]);
  });

  test('the role that a Region has by design is let pass', () => {
    const tagged = { Type: 'A::B::C', Properties: { Tags: [{ Key: 'region-role', Value: 'primary' }], Failover: 'PRIMARY' } };
    expect(runTimeReads({ seed: { Resources: { tagged } } })).toEqual([]);
  });
});
