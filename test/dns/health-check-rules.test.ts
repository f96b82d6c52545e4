import { Aws, Duration, Stack, Token } from 'aws-cdk-lib';
import { HealthCheckProtocol } from '../../src/dns';
import {
  validateCheckerRegions, validateFailureThreshold, validateInterval, validateListensOn, validatePath, validateSearchString,
} from '../../src/dns/health-check-rules';

const scope = () => new Stack(undefined, 'Dns');
const late = () => Token.asNumber({ Ref: 'Late' });

describe('the path', () => {
  test.each(['', 'health', '/he alth', '/health ', ' /health', '/'.padEnd(256, 'a')])('is not "%s"', path => {
    expect(() => validatePath(scope(), path)).toThrow(`[Dns] healthCheck.path = "${path}": a path begins with "/", has no blanks and at most 255 `
      + 'characters. Write for example "/health".');
  });

  test.each(['/', '/health', '/prod/health?shallow', '/'.padEnd(255, 'a')])('may be "%s"', path => {
    expect(() => validatePath(scope(), path)).not.toThrow();
  });

  test('may not be known', () => {
    expect(() => validatePath(scope(), Aws.STACK_NAME)).not.toThrow();
  });

  test('may be that of another prop', () => {
    expect(() => validatePath(scope(), 'health', 'probe.path')).toThrow('[Dns] probe.path = "health": ');
  });
});

describe('the interval', () => {
  test.each([[Duration.seconds(20), '20'], [Duration.millis(10), '0.01'], [Duration.minutes(10), '600']])('is not %s', (interval, seconds) => {
    expect(() => validateInterval(scope(), interval)).toThrow(`[Dns] healthCheck.interval = ${seconds} seconds: Route 53 checks every 10 or every `
      + '30 seconds. Write Duration.seconds(10) or Duration.seconds(30).');
  });

  test('may be one of those that Route 53 has, or not known', () => {
    for (const interval of [Duration.millis(10_000), Duration.seconds(30), Duration.seconds(late())]) {
      expect(() => validateInterval(scope(), interval)).not.toThrow();
    }
  });
});

describe('the failure threshold', () => {
  test.each([0, 11, 2.5, NaN])('is not %d', threshold => {
    expect(() => validateFailureThreshold(scope(), threshold)).toThrow(`[Dns] healthCheck.failureThreshold = ${threshold}: Route 53 changes a `
      + 'status after 1 to 10 answers in a row. Write a whole number from 1 to 10; 3 at an interval of 10 seconds detects in about 30 seconds.');
  });

  test('may be one of those that Route 53 has, or not known', () => {
    for (const threshold of [1, 10, late()]) {
      expect(() => validateFailureThreshold(scope(), threshold)).not.toThrow();
    }
  });
});

describe('the text', () => {
  test.each([0, 256])('is not of %d characters', length => {
    expect(() => validateSearchString(scope(), 'x'.repeat(length))).toThrow(`[Dns] healthCheck.searchString = a text of ${length} characters: `
      + 'Route 53 looks for 1 to 255 characters. Write a short text near the beginning of the answer, or leave it out to go by the status alone.');
  });

  test('may be as long as Route 53 reads, none, or not known', () => {
    const longToken = Token.asString({ Ref: 'x'.repeat(300) }, { displayHint: 'x'.repeat(300) });
    for (const text of ['x', 'x'.repeat(255), undefined, longToken]) {
      expect(() => validateSearchString(scope(), text)).not.toThrow();
    }
  });

  test('may be that of another prop', () => {
    expect(() => validateSearchString(scope(), '', 'probe.searchString')).toThrow('[Dns] probe.searchString = a text of 0 characters: ');
  });
});

describe('the Regions of checkers', () => {
  const ALL = ['us-east-1', 'us-west-1', 'us-west-2', 'eu-west-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'sa-east-1'];
  const [one, two, three] = ALL;

  test.each<[string, string[], string]>([
    ['none', [], '0 Regions: Route 53 checks from at least 3'],
    ['two', [one, two], '2 Regions: Route 53 checks from at least 3'],
    ['two, one of them not known', [one, Aws.REGION], '2 Regions: Route 53 checks from at least 3'],
    ['where there are none', [one, two, 'eu-central-1'], '"eu-central-1": Route 53 has no health checkers there'],
    ['one of three twice', [one, two, one], `"${one}" twice: each Region counts once`],
    ['one of four twice', [one, two, three, two], `"${two}" twice: each Region counts once`],
  ])('are not %s', (_, regions, message) => {
    expect(() => validateCheckerRegions(scope(), regions)).toThrow(`[Dns] healthCheck.regions = ${message}. Leave it out for all checkers, or name `
      + `at least 3 of ${ALL.join(', ')}.`);
  });

  test.each<[string, string[] | undefined]>([
    ['all', ALL],
    ['three', [one, two, three]],
    ['those that Route 53 takes', undefined],
    ['not known in part', [one, Aws.REGION, Aws.REGION]],
    ['not known', Token.asList({ Ref: 'Regions' })],
  ])('may be %s', (_, regions) => {
    expect(() => validateCheckerRegions(scope(), regions)).not.toThrow();
  });
});

describe('what is listened on', () => {
  const { HTTP, HTTPS } = HealthCheckProtocol;
  const checked = (protocol: HealthCheckProtocol, port: number) => () => validateListensOn(scope(), 'listener', { protocol, port });
  const message = (port: number, rest: string) => `[Dns] listener = ${port}: ${rest}`;

  test.each<[HealthCheckProtocol, number, number]>([
    [HTTPS, 0, 443], [HTTPS, 65536, 443], [HTTP, 80.5, 80],
  ])('by %s is not port %d', (protocol, port, usual) => {
    expect(checked(protocol, port)).toThrow(message(port, `a port is a whole number from 1 to 65535. Leave it out for ${usual}.`));
  });

  test.each<[HealthCheckProtocol, number, HealthCheckProtocol, number]>([
    [HTTPS, 80, HTTP, 443], [HTTP, 443, HTTPS, 80],
  ])('by %s is not port %d, which is the usual one by %s', (protocol, port, other, usual) => {
    expect(checked(protocol, port)).toThrow(message(port, `checks go by ${protocol}, and on this port an endpoint speaks ${other}, so that they `
      + `would always fail. Use ${usual} for ${protocol}, or give healthCheck.protocol: HealthCheckProtocol.${other}.`));
  });

  test.each([1433, 1521, 3306, 5432, 5439, 6379, 8182, 11211, 27017, 50000])('is not port %d, of a database', port => {
    expect(checked(HTTPS, port)).toThrow(message(port, 'it is the port of a database, which is private and does not answer HTTP. '
      + 'Check the application in front of it; what the database says of itself is a metric: EndpointHealth.metric().'));
  });

  test.each<[HealthCheckProtocol, number]>([
    [HTTPS, 443], [HTTP, 80], [HTTPS, 1], [HTTP, 65535], [HTTPS, 8443],
  ])('by %s may be port %d', (protocol, port) => {
    expect(checked(protocol, port)).not.toThrow();
  });

  test('may not be known', () => {
    expect(checked(HTTPS, late())).not.toThrow();
  });
});
