import type { FailoverProperty, TemplateMay } from './failover-properties';
import { FAILOVER_PROPERTIES } from './failover-properties';
import type { Templates } from './template-rules';
import { brokenRules } from './template-rules';
import { templatesOf } from './templates';
import { paymentsApp } from '../app/payments-app';
import { readProjectFile } from '../project/project-files';

const TEMPLATES: Templates = templatesOf(paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } }));
const ADR = readProjectFile('docs', 'adr', '0019-properties-that-a-failover-changes.md');

test('law 2: no template fights what a failover changes', () => {
  expect(brokenRules(TEMPLATES, FAILOVER_PROPERTIES)).toEqual([]);
});

test('law 2: the templates have both members, the global cluster and the secret that the rules speak of', () => {
  const types = Object.values(TEMPLATES).flatMap(({ Resources }) => Object.values(Resources ?? {}).map(({ Type }) => Type));
  for (const type of new Set(FAILOVER_PROPERTIES.map(property => property.type))) {
    expect([type, types.includes(type)]).toEqual([type, true]);
  }
  expect(types.filter(type => type === 'AWS::RDS::DBCluster').length).toBeGreaterThan(1);
});

test.each(FAILOVER_PROPERTIES.map(property => [`${property.type} ${property.property}`, property] as const))(
  'law 2: ADR 0019 explains %s', (_name, { type, property, changesAt, readBackAs, templateMay, source }) => {
    expect(ADR).toContain(`| \`${type.replace('AWS::', '')}\` | \`${property}\` | ${changesAt} | ${readBackAs} | ${templateMay} | [source](${source}) |`);
  });

test('law 2: ADR 0019 lists nothing that is not held', () => {
  expect(ADR.match(/\[source\]\(/g)).toHaveLength(FAILOVER_PROPERTIES.length);
});

/** A template that breaks a rule. */
type Seed = readonly [what: string, value: unknown, where: 'first writer' | 'follower'];

const REFERENCES: Seed[] = [
  ['a value of another resource', { Ref: 'Parameter' }, 'first writer'],
  ['a value of the other Region\'s stack', { 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'Writer' } }, 'first writer'],
  ['a value that is put together at deployment', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'first writer'],
  ['a parameter of the run-time state', '{{resolve:ssm:/recovery/active-region}}', 'first writer'],
];

const SEEDS: { [may in TemplateMay]: Seed[] } = {
  'never': [['any value', 'value', 'first writer'], ['any value', 'value', 'follower']],
  'literal and constant': REFERENCES,
  'literal, constant and always there': [...REFERENCES, ['nothing', undefined, 'follower'], ['an empty value, which detaches', '', 'follower']],
  'first writer only, literal': [...REFERENCES, ['a value on the follower', 'value', 'follower']],
  'first writer only, by dynamic reference': [
    ['a password', 'plaintext', 'first writer'],
    ['a parameter', { Ref: 'Password' }, 'first writer'],
    ['a version stage', '{{resolve:secretsmanager:name:SecretString:password:AWSPREVIOUS:}}', 'first writer'],
    ['a version id', '{{resolve:secretsmanager:name:SecretString:password::0b1c2d3e}}', 'first writer'],
    ['a stage in a reference by ARN', { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'S' }, ':SecretString:password:AWSCURRENT:}}']] }, 'first writer'],
    ['the reference on the follower', '{{resolve:secretsmanager:name:SecretString:password::}}', 'follower'],
  ],
};

/** A global database over two stacks, with a resource of the type that has the value. */
function seeded({ type, property }: FailoverProperty, [, value, where]: Seed): Templates {
  const properties = property.split('.').reverse().reduce<unknown>((inner, name) => name === '*' ? [inner] : { [name]: inner }, value) as object;
  const member = (on: string) => ({ Type: type, Properties: { GlobalClusterIdentifier: 'global', ...(on === where ? properties : {}) } });
  return {
    home: { Resources: { Global: { Type: 'AWS::RDS::GlobalCluster', Properties: { GlobalClusterIdentifier: 'global' } }, Seed: member('first writer') } },
    standby: { Resources: { Seed: member('follower') } },
  };
}

describe.each(FAILOVER_PROPERTIES.map(property => [`${property.type} ${property.property}`, property] as const))('law 2: %s', (_name, property) => {
  test.each(SEEDS[property.templateMay].map(seed => [seed[0], seed[2], seed] as const))('is caught with %s (%s)', (_what, where, seed) => {
    expect(brokenRules(seeded(property, seed), [property])).toEqual([
      expect.stringContaining(`${where === 'follower' ? 'standby' : 'home'}/Seed: ${property.property}`),
    ]);
  });
});

test('law 2: what the rules allow is let pass', () => {
  const password = FAILOVER_PROPERTIES.find(({ property }) => property === 'MasterUserPassword')!;
  const byReference = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:password::}}']] };
  expect(brokenRules(seeded(password, ['', byReference, 'first writer']), FAILOVER_PROPERTIES)).toEqual([]);
  const version = FAILOVER_PROPERTIES.find(({ type, property }) => type === 'AWS::RDS::DBCluster' && property === 'EngineVersion')!;
  expect(brokenRules(seeded(version, ['', '17.7', 'follower']), FAILOVER_PROPERTIES)).toEqual([]);
});
