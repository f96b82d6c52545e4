import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { CfnHealthCheck, IHealthCheck } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { answerRules } from '../../src/dns/answer-rules';
import { failoverChecks } from '../../src/dns/failover-checks';
import type { FailoverLatch } from '../../src/dns/failover-latch';
import { healthCheckSettings } from '../../src/dns/health-check-settings';

/** The checks of a policy, with one construct beside them. */
function made(policy: Parameters<typeof answerRules>[0], domainName = 'api.example.com') {
  const stack = new Stack(undefined, 'Global');
  new Construct(stack, 'Beside');
  const checked = (region: string) => ({
    domainName: `api-${region}.example.com`,
    latch: { alarmName: `latch-of-${region}`, region: { name: region } } as FailoverLatch,
    endpoint: healthCheckSettings(stack),
  });
  const checks = failoverChecks(stack, { domainName, primary: checked('home'), secondary: checked('standby'), rules: answerRules(policy) });
  const idOf = (check: IHealthCheck) => check.node.id;
  const configOf = (check: IHealthCheck) => stack.resolve((check.node.defaultChild as CfnHealthCheck).healthCheckConfig);
  const ids = new Map(checks.all.map(check => [JSON.stringify(stack.resolve(check.healthCheckId)), idOf(check)]));
  /** What a calculated check looks at, by the ids of checks. */
  const calculated = (check: IHealthCheck) => {
    const { type, healthThreshold, childHealthChecks } = configOf(check);
    return [type, healthThreshold, childHealthChecks?.map((child: object) => ids.get(JSON.stringify(child)))];
  };
  return { stack, checks, idOf, configOf, calculated, named: (id: string) => checks.all.find(check => idOf(check) === id)! };
}

const BY_PLAN = { followsEndpoint: false, weighted: false };
const SECONDARY = ['SecondaryEndpointCheck', 'InvertedLatchCheck', 'ReverseLatchCheck', 'ReverseLatchSecondCheck'];

test.each<[string, typeof BY_PLAN, string[]]>([
  ['failover records by plan', BY_PLAN, ['LatchCheck']],
  ['failover records by endpoint', { followsEndpoint: true, weighted: false }, ['LatchCheck', 'PrimaryCheck']],
  ['weighted records by plan', { followsEndpoint: false, weighted: true }, ['LatchCheck', 'InvertedReverseLatchCheck', 'PrimaryCheck']],
  ['weighted records by endpoint', { followsEndpoint: true, weighted: true },
    ['LatchCheck', 'InvertedReverseLatchCheck', 'InvertedReverseLatchSecondCheck', 'PrimaryCheck']],
])('for %s there is no check that no rule needs', (_, policy, ofPrimary) => {
  const { checks, idOf } = made(policy);
  expect(checks.all.map(idOf)).toEqual(['PrimaryEndpointCheck', 'SecondaryEndpointCheck', ...ofPrimary, ...SECONDARY.slice(1), 'SecondaryCheck']);
});

test('a rule of one signal is that signal\'s check, others are calculated', () => {
  const plan = made(BY_PLAN);
  expect(plan.idOf(plan.checks.primary.answer)).toBe('LatchCheck');
  expect(plan.calculated(plan.checks.secondary.answer)).toEqual(['CALCULATED', 3, SECONDARY]);
  const endpoint = made({ followsEndpoint: true, weighted: true });
  expect(endpoint.calculated(endpoint.checks.primary.answer))
    .toEqual(['CALCULATED', 2, ['PrimaryEndpointCheck', 'LatchCheck', 'InvertedReverseLatchCheck', 'InvertedReverseLatchSecondCheck']]);
  expect(endpoint.calculated(endpoint.checks.secondary.answer)).toEqual(['CALCULATED', 3, SECONDARY]);
});

test('each Region\'s endpoint is asked by its own name', () => {
  const { checks, idOf, configOf } = made(BY_PLAN);
  const { primary, secondary } = checks;
  expect([primary, secondary].map(({ endpoint }) => [idOf(endpoint), configOf(endpoint).fullyQualifiedDomainName]))
    .toEqual([['PrimaryEndpointCheck', 'api-home.example.com'], ['SecondaryEndpointCheck', 'api-standby.example.com']]);
});

test.each<[string, string, boolean]>([
  ['LatchCheck', 'standby', false],
  ['InvertedLatchCheck', 'standby', true],
  ['ReverseLatchCheck', 'home', false],
  ['ReverseLatchSecondCheck', 'home', false],
  ['InvertedReverseLatchCheck', 'home', true],
  ['InvertedReverseLatchSecondCheck', 'home', true],
])('%s follows the latch of %s, inverted: %s, and keeps its last status without data', (id, region, inverted) => {
  const { configOf, named } = made({ followsEndpoint: true, weighted: true });
  expect(configOf(named(id))).toEqual({
    type: 'CLOUDWATCH_METRIC', alarmIdentifier: { name: `latch-of-${region}`, region }, insufficientDataHealthStatus: 'LastKnownStatus', inverted,
  });
});

test('an operator knows each check by a name, cut to the length of a tag', () => {
  const templateOf = (domainName: string) => Template.fromStack(made(BY_PLAN, domainName).stack);
  const nameTags = (domainName: string) => Object.values(templateOf(domainName).findResources('AWS::Route53::HealthCheck'))
    .flatMap(({ Properties }) => Properties.HealthCheckTags as { Key: string; Value: string }[]);
  const ids = ['PrimaryEndpointCheck', 'SecondaryEndpointCheck', 'LatchCheck', ...SECONDARY.slice(1), 'SecondaryCheck'];
  expect(nameTags('api.example.com')).toEqual(ids.map(id => ({ Key: 'Name', Value: `api.example.com ${id}` })));
  const [longest] = nameTags('a'.repeat(253));
  expect(longest.Value).toBe(`${'a'.repeat(253)} Pr`);
});
