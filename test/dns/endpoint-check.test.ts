import { Duration, Stack } from 'aws-cdk-lib';
import type { CfnHealthCheck, IHealthCheck } from 'aws-cdk-lib/aws-route53';
import { InsufficientDataHealthStatusEnum } from 'aws-cdk-lib/aws-route53';
import { HealthCheckProtocol } from '../../src/dns';
import type { EndpointSource } from '../../src/dns/endpoint-check';
import { ask, configOf, endpointCheck, isAlarm, listensOnOf } from '../../src/dns/endpoint-check';
import type { HealthCheckSettings } from '../../src/dns/health-check-settings';

const { HTTP, HTTPS } = HealthCheckProtocol;
const SETTINGS: HealthCheckSettings = {
  path: '/health', interval: Duration.seconds(10), failureThreshold: 3, measureLatency: true, listensOn: { protocol: HTTPS, port: 443 }, given: {},
};
const ALARM = {
  alarm: {}, alarmName: 'seen', region: { name: 'eu-central-1' }, withoutData: InsufficientDataHealthStatusEnum.HEALTHY,
} as EndpointSource;

const checkOf = (source: EndpointSource) => endpointCheck(new Stack(undefined, 'Global'), 'Check', 'api-eu-west-1.example.com', source);
/** What CloudFormation is told. */
const configured = (check: IHealthCheck) => Stack.of(check).resolve((check.node.defaultChild as CfnHealthCheck).healthCheckConfig);

const OVER_HTTPS = {
  type: 'HTTPS',
  fullyQualifiedDomainName: 'api-eu-west-1.example.com',
  port: 443,
  resourcePath: '/health',
  requestInterval: 10,
  failureThreshold: 3,
  measureLatency: true,
  enableSni: true,
  inverted: false,
};

/** What differs between the ways to ask. */
const WAYS: [HealthCheckProtocol, string | undefined, object][] = [
  [HTTPS, undefined, { type: 'HTTPS', enableSni: true }],
  [HTTPS, 'OK', { type: 'HTTPS_STR_MATCH', enableSni: true, searchString: 'OK' }],
  [HTTP, undefined, { type: 'HTTP' }],
  [HTTP, 'OK', { type: 'HTTP_STR_MATCH', searchString: 'OK' }],
  [HTTP, '', { type: 'HTTP_STR_MATCH', searchString: '' }],
];

describe('the check of an endpoint', () => {
  test.each(WAYS)('by %s, with the text %s', (protocol, searchString, differences) => {
    const { enableSni, type, ...always } = OVER_HTTPS;
    expect(configured(checkOf({ ...SETTINGS, listensOn: { protocol, port: 8443 }, searchString })))
      .toEqual({ ...always, port: 8443, ...differences });
  });

  test('asks as the settings say', () => {
    const given = { failureThreshold: 5, measureLatency: false, regions: ['us-east-1', 'us-west-1', 'eu-west-1'] };
    expect(configured(checkOf({ ...SETTINGS, ...given, path: '/prod/health', interval: Duration.seconds(30) })))
      .toEqual({ ...OVER_HTTPS, ...given, resourcePath: '/prod/health', requestInterval: 30 });
  });

  test('follows an alarm by its literal name and Region', () => {
    expect(configured(checkOf(ALARM))).toEqual({
      type: 'CLOUDWATCH_METRIC', alarmIdentifier: { name: 'seen', region: 'eu-central-1' }, insufficientDataHealthStatus: 'Healthy', inverted: false,
    });
  });

  test('is either of checkers, or of an alarm', () => {
    expect([isAlarm(ALARM), isAlarm(SETTINGS)]).toEqual([true, false]);
  });
});

describe('what an endpoint listens on', () => {
  test.each(WAYS)('is what its check asks for, by %s with the text %s', (protocol, searchString) => {
    expect(listensOnOf(checkOf({ ...SETTINGS, listensOn: { protocol, port: 8080 }, searchString }))).toEqual({ protocol, port: 8080 });
  });

  test.each(WAYS)('can be told later: by %s with the text %s, from HTTPS and back', (protocol, searchString, differences) => {
    const check = checkOf(SETTINGS);
    const { enableSni, type, ...always } = OVER_HTTPS;
    ask(check, { protocol, port: 8080 }, searchString);
    expect(configured(check)).toEqual({ ...always, port: 8080, ...differences, searchString: undefined });
    expect(configOf(check).port).toBe(8080);
    ask(check, { protocol: HTTPS, port: 443 });
    expect(configured(check)).toEqual(OVER_HTTPS);
  });
});
