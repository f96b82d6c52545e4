import { Aws, Duration, Lazy, Token } from 'aws-cdk-lib';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { ApplicationLoadBalancer, IpAddressType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget, LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { FAILOVER_DNS_BAD_INPUTS } from './bad-inputs';
import { bareDns, hostNameDns, importedZone, loadBalancer, ZONE_ID, ZONE_NAME } from './fixture';
import { FailoverDns, RegionalEndpoint } from '../../src/dns';
import { DrTopology } from '../../src/topology';
import { describeBadInputs } from '../support/bad-inputs';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

const HOST = RegionalEndpoint.hostName('ingress.example.net');

function importedBalancer(region: string, id: string) {
  const arn = `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:loadbalancer/app/${id}/50dc6c495c0c9188`;
  return ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(ownStack(testApp(), `Import${id}`, region), id, {
    loadBalancerArn: arn,
    securityGroupId: 'sg-1',
    loadBalancerDnsName: `${id}.${region}.elb.amazonaws.com`,
    loadBalancerCanonicalHostedZoneId: 'ZTARGET',
  });
}

describeBadInputs(FAILOVER_DNS_BAD_INPUTS);

describe('record and zone', () => {
  test.each([
    ['a name in another zone', 'api.example.org.', 'recordName = "api.example.org.": it must be a known name inside the hosted zone "example.com"'],
    ['a name known only at deployment', Lazy.string({ produce: () => 'api' }), 'recordName = not known at synthesis'],
    ['an empty name', '', 'recordName = "": it gives the host name ".example.com"'],
    ['a wildcard', '*', 'recordName = "*": it gives the host name "*.example.com"'],
    ['an underscore', 'my_api', 'recordName = "my_api"'],
    ['a label that ends with a hyphen', 'api-', 'recordName = "api-"'],
    ['a label that is too long with the Region', 'a'.repeat(55), `recordName = "${'a'.repeat(55)}": it gives the host name "${'a'.repeat(55)}-${PRIMARY}.example.com"`],
    ['a name that is too long', 'a23456789.'.repeat(25) + 'a', `recordName = "${'a23456789.'.repeat(25)}a": it gives the host name`],
  ])('DNS-17: %s is refused', (_case, recordName, message) => {
    expect(() => bareDns({ recordName })).toThrow(`[Payments/Dns] ${message}`);
  });

  test('DNS-17: a zone whose id is a value of one stack is refused', () => {
    const topology = createdTopology();
    const hostedZone = new HostedZone(topology.globalStack, 'Zone', { zoneName: ZONE_NAME });
    expect(() => bareDns({ hostedZone }, topology))
      .toThrow(/\[Payments\/Dns\] hostedZone\.hostedZoneId = not known at synthesis: .* Import the zone: HostedZone\.fromHostedZoneAttributes/);
  });

  test('DNS-17: a zone without a name, or with one known only at deployment, is refused', () => {
    const topology = createdTopology();
    const byId = HostedZone.fromHostedZoneId(topology.globalStack, 'ById', ZONE_ID);
    expect(() => bareDns({ hostedZone: byId }, topology)).toThrow('hostedZone.zoneName = not known at synthesis');
    const byToken = HostedZone.fromHostedZoneAttributes(topology.globalStack, 'ByToken', { hostedZoneId: ZONE_ID, zoneName: Aws.STACK_NAME });
    expect(() => bareDns({ hostedZone: byToken }, createdTopology())).toThrow('hostedZone.zoneName = not known at synthesis');
  });
});

describe('two FailoverDns', () => {
  const second = (topology: DrTopology, recordName: string, hostedZoneId = ZONE_ID) => new FailoverDns(topology, 'Second', {
    topology, recordName, hostedZone: HostedZone.fromHostedZoneAttributes(topology.globalStack, 'SecondZone', { hostedZoneId, zoneName: ZONE_NAME }),
  });

  test.each([
    ['another name', 'web', ZONE_ID],
    ['a name below the other', 'v1.api', ZONE_ID],
    ['the same name in a zone of another id, such as the private one beside the public one', 'api', 'Z0987654321'],
  ])('DNS-17: %s is accepted', (_case, recordName, hostedZoneId) => {
    const topology = createdTopology();
    bareDns({}, topology);
    expect(() => second(topology, recordName, hostedZoneId)).not.toThrow();
  });

  test('DNS-17: a name that the Region of another one takes is refused, whichever comes first', () => {
    const topology = createdTopology();
    second(topology, `api-${SECONDARY}`);
    expect(() => bareDns({}, topology)).toThrow(`[Payments/Dns] recordName = "api": it needs records of the name "api-${SECONDARY}.example.com", and "Payments/Second"`);
  });
});

describe('health-check settings', () => {
  test.each([
    ['an interval of 20 seconds', { interval: Duration.seconds(20) }, 'healthCheck.interval = 20 seconds: Route 53 checks every 10 or every 30'],
    ['an interval below a second', { interval: Duration.millis(10) }, 'healthCheck.interval = 0.01 seconds'],
    ['a threshold of 0', { failureThreshold: 0 }, 'healthCheck.failureThreshold = 0: Route 53 changes a status after 1 to 10'],
    ['a threshold of 11', { failureThreshold: 11 }, 'healthCheck.failureThreshold = 11'],
    ['half a threshold', { failureThreshold: 2.5 }, 'healthCheck.failureThreshold = 2.5'],
  ])('DNS-02: %s is refused', (_case, healthCheck, message) => {
    expect(() => bareDns({ healthCheck })).toThrow(`[Payments/Dns] ${message}`);
  });

  test.each([
    ['without a slash', 'health'],
    ['with a blank', '/he alth'],
    ['that is empty', ''],
    ['of 256 characters', '/'.padEnd(256, 'a')],
  ])('DNS-10: a path %s is refused', (_case, path) => {
    expect(() => bareDns({ healthCheck: { path } })).toThrow(`[Payments/Dns] healthCheck.path = "${path}": a path begins with "/"`);
  });

  test('the limits themselves are accepted, and what is known only at deployment is let pass', () => {
    for (const healthCheck of [
      { failureThreshold: 1, interval: Duration.seconds(30), path: '/'.padEnd(255, 'a') },
      { failureThreshold: 10, interval: Duration.millis(10000) },
      { failureThreshold: Token.asNumber({ Ref: 'Threshold' }), interval: Duration.seconds(Token.asNumber({ Ref: 'Interval' })), path: Aws.STACK_NAME },
    ]) {
      expect(() => bareDns({ healthCheck })).not.toThrow();
    }
  });
});

describe('endpoints', () => {
  test.each([
    ['no host name at all', 'https://api.example.net', 'it is not a fully qualified host name'],
    ['one label', 'localhost', 'it is not a fully qualified host name'],
    ['the record itself', 'api.example.com', 'it is one of the names that lead to it'],
    ['the name of its own Region', `api-${PRIMARY}.example.com.`, 'it is one of the names that lead to it'],
    ['the name of the other Region', `API-${SECONDARY}.example.com`, 'it is one of the names that lead to it'],
  ])('a host name that is %s is refused', (_case, hostName, message) => {
    const topology = createdTopology();
    expect(() => bareDns({}, topology).addEndpoint(topology.primary, RegionalEndpoint.hostName(hostName)))
      .toThrow(`[Payments/Dns] endpoint of ${PRIMARY} = "${hostName}": ${message}`);
  });

  test.each([
    'main.cluster-abc.eu-west-1.rds.amazonaws.com',
    'main.global-abc.global.rds.amazonaws.com',
    'main.abc.0001.euw1.cache.amazonaws.com',
  ])('DNS-07: the data store %s is refused', hostName => {
    const topology = createdTopology();
    expect(() => bareDns({}, topology).addEndpoint(topology.primary, RegionalEndpoint.hostName(hostName)))
      .toThrow(`endpoint of ${PRIMARY} = "${hostName}": it is a data store's name: private, and not answering HTTPS`);
  });

  test('a second endpoint of a Region is refused', () => {
    const { dns, topology } = hostNameDns();
    expect(() => dns.addEndpoint(topology.primary, HOST)).toThrow(`[Payments/Dns] endpoint of ${PRIMARY}: the Region already has one`);
  });

  test('a Region of another topology is refused', () => {
    const other = createdTopology().primary;
    expect(() => bareDns().addEndpoint(other, HOST)).toThrow(`[Payments/Dns] region = "${PRIMARY}": it is not a Region of this construct's topology`);
  });

  test('a Region without an endpoint fails the synthesis, by name', () => {
    const app = testApp();
    const topology = createdTopology(app);
    bareDns({}, topology).addEndpoint(topology.primary, HOST);
    expect(() => app.synth()).toThrow(`[Payments/Dns] endpoint of ${SECONDARY}: it is missing`);
    expect(() => app.synth()).not.toThrow(`endpoint of ${PRIMARY}`);
  });

  test('CNAME records at the apex of the zone are refused', () => {
    const topology = createdTopology();
    expect(() => bareDns({ recordName: ZONE_NAME }, topology).addEndpoint(topology.primary, HOST))
      .toThrow('[Payments/Dns] recordName = "example.com": it is the apex of the zone, where DNS allows no CNAME record');
  });

  test('a host name in one Region and a load balancer in the other are refused, whichever comes first', () => {
    const balancer = (region: string) => RegionalEndpoint.loadBalancer(importedBalancer(region, 'Balancer'));
    const topology = createdTopology();
    const dns = bareDns({}, topology);
    dns.addEndpoint(topology.primary, HOST);
    expect(() => dns.addEndpoint(topology.secondary, balancer(SECONDARY)))
      .toThrow(`[Payments/Dns] endpoint of ${SECONDARY} = "alias": that of ${PRIMARY} is of kind "host name"`);

    const reverse = createdTopology();
    const reverseDns = bareDns({}, reverse);
    reverseDns.addEndpoint(reverse.secondary, balancer(SECONDARY));
    expect(() => reverseDns.addEndpoint(reverse.primary, HOST))
      .toThrow(`[Payments/Dns] endpoint of ${PRIMARY} = "host name": that of ${SECONDARY} is of kind "alias"`);
  });

  test('IPv6 in one Region only is refused', () => {
    const topology = createdTopology();
    const dns = bareDns({}, topology);
    dns.addEndpoint(topology.primary, RegionalEndpoint.loadBalancer(importedBalancer(PRIMARY, 'One'), { ipv6: true }));
    expect(() => dns.addEndpoint(topology.secondary, RegionalEndpoint.loadBalancer(importedBalancer(SECONDARY, 'Two'))))
      .toThrow(`[Payments/Dns] endpoint of ${SECONDARY}.ipv6 = false: the endpoint of ${PRIMARY} has the opposite`);
  });

  test('a load balancer of another Region is refused, created or imported', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const dns = bareDns({}, topology);
    const message = `[Payments/Dns] endpoint of ${PRIMARY} = load balancer in ${SECONDARY}: the endpoint of a Region must be in that Region`;
    expect(() => dns.addEndpoint(topology.primary, RegionalEndpoint.loadBalancer(loadBalancer(app, topology.secondary)))).toThrow(message);
    expect(() => dns.addEndpoint(topology.primary, RegionalEndpoint.loadBalancer(importedBalancer(SECONDARY, 'Balancer')))).toThrow(message);
  });

  test('a load balancer whose Region is known only at deployment is let pass', () => {
    const topology = createdTopology();
    const imported = importedBalancer(Aws.REGION, 'Balancer');
    expect(() => bareDns({}, topology).addEndpoint(topology.primary, RegionalEndpoint.loadBalancer(imported))).not.toThrow();
  });

  test('a value of another Region\'s stack is refused, in an alias and in a host name', () => {
    const app = testApp();
    const balancer = loadBalancer(app, createdTopology(testApp()).secondary);
    const message = `[Payments/Dns] endpoint of ${PRIMARY} = a value of stack "Workload-${SECONDARY}" in ${SECONDARY}`;
    const aliased = createdTopology(app);
    expect(() => bareDns({}, aliased).addEndpoint(aliased.primary, RegionalEndpoint.alias(new LoadBalancerTarget(balancer)))).toThrow(message);
    const named = createdTopology();
    expect(() => bareDns({}, named).addEndpoint(named.primary, RegionalEndpoint.hostName(balancer.loadBalancerDnsName))).toThrow(message);
  });

  test('a host name of the Region\'s own stack, or one known only at deployment, is accepted', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const dns = bareDns({}, topology);
    dns.addEndpoint(topology.primary, RegionalEndpoint.hostName(loadBalancer(app, topology.primary).loadBalancerDnsName));
    dns.addEndpoint(topology.secondary, RegionalEndpoint.hostName(Lazy.string({ produce: () => 'ingress.example.net' })));
    expect(() => app.synth()).not.toThrow();
  });

  test('a target that evaluates its own health is refused: it would move traffic past the latch', () => {
    const topology = createdTopology();
    const target = new LoadBalancerTarget(importedBalancer(PRIMARY, 'Balancer'), { evaluateTargetHealth: true });
    expect(() => bareDns({}, topology).addEndpoint(topology.primary, RegionalEndpoint.alias(target)))
      .toThrow(`[Payments/Dns] endpoint of ${PRIMARY}.evaluateTargetHealth = true: traffic would leave the Region`);
  });

  test('a load balancer without public IPv4 addresses is refused: no health checker could reach it', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const balancer = loadBalancer(app, topology.primary, { ipAddressType: IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4 });
    expect(() => bareDns({}, topology).addEndpoint(topology.primary, RegionalEndpoint.loadBalancer(balancer)))
      .toThrow(`[Payments/Dns] endpoint of ${PRIMARY} = load balancer without public IPv4 addresses`);
  });

  test('a CloudFront distribution is refused: two of them cannot share the record\'s name', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const distribution = new Distribution(ownStack(app, 'Cdn', PRIMARY), 'Distribution', { defaultBehavior: { origin: new HttpOrigin('example.net') } });
    expect(() => bareDns({}, topology).addEndpoint(topology.primary, RegionalEndpoint.alias(new CloudFrontTarget(distribution))))
      .toThrow(`[Payments/Dns] endpoint of ${PRIMARY} = CloudFront distribution: failover records cannot lead to distributions in both Regions`);
  });
});

