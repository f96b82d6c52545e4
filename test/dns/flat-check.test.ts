import type { IHealthCheck } from 'aws-cdk-lib/aws-route53';
import { HealthCheck, HealthCheckType } from 'aws-cdk-lib/aws-route53';
import { flatCheck } from '../../src/dns/flat-check';
import { ownStack, templateOf, testApp } from '../support/environment';

const stack = ownStack(testApp(), 'Global', 'us-east-1');
const endpoint = (id: string) => new HealthCheck(stack, id, { type: HealthCheckType.HTTPS, fqdn: `${id}.example.com` });
const children: IHealthCheck[] = [endpoint('One'), endpoint('Two'), HealthCheck.fromHealthCheckId(stack, 'Imported', 'abc')];
const calculated = flatCheck(stack, 'Calculated', { children, needed: 2 });

test('DNS-05: children and threshold are rendered as given', () => {
  templateOf(stack).hasResourceProperties('AWS::Route53::HealthCheck', {
    HealthCheckConfig: { Type: 'CALCULATED', HealthThreshold: 2, ChildHealthChecks: stack.resolve(children.map(child => child.healthCheckId)) },
  });
});

test.each<[string, IHealthCheck[], number, string]>([
  ['no children', [], 1, 'children = 0 checks: a calculated health check watches 1 to 255 others'],
  ['256 children', Array(256).fill(children[0]), 1, 'children = 256 checks'],
  ['a threshold of 0, which is always healthy', children, 0, 'needed = 0: of 3 checks 1 to 3 can be needed'],
  ['a threshold above the children, which is never healthy', children, 4, 'needed = 4'],
  ['half a threshold', children, 1.5, 'needed = 1.5'],
  ['another calculated check', [...children, calculated], 2, 'children = "Global/Calculated": a calculated health check cannot watch another one'],
])('DNS-05: %s is refused', (_case, given, needed, message) => {
  expect(() => flatCheck(stack, 'Bad', { children: given, needed })).toThrow(`[Global] Bad.${message}`);
});

test('DNS-05: 255 children are accepted', () => {
  expect(() => flatCheck(stack, 'Largest', { children: Array(255).fill(children[0]), needed: 255 })).not.toThrow();
});
