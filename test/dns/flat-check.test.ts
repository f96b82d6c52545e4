import type { Stack } from 'aws-cdk-lib';
import type { IHealthCheck } from 'aws-cdk-lib/aws-route53';
import { HealthCheck, HealthCheckType } from 'aws-cdk-lib/aws-route53';
import { flatCheck } from '../../src/dns/flat-check';
import { ownStack, templateOf, testApp } from '../support/environment';

/** A stack with two checks of its own, and one that is imported. */
function checks(): { stack: Stack; children: IHealthCheck[] } {
  const stack = ownStack(testApp(), 'Global', 'us-east-1');
  const endpoint = (id: string) => new HealthCheck(stack, id, { type: HealthCheckType.HTTPS, fqdn: `${id}.example.com` });
  return { stack, children: [endpoint('One'), endpoint('Two'), HealthCheck.fromHealthCheckId(stack, 'Imported', 'abc')] };
}

test('DNS-05: children and threshold are rendered as given', () => {
  const { stack, children } = checks();
  flatCheck(stack, 'Calculated', { children, needed: 2 });
  templateOf(stack).hasResourceProperties('AWS::Route53::HealthCheck', {
    HealthCheckConfig: { Type: 'CALCULATED', HealthThreshold: 2, ChildHealthChecks: stack.resolve(children.map(child => child.healthCheckId)) },
  });
});

const MANY = 'a calculated health check watches 1 to 255 others. Give it the checks that it combines.';
const OF_THREE = 'of 3 checks 1 to 3 can be needed: 0 is always healthy, more than there are is never. Write how many of the checks must be healthy.';

test.each<[string, (children: IHealthCheck[]) => IHealthCheck[], number, string]>([
  ['no children', () => [], 1, `children = 0 checks: ${MANY}`],
  ['256 children', children => Array(256).fill(children[0]), 1, `children = 256 checks: ${MANY}`],
  ['a threshold of 0, which is always healthy', children => children, 0, `needed = 0: ${OF_THREE}`],
  ['a threshold above the children, which is never healthy', children => children, 4, `needed = 4: ${OF_THREE}`],
  ['half a threshold', children => children, 1.5, `needed = 1.5: ${OF_THREE}`],
])('DNS-05: %s is refused', (_case, given, needed, message) => {
  const { stack, children } = checks();
  expect(() => flatCheck(stack, 'Bad', { children: given(children), needed })).toThrow(`[Global] Bad.${message}`);
});

test('DNS-05: another calculated check is refused', () => {
  const { stack, children } = checks();
  const calculated = flatCheck(stack, 'Calculated', { children, needed: 2 });
  expect(() => flatCheck(stack, 'Bad', { children: [...children, calculated], needed: 2 })).toThrow('[Global] Bad.children = "Global/Calculated": '
    + 'a calculated health check cannot watch another one. List the checks that the inner one combines, with a threshold that means the same.');
});

test.each([[1, 1], [3, 1], [3, 3], [255, 255]])('DNS-05: of %d children %d can be needed', (count, needed) => {
  const { stack, children } = checks();
  expect(() => flatCheck(stack, 'Good', { children: Array(count).fill(children[0]), needed })).not.toThrow();
});