describe('where it can be', () => {
  test('a handed-over topology without a stack in us-east-1 is refused', () => {
    const app = testApp();
    const topology = handedOverTopology(app);
    const hostedZone = importedZone(ownStack(app, 'Zones', 'us-east-1'));
    expect(() => bareDns({ hostedZone }, topology)).toThrow(/\[Payments\] globalStack: .* Give DrTopology\.fromStacks a "globalStack"/);
  });

  test('a partition other than aws is refused', () => {
    const app = testApp();
    const topology = new DrTopology(app, 'Payments', {
      account: ACCOUNT, primary: { region: 'us-gov-west-1' }, secondary: { region: 'us-gov-east-1' },
    });
    const hostedZone = importedZone(ownStack(app, 'Zones', 'us-gov-west-1'));
    expect(() => bareDns({ hostedZone }, topology)).toThrow('supported in partition "aws", not in "aws-us-gov"');
  });

  test('a stack that would have to wait for itself is refused, with the layer to separate', () => {
    const app = testApp();
    const [primary, global] = [ownStack(app, 'Ireland', PRIMARY), ownStack(app, 'Global', 'us-east-1')];
    primary.addStackDependency(global);
    const topology = handedOverTopology(app, { primary: { foundation: primary }, globalStack: global });
    expect(() => bareDns({}, topology)).toThrow(/\[Payments\] primary\.edge: stack "Ireland" must be deployed before stack "Global"/);
  });
});
