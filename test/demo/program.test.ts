import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { AppProps } from 'aws-cdk-lib';
import { App, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { run } from './program';
import { optionsOf } from './simulation/options';
import { COLUMNS } from './text';

/** The engine of CloudFormation's rules takes seconds to load. */
jest.setTimeout(180_000);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'demo-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

interface Result {
  readonly exitCode: number;
  readonly lines: string[];
  readonly output: string;
}

async function runOn(buildApp: (props: AppProps) => App): Promise<Result> {
  const lines: string[] = [];
  const exitCode = await run({
    buildApp,
    outputFolder: path.join(folder, 'demo-out'),
    workingFolder: folder,
    now: () => 0,
    print: line => lines.push(line),
    terminal: { isTTY: false, columns: COLUMNS, hasColours: false, write: text => lines.push(...text.trimEnd().split('\n')), wait: async () => {} },
    options: optionsOf([]),
  });
  return { exitCode, lines, output: lines.join('\n') };
}

function twoStacks(props: AppProps, more: (stack: Stack) => void = () => {}): App {
  const app = new App({ analyticsReporting: false, ...props });
  for (const region of ['eu-west-1', 'eu-central-1']) {
    const stack = new Stack(app, `Own-${region}`, { env: { account: '111111111111', region } });
    new ssm.CfnParameter(stack, 'Parameter', { type: 'String', value: 'value' });
    more(stack);
  }
  return app;
}

describe('an app without a fault', () => {
  const stderr = jest.spyOn(process.stderr, 'write');
  let result: Result;
  beforeAll(async () => {
    fs.mkdirSync(path.join(folder, 'demo-out'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'demo-out', 'stale.json'), '');
    result = await runOn(twoStacks);
  });

  test('ends with exit code 0, and the validators have really looked at it', () => {
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result.lines).toContainEqual(expect.stringMatching(/^ {2}CloudFormation: \d{3} rules on 2 templates$/));
    expect(result.lines).toContainEqual(expect.stringMatching(/^ {2}AwsSolutions: \d+ checks on 2 resources$/));
    expect(result.lines).toContainEqual(expect.stringMatching(/^ {2}NIST\.800\.53\.R5: \d+ checks on 2 resources$/));
    expect(result.lines[result.lines.length - 1]).toBe('All checks passed.');
  });

  test('is written to the output folder, where nothing is left of an earlier run', () => {
    expect(fs.readdirSync(path.join(folder, 'demo-out'))).toEqual(['cdk.out', 'dashboards.html', 'topology.svg']);
    expect(result.lines).toContainEqual(expect.stringMatching(/^ {2}demo-out\/topology\.svg {2}/));
    expect(result.lines).toContainEqual(expect.stringMatching(/^ {2}demo-out\/dashboards\.html {2}/));
  });

  test('is told in lines that fit, and nothing else is printed', () => {
    expect(result.lines.filter(line => line.length > COLUMNS)).toEqual([]);
    expect(stderr).not.toHaveBeenCalled();
  });
});

describe('an app with faults', () => {
  let result: Result;
  beforeAll(async () => {
    result = await runOn(props => twoStacks(props, stack => {
      new sns.CfnTopic(stack, 'Topic');
      if (stack.region === 'eu-west-1') {
        new ec2.CfnSubnet(stack, 'Subnet', { vpcId: 'vpc-0123456789abcdef0', cidrBlock: '10.0.0.0/24', availabilityZone: 'eu-west-1a' });
        ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: 'vpc-1' });
        Validations.of(stack).addWarning('own:advice', 'Think twice');
        Validations.of(stack.node.findChild('Topic')).acknowledge({ id: 'AwsSolutions-SNS3', reason: 'A test' });
      }
    }));
  });

  test('ends with exit code 1', () => {
    expect(result.exitCode).toBe(1);
    expect(result.output).toContain('FAILED: ');
  });

  test('shows what breaks a rule of cdk-nag, and not what is acknowledged', () => {
    expect(result.lines).toContainEqual(expect.stringMatching(/^AwsSolutions-SNS3 +AwsSolutions, error$/));
    expect(result.lines.filter(line => line === '  at Own-eu-central-1/Topic')).toHaveLength(2);
    expect(result.lines.filter(line => line === '  at Own-eu-west-1/Topic')).toHaveLength(1);
  });

  test('shows what breaks a rule of NIST 800-53 R5', () => {
    expect(result.lines).toContainEqual(expect.stringMatching(/^NIST\.800\.53\.R5-SNSEncryptedKMS +NIST\.800\.53\.R5, error$/));
  });

  test('counts a warning of CloudFormation\'s rules as a fault', () => {
    expect(result.lines).toContainEqual(expect.stringMatching(/^W3010 +CloudFormation Validate, warning$/));
    expect(result.lines).toContain('  at Own-eu-west-1/Subnet (Properties.AvailabilityZone)');
  });

  test('shows values that would have to be looked up in an account', () => {
    expect(result.lines).toContainEqual(expect.stringMatching(/^missing-context /));
  });

  test('shows warnings of constructs and rules set aside beside the faults', () => {
    expect(result.lines).toEqual(expect.arrayContaining(['  own:advice', '    Think twice', '  AwsSolutions-SNS3', '    A test']));
  });

  test('is drawn and written all the same', () => {
    expect(fs.readdirSync(path.join(folder, 'demo-out'))).toEqual(['cdk.out', 'dashboards.html', 'topology.svg']);
  });
});

test('an app that cannot be built shows the message and the project\'s own frames, not those of libraries', async () => {
  const { exitCode, lines, output } = await runOn(() => {
    throw new TypeError('primary.cidr overlaps');
  });

  expect(exitCode).toBe(1);
  expect(lines).toContain('  TypeError: primary.cidr overlaps');
  expect(output).toMatch(/ at .*program\.test\.ts/);
  expect(output).not.toContain('node_modules');
});
