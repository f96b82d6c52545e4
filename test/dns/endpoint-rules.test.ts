import { Aws } from 'aws-cdk-lib';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { EndpointSource } from '../../src/dns/endpoint-check';
import type { AliasFacts, EndpointFacts } from '../../src/dns/endpoint-facts';
import { validateEndpoint, validatePair } from '../../src/dns/endpoint-rules';
import { StackLayer } from '../../src/topology';
import { ACCOUNT, createdTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

const CHECKERS = { path: '/health' } as EndpointSource;
const ALARM = { alarm: {} } as EndpointSource;
const ALIAS: AliasFacts = { kind: 'alias', target: {} as AliasFacts['target'], ipv4: true, ipv6: false, region: PRIMARY, account: ACCOUNT };
const hostName = (name: string) => ({ kind: 'host name', hostName: name }) as const;
const alias = (facts: Partial<AliasFacts> = {}) => ({ ...ALIAS, ...facts });

/** An endpoint of the home Region, for the record `api` in `example.com`. */
function given({ source = CHECKERS, domainName = 'api.example.com' } = {}) {
  const app = testApp();
  const topology = createdTopology(app);
  const scope = new Construct(app, 'Dns');
  const edge = new Construct(topology.primary.stack(StackLayer.EDGE), 'Edge');
  const regional = ({ name }: { name: string }) => `api-${name}.example.com`;
  const names = { hostedZoneId: 'Z1', zoneName: 'example.com', domainName, regional, latch: regional };
  return {
    app,
    topology,
    check: (facts: EndpointFacts) => () => validateEndpoint(scope, facts, { region: topology.primary, edge, names, source }),
    pair: (one: EndpointFacts, other: EndpointFacts) => () => validatePair(scope, one, topology.primary, other),
    warnings: () => edge.node.metadata.map(({ type, data }) => [type, data]),
  };
}

const endpoint = (value: string) => `[Dns] endpoint of ${PRIMARY} = ${value}: `;

describe('the name of an endpoint', () => {
  const NO_HOST = 'it is not a fully qualified host name. Write the name alone, without protocol, port or path, for example "ingress.example.net".';

  test.each([
    '', 'localhost', 'https://api.example.net', 'api.example.net/health', 'api.example.net:443', 'my api.example.net', 'api..net',
    'api.example.net..', '-api.example.net', 'api-.example.net', 'api_.example.net', '.example.net', `${'a'.repeat(64)}.example.net`,
  ])('is not "%s"', name => {
    expect(given().check(hostName(name))).toThrow(`${endpoint(`"${name}"`)}${NO_HOST}`);
  });

  test.each([
    'ingress.example.net', 'INGRESS.example.net', 'ingress.example.net.', 'a.b', '1.example.net', '_a.b_c-d.example.net',
    `${'a'.repeat(63)}.example.net`, 'api.example.org', 'www.api.example.com',
  ])('may be "%s"', name => {
    const { check, warnings } = given();
    expect(check(hostName(name))).not.toThrow();
    expect(warnings()).toEqual([]);
  });

  test('may not be known', () => {
    expect(given().check(hostName(Aws.STACK_NAME))).not.toThrow();
  });

  const LEADING_HERE = ['api.example.com', 'api.example.com.', `api-${PRIMARY}.example.com`, `API-${SECONDARY}.Example.com.`];

  test.each(LEADING_HERE)('is not "%s", which leads to it', name => {
    expect(given().check(hostName(name))).toThrow(`${endpoint(`"${name}"`)}it is one of the names that lead to it: the records would go round in a `
      + 'circle. Give the name of the endpoint behind the record.');
  });

  test('cannot stand where the record is that of the zone', () => {
    expect(given({ domainName: 'example.com' }).check(hostName('ingress.example.net'))).toThrow('[Dns] recordName = "example.com": it is the apex '
      + `of the zone, where DNS allows no CNAME record, which the host-name endpoint of ${PRIMARY} needs. Use RegionalEndpoint.loadBalancer() or `
      + '.alias(), or a recordName below the apex, for example "www".');
  });
});

describe('a data store', () => {
  const stores = ['rds', 'docdb', 'neptune', 'cache', 'redshift'].flatMap(service => [`a.b.${service}.amazonaws.com`, `A.${service}.AMAZONAWS.COM.`]);

  test.each(stores)('is not looked at by health checkers: %s', name => {
    expect(given().check(hostName(name))).toThrow(`${endpoint(`"${name}"`)}it is a data store's name: private, and not answering HTTPS, so Route `
      + '53 cannot check it. Give the endpoint of the application in front of it.');
  });

  test('may be the endpoint where an alarm tells its health, or its name is only like one', () => {
    expect(given({ source: ALARM }).check(hostName('a.rds.amazonaws.com'))).not.toThrow();
    expect(given().check(hostName('a.rds.amazonaws.com.example.net'))).not.toThrow();
  });
});

describe('the default endpoint of an API', () => {
  const warned = (name: string, source: EndpointSource) => {
    const { check, warnings } = given({ source });
    check(hostName(name))();
    return warnings();
  };
  const API = 'abc.execute-api.eu-west-1.amazonaws.com';
  const at = (path: string) => ({ path }) as EndpointSource;

  const WITHOUT_STAGE = [[API, '/health'], [`${API}.`, '/'], [API.toUpperCase(), '/health']];

  test.each(WITHOUT_STAGE)('%s is warned of, asked for %s: its URL begins with a stage', (name, path) => {
    expect(warned(name, at(path))).toEqual([['aws:cdk:warning', `healthCheck.path "${path}" names no stage, but the default endpoint "${name}" of `
      + 'an API has it in its URL. Write for example "/prod/health", or better a Regional custom domain name: RegionalEndpoint.alias(new '
      + 'ApiGatewayv2DomainProperties(...)). [ack: cdk-multi-region-dr:executeApiPathWithoutStage]']]);
  });

  test.each<[string, string, EndpointSource]>([
    ['asked for a path with a stage', API, at('/prod/health')],
    ['told of by an alarm', API, ALARM],
    ['behind another name', `${API}.example.net`, at('/health')],
  ])('is not warned of, %s', (_, name, source) => {
    expect(warned(name, source)).toEqual([]);
  });
});

describe('a load balancer', () => {
  const scheme = (name: string) => ({ ownLoadBalancer: { scheme: name } as AliasFacts['ownLoadBalancer'] });

  test('is accepted where it and its Region are what the record needs, or may be', () => {
    for (const facts of [alias(), alias({ region: undefined, account: undefined }), alias({ region: Aws.REGION, account: Aws.ACCOUNT_ID })]) {
      expect(given().check(facts)).not.toThrow();
    }
  });

  test('of another Region is refused', () => {
    expect(given().check(alias({ region: SECONDARY }))).toThrow(`${endpoint(`load balancer in ${SECONDARY}`)}the endpoint of a Region must be in `
      + `that Region, or both records would lead to the same one. Give the load balancer of ${PRIMARY}.`);
  });

  test('of another account is refused', () => {
    expect(given().check(alias({ account: '222222222222' }))).toThrow(`${endpoint('load balancer in account 222222222222')}both Regions of the `
      + `topology are in account ${ACCOUNT}, whose stacks cannot use a value of another account's. Give a load balancer of account ${ACCOUNT}, or `
      + 'the literal name of that one by RegionalEndpoint.hostName().');
  });

  test.each<[string, Partial<AliasFacts>, string]>([
    ['inside a VPC', scheme('internal'), 'internal load balancer: Route 53\'s health checkers are outside of any VPC, so its check would '
      + 'always fail. Create the load balancer with internetFacing: true, which CDK leaves false by default, or publish its health as a metric: '
      + 'endpointHealth.primary = EndpointHealth.metric().'],
    ['without public IPv4 addresses', { ipv4: false }, 'load balancer without public IPv4 addresses: Route 53 checks an endpoint that is given '
      + 'by name over IPv4 only, so its check would always fail. Create the load balancer with IpAddressType.DUAL_STACK.'],
  ])('%s is refused where health checkers look at it, and not where an alarm tells its health', (_, facts, message) => {
    expect(given().check(alias(facts))).toThrow(`[Dns] endpoint of ${PRIMARY} = ${message}`);
    expect(given({ source: ALARM }).check(alias(facts))).not.toThrow();
  });

  test('that faces the Internet is accepted', () => {
    expect(given().check(alias(scheme('internet-facing')))).not.toThrow();
  });

  test('of another stack is refused where the VPC is in that of the record', () => {
    const { app, topology, check } = given();
    const edge = topology.primary.stack(StackLayer.EDGE);
    const own = ownStack(app, 'Workload', PRIMARY);
    expect(check(alias({ stack: own, vpcStack: edge }))).toThrow(`[Dns] primary.edge = stack "${edge.stackName}": it holds the VPC of the load `
      + 'balancer, whose stack is deployed after it, and would hold the record, which is deployed after the load balancer. Give the layer a stack '
      + 'of its own: DrTopology.fromStacks(..., { primary: { foundation, edge: ownStack } }).');
    for (const facts of [{ stack: edge, vpcStack: edge }, { stack: own, vpcStack: own }, { stack: edge, vpcStack: own }]) {
      expect(check(alias(facts))).not.toThrow();
    }
  });
});

test('a distribution is no endpoint of a Region', () => {
  expect(given().check(alias({ target: Object.create(CloudFrontTarget.prototype) }))).toThrow(`${endpoint('CloudFront distribution')}failover `
    + 'records cannot lead to distributions in both Regions: both would need the record\'s name as alternate domain name, which only one '
    + 'distribution can have. Give the distribution\'s origin in this Region, and make the failover record the origin of one distribution.');
});

describe('the endpoints of both Regions', () => {
  const HOST = hostName('ingress.example.net');

  test.each<[EndpointFacts, EndpointFacts]>([[HOST, ALIAS], [ALIAS, HOST]])('are of one kind', (one, other) => {
    expect(given().pair(one, other)).toThrow(`${endpoint(`"${one.kind}"`)}that of ${SECONDARY} is of kind "${other.kind}": one leads to A, the `
      + 'other to CNAME records, both failover records must be of one type, and no other record may share the name of a CNAME. Use '
      + 'RegionalEndpoint.hostName() for both Regions, or for neither.');
  });

  test.each([true, false])('both take IPv6, or neither: one does, %s', ipv6 => {
    expect(given().pair(alias({ ipv6 }), alias({ ipv6: !ipv6 }))).toThrow(`[Dns] endpoint of ${PRIMARY}.ipv6 = ${ipv6}: the endpoint of `
      + `${SECONDARY} has the opposite: clients that use IPv6 would lose the service when traffic moves. Give both endpoints the same "ipv6".`);
    expect(given().pair(alias({ ipv6 }), alias({ ipv6 }))).not.toThrow();
  });

  test('may be two names', () => {
    expect(given().pair(HOST, hostName('ingress.example.org'))).not.toThrow();
  });
});
