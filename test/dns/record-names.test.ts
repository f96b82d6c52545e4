import { Aws, Lazy } from 'aws-cdk-lib';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { HostedZone, PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { importedVpc } from './fixture';
import type { RecordNames, RecordNamesProps } from '../../src/dns/record-names';
import { recordNames, warnOfForeignName } from '../../src/dns/record-names';
import { createdTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

const zoneStack = () => ownStack(testApp(), 'Zones', 'us-east-1');
const zone = (zoneName = 'example.com', hostedZoneId = 'Z1') => HostedZone.fromHostedZoneAttributes(zoneStack(), 'Zone', { hostedZoneId, zoneName });
const scope = () => new Construct(testApp(), 'Dns');

/** The names of a record, without those of Regions: these add to its first label. */
const named = (recordName: string, props: Partial<RecordNamesProps> = {}) =>
  recordNames(scope(), { zone: zone(), recordName, regions: [], checkedFromOutside: true, tellsLatches: false, ...props });

describe('the name of a record', () => {
  test.each([
    ['api', 'api.example.com'],
    ['v1.api', 'v1.api.example.com'],
    ['API.Example.com', 'api.example.com'],
    ['api.example.com.', 'api.example.com'],
    ['example.com', 'example.com'],
    ['example.com.', 'example.com'],
    ['myexample.com', 'myexample.com.example.com'],
    ['api.example.org', 'api.example.org.example.com'],
  ])('%s is %s', (recordName, domainName) => {
    expect(named(recordName).domainName).toBe(domainName);
  });

  test.each([
    ['api', 'api-eu-west-1.example.com'], ['v1.api', 'v1-eu-west-1.api.example.com'], ['example.com', 'eu-west-1.example.com'],
  ])('%s has in a Region %s', (recordName, name) => {
    const { primary } = createdTopology();
    expect(named(recordName).regional(primary)).toBe(name);
  });

  test('is in the zone as given, but for case and a dot', () => {
    expect(named('api', { zone: zone('Example.COM.', 'Z9') }))
      .toMatchObject({ hostedZoneId: 'Z9', zoneName: 'example.com', domainName: 'api.example.com' });
  });

  const OUTSIDE = 'it must be a known name inside the hosted zone "example.com". Write it relative to the zone, for example "api", or in full as '
    + '"api.example.com".';

  test('is not in another zone', () => {
    expect(() => named('api.example.org.')).toThrow(`[Dns] recordName = "api.example.org.": ${OUTSIDE}`);
  });

  test('is known at synthesis', () => {
    expect(() => named(Lazy.string({ produce: () => 'api' }))).toThrow(`[Dns] recordName = not known at synthesis: ${OUTSIDE}`);
  });
});

describe('labels', () => {
  const REST = '; each label is 1 to 63 letters, digits and inner hyphens, the name at most 253 characters. '
    + 'Write a name such as "api"; the Region\'s own name adds "-<region>" to its first label.';
  const long = (length: number) => `${'a'.repeat(60)}.`.repeat(4).slice(0, length - '.example.com'.length);

  test.each(['', '*', '-api', 'api-', 'my_api', 'a..b', 'api.-b', 'ä', 'a'.repeat(64)])('are not "%s"', recordName => {
    expect(() => named(recordName)).toThrow(`[Dns] recordName = "${recordName}": it gives the host name "${recordName}.example.com"${REST}`);
  });

  test.each(['a', '1', 'ab', 'a-b', 'a--1', 'a'.repeat(63), 'a.b-c.d'])('may be "%s"', recordName => {
    expect(named(recordName).domainName).toBe(`${recordName}.example.com`);
  });

  test('are together as long as DNS takes', () => {
    expect(named(long(253)).domainName).toHaveLength(253);
    expect(() => named(long(254))).toThrow(`[Dns] recordName = "${long(254)}": it gives the host name "${long(254)}.example.com"${REST}`);
  });

  test('are those in front of the zone: its own are as they are', () => {
    expect(named('api', { zone: zone('_own.example.com') }).domainName).toBe('api._own.example.com');
  });

  test.each([
    [50, 51, SECONDARY], [53, 54, PRIMARY],
  ])('have room for the name of each Region: %d characters, not %d, beside %s', (most, more, region) => {
    const regions = createdTopology().regions.filter(({ name }) => name === region);
    expect(() => named('a'.repeat(most), { regions })).not.toThrow();
    expect(() => named('a'.repeat(more), { regions })).toThrow(`it gives the host name "${'a'.repeat(more)}-${region}.example.com"${REST}`);
  });
});

describe('the name of a latch', () => {
  test.each([['api', '_latch.api-eu-west-1.example.com'], ['example.com', '_latch.eu-west-1.example.com']])('of %s is %s', (recordName, name) => {
    const { primary } = createdTopology();
    expect(named(recordName).latch(primary)).toBe(name);
  });

  test('has room where there is one', () => {
    const { regions, secondary } = createdTopology();
    // A dot, the name of the Region, and seven characters in front of it.
    const long = (length: number) => `a.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}`
      .slice(0, length - `_latch.-${secondary.name}.example.com`.length);
    expect(() => named(long(253), { regions, tellsLatches: true })).not.toThrow();
    expect(() => named(long(254), { regions })).not.toThrow();
    const tooLong = `_latch.a-${secondary.name}${long(254).slice(1)}.example.com`;
    expect(tooLong).toHaveLength(254);
    expect(() => named(long(254), { regions, tellsLatches: true })).toThrow(`[Dns] recordName = "${long(254)}": it gives the name "${tooLong}", which says what `
      + 'Route 53 has read of a latch; a name has at most 253 characters. Write a shorter name, such as "api".');
  });
});

describe('the zone', () => {
  const UNKNOWN = ' = not known at synthesis: records of the zone are in stacks of several Regions, and a value of one Region\'s stack cannot be '
    + 'used in another\'s. Import the zone: HostedZone.fromHostedZoneAttributes(scope, id, { hostedZoneId, zoneName }).';

  test.each<[string, string, () => IHostedZone]>([
    ['id, as that of one that the app creates', 'hostedZoneId', () => new HostedZone(zoneStack(), 'Zone', { zoneName: 'example.com' })],
    ['name', 'zoneName', () => zone(Aws.STACK_NAME)],
    ['name, as that of one that was imported by its id alone', 'zoneName', () => HostedZone.fromHostedZoneId(zoneStack(), 'Zone', 'Z1')],
  ])('is refused without a known %s', (_, prop, make) => {
    expect(() => named('api', { zone: make() })).toThrow(`[Dns] hostedZone.${prop}${UNKNOWN}`);
  });

  test('is not private where health checkers must find its names', () => {
    const inVpc = (stack = zoneStack()) => new PrivateHostedZone(stack, 'Zone', { zoneName: 'example.com', vpc: importedVpc(stack) });
    expect(() => named('api', { zone: inVpc() })).toThrow('[Dns] hostedZone = private hosted zone: Route 53\'s health checkers are outside of any '
      + 'VPC and find no name of it, so every endpoint check would fail. Give the public zone of the name, or publish the health of both endpoints '
      + 'as metrics: endpointHealth.');
    expect(() => named('api', { zone: inVpc(), checkedFromOutside: false })).toThrow(`[Dns] hostedZone.hostedZoneId${UNKNOWN}`);
  });
});

describe('a name that looks like one outside of the zone', () => {
  const warnings = (recordName: string, domainName: string) => {
    const edge = scope();
    warnOfForeignName(edge, recordName, { domainName } as RecordNames);
    return edge.node.metadata.map(({ type, data }) => [type, data]);
  };

  test.each(['api.other.org', 'API.Other.ORG', 'api.other.museum', 'api.io'])('is warned of: %s', recordName => {
    const domainName = `${recordName.toLowerCase()}.example.com`;
    expect(warnings(recordName, domainName)).toEqual([['aws:cdk:warning', `recordName "${recordName}" looks like a name outside of the zone; `
      + `clients will have to ask for "${domainName}". If that is meant, write "${domainName}". `
      + '[ack: cdk-multi-region-dr:recordNameLooksAbsolute]']]);
  });

  test.each([
    ['api', 'api.example.com'], ['api.v1', 'api.v1.example.com'], ['api.x', 'api.x.example.com'], ['api.internal', 'api.internal.example.com'],
    ['org.1', 'org.1.example.com'], ['a.org.1', 'a.org.1.example.com'], ['api.example.com', 'api.example.com'],
    ['API.example.com.', 'api.example.com'],
  ])('is none of %s', (recordName, domainName) => {
    expect(warnings(recordName, domainName)).toEqual([]);
  });
});
