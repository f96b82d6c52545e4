import { Aws, Fn, Lazy, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { DrTopology, StackLayer } from '../../src';
import { AURORA_GLOBAL_DATABASE, requireService } from '../../src/topology/region-services';
import { ACCOUNT, createdTopology, PRIMARY, SECONDARY, testApp } from '../support/environment';

const PAIR = { account: ACCOUNT, primary: { region: PRIMARY }, secondary: { region: SECONDARY } };

describe('inputs that no two-Region topology can have', () => {
  test.each<[string, object, string]>([
    ['the same Region twice', { secondary: { region: PRIMARY } },
      '[Payments] secondary.region = "eu-west-1": it equals primary.region'],
    ['a witness that is one of the pair', { witnessRegion: SECONDARY },
      '[Payments] witnessRegion = "eu-central-1": it equals secondary.region'],
    ['no primary Region', { primary: { region: undefined } }, '[Payments] primary.region = not given'],
    ['an empty secondary Region', { secondary: { region: '' } }, '[Payments] secondary.region = not given'],
    ['no account', { account: undefined }, '[Payments] account = not given'],
    ['a snapshot as removal policy', { removalPolicy: RemovalPolicy.SNAPSHOT }, '[Payments] removalPolicy = "snapshot": CloudFormation takes no snapshot'],
    ['a tag of the library', { tags: { 'dr-role': 'mine' } }, '[Payments] tags["dr-role"] = "mine": the library sets this tag itself'],
    ['a zone of another Region', { primary: { region: PRIMARY, availabilityZones: ['eu-west-1a', 'eu-central-1a'] } },
      '[Payments] primary.availabilityZones = [eu-west-1a, eu-central-1a]: "eu-central-1a" is given twice or is not a zone of eu-west-1'],
    ['a zone given twice', { secondary: { region: SECONDARY, availabilityZones: ['eu-central-1a', 'eu-central-1a'] } },
      '[Payments] secondary.availabilityZones = [eu-central-1a, eu-central-1a]: "eu-central-1a" is given twice'],
    ['an unknown Region', { primary: { region: 'eu-west-9' } },
      '[Payments] primary.region = "eu-west-9": this is not a Region that the installed aws-cdk-lib knows'],
    ['an unknown witness Region', { witnessRegion: 'nowhere-1' }, '[Payments] witnessRegion = "nowhere-1": this is not a Region'],
    ['a Region known only at deployment', { primary: { region: Aws.REGION } }, '[Payments] primary.region = not known at synthesis'],
    ['Regions of two partitions', { secondary: { region: 'cn-north-1' } },
      '[Payments] secondary.region = "cn-north-1": the Regions are in different partitions (aws, aws-cn)'],
    ['an account known only at deployment', { account: Aws.ACCOUNT_ID }, '[Payments] account = not known at synthesis'],
    ['an account alias', { account: 'production' }, '[Payments] account = "production"'],
    ['an empty account', { account: '' }, '[Payments] account = not given'],
    ['an account of 13 digits', { account: '1'.repeat(13) }, '[Payments] account = "1111111111111": names and ARNs'],
    ['an account of 11 digits', { account: '1'.repeat(11) }, '[Payments] account = "11111111111": names and ARNs'],
    ['an environment name with a hyphen', { environmentName: 'pre-prod' }, '[Payments] environmentName = "pre-prod"'],
    ['an environment name that begins with a digit', { environmentName: '1st' }, '[Payments] environmentName = "1st"'],
    ['an environment name that is too long', { environmentName: 'a'.repeat(17) }, '1 to 16 lower-case letters or digits'],
    ['an application name with an underscore', { applicationName: 'pay_ments' }, '[Payments] applicationName = "pay_ments"'],
    ['an application name that is too long', { applicationName: 'a'.repeat(41) }, '1 to 40 letters, digits or hyphens'],
  ])('OPS-10: %s is refused', (_case, wrong, message) => {
    expect(() => new DrTopology(testApp(), 'Payments', { ...PAIR, ...wrong })).toThrow(message);
  });

  test('OPS-10: every error says what to write instead', () => {
    expect(() => new DrTopology(testApp(), 'Payments', { ...PAIR, secondary: { region: PRIMARY } }))
      .toThrow(/Choose a different Region\.$/);
  });

  test('OPS-10: errors have a stable name', () => {
    expect(() => new DrTopology(testApp(), 'Payments', { ...PAIR, account: 'x' }))
      .toThrow(expect.objectContaining({ name: 'ConfigurationError' }));
  });

  test('OPS-10: a Region that lacks a needed service is refused by name', () => {
    const topology = createdTopology(testApp(), { primary: { region: 'us-gov-west-1' }, secondary: { region: 'us-gov-east-1' } });
    expect(() => requireService(topology, 'primary.region', 'us-gov-west-1', AURORA_GLOBAL_DATABASE))
      .toThrow('primary.region = "us-gov-west-1": the Region has no Aurora global database');
    expect(() => requireService(topology, 'primary.region', PRIMARY, AURORA_GLOBAL_DATABASE)).not.toThrow();
  });

  test('OPS-10: health checks outside the partition aws are refused', () => {
    const topology = createdTopology(testApp(), { primary: { region: 'cn-north-1' }, secondary: { region: 'cn-northwest-1' } });
    expect(() => topology.globalStack).toThrow('supported in partition "aws", not in "aws-cn"');
  });
});

describe('the primary Region in us-east-1', () => {
  /** The warnings that CDK prints: those below a stack. */
  function warningsOf(region: string): string[] {
    const app = testApp();
    const topology = new DrTopology(app, 'Payments', { ...PAIR, primary: { region } });
    topology.secondary.stack(StackLayer.FOUNDATION);
    const stacks = [StackLayer.FOUNDATION, StackLayer.DATA].map(layer => topology.primary.stack(layer));
    return stacks.flatMap(stack => Annotations.fromStack(stack).findWarning('*', Match.anyValue())).map(({ entry }) => String(entry.data));
  }

  test('OPS-10: is warned of once, with what shares its fate and an id to acknowledge', () => {
    expect(warningsOf('us-east-1')).toEqual([expect.stringMatching(/Route 53, IAM.*primaryInUsEast1/s)]);
  });

  test('OPS-10: no other primary Region is warned of', () => {
    expect(warningsOf('us-east-2')).toEqual([]);
  });
});

describe('the context that every construct shares', () => {
  test('OPS-02: Regions, account and partition are said once and read from the topology', () => {
    const topology = createdTopology();
    expect(topology.regions.map(region => [region.role, region.name, region.env])).toEqual([
      ['primary', PRIMARY, { account: ACCOUNT, region: PRIMARY }],
      ['secondary', SECONDARY, { account: ACCOUNT, region: SECONDARY }],
    ]);
    expect(topology.primary.peer).toBe(topology.secondary);
    expect(topology.secondary.peer).toBe(topology.primary);
    expect(topology.partition).toBe('aws');
  });

  test('OPS-02: a witness Region is kept for services that need one', () => {
    expect(createdTopology(testApp(), { witnessRegion: 'eu-west-3' }).witnessRegion).toBe('eu-west-3');
  });

  test('OPS-05: the environment is named after the enclosing Stage, and is "default" directly under the App', () => {
    const app = testApp();
    const stage = new Stage(app, 'Prod');
    expect(new DrTopology(stage, 'Payments', PAIR).environmentName).toBe('prod');
    expect(new DrTopology(app, 'Payments', PAIR).environmentName).toBe('default');
  });

  test('OPS-05: the application is named after the construct unless it is given a name', () => {
    expect(new DrTopology(testApp(), 'Payments', PAIR).applicationName).toBe('Payments');
    expect(new DrTopology(testApp(), 'Payments', { ...PAIR, applicationName: 'ledger' }).applicationName).toBe('ledger');
  });
});

describe('two topologies of one app', () => {
  test('OPS-05: with the same account, application and environment are refused, because their stacks would have one name', () => {
    const app = testApp();
    new DrTopology(app, 'Payments', PAIR);
    expect(() => new DrTopology(app, 'Other', { ...PAIR, applicationName: 'Payments' }))
      .toThrow('[Other] applicationName = "Payments": "Payments" has the same account, application and environment "default"');
  });

  test.each([{ applicationName: 'ledger' }, { applicationName: 'Payments', environmentName: 'dev' }, { applicationName: 'Payments', account: '222222222222' }])(
    'OPS-05: may differ in one of them: %j', different => {
      const app = testApp();
      new DrTopology(app, 'Payments', PAIR);
      expect(() => new DrTopology(app, 'Other', { ...PAIR, ...different })).not.toThrow();
    });
});

test('OPS-13: zones known only at deployment are let pass', () => {
  const zones = [Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs())];
  expect(() => new DrTopology(testApp(), 'Payments', { ...PAIR, primary: { region: PRIMARY, availabilityZones: zones } })).not.toThrow();
});

describe('where a topology can be created', () => {
  test('OPS-01: inside a stack it is refused', () => {
    const stack = new Stack(testApp(), 'Stack');
    expect(() => new DrTopology(stack, 'Payments', PAIR)).toThrow('[Stack/Payments] scope = inside stack "Stack"');
  });

  test('OPS-01: the layer that exists once is no layer of a Region', () => {
    expect(() => createdTopology().primary.stack(StackLayer.GLOBAL)).toThrow('Use DrTopology.globalStack');
  });

  test('OPS-01: an account that is itself resolved late is refused', () => {
    expect(() => new DrTopology(testApp(), 'Payments', { ...PAIR, account: Lazy.string({ produce: () => ACCOUNT }) }))
      .toThrow('account = not known at synthesis');
  });
});
