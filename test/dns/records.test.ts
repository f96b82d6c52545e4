import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { DomainName } from 'aws-cdk-lib/aws-apigateway';
import { IpAddressType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import { bareDns, createdDns, hostNameDns, importedZone, loadBalancerIn, resourcesOf, templatesOf, ZONE_ID } from './fixture';
import type { FailoverDnsProps } from '../../src/dns';
import { FailoverDns, RegionalEndpoint } from '../../src/dns';
import { StackLayer } from '../../src/topology';
import { PRIMARY, SECONDARY, createdTopology, ownStack, templateOf, testApp } from '../support/environment';

const RECORD = 'AWS::Route53::RecordSet';

const created = createdDns();
const templates = templatesOf(created);

function failoverRecord(template: typeof templates.global, failover: string, type = 'A') {
  return Object.values(resourcesOf(template, RECORD)).find(r => r.Properties.Failover === failover && r.Properties.Type === type)!.Properties;
}

describe('records', () => {
  test.each([[0, PRIMARY], [1, SECONDARY]])('DNS-13: the regional record (%i, %s) is an alias to the passed load balancer', (index, region) => {
    templates.edges[index].resourceCountIs(RECORD, 1);
    templates.edges[index].hasResourceProperties(RECORD, {
      Name: `api-${region}.example.com.`,
      Type: 'A',
      AliasTarget: {
        DNSName: { 'Fn::Join': ['', ['dualstack.', { 'Fn::ImportValue': Match.stringLikeRegexp(`^Workload-${region}:.*DNSName`) }]] },
        HostedZoneId: { 'Fn::ImportValue': Match.stringLikeRegexp(`^Workload-${region}:.*CanonicalHostedZoneID`) },
        EvaluateTargetHealth: false,
      },
      HealthCheckId: Match.absent(),
      Failover: Match.absent(),
      SetIdentifier: Match.absent(),
    });
  });

  test('DNS-13: failover records are aliases of the regional names in the same zone, evaluated as AWS requires', () => {
    templates.global.resourceCountIs(RECORD, 2);
    for (const [failover, region] of [['PRIMARY', PRIMARY], ['SECONDARY', SECONDARY]]) {
      templates.global.hasResourceProperties(RECORD, {
        Name: 'api.example.com.',
        Type: 'A',
        Failover: failover,
        HealthCheckId: { Ref: Match.anyValue() },
        AliasTarget: { DNSName: `api-${region}.example.com`, HostedZoneId: ZONE_ID, EvaluateTargetHealth: true },
      });
    }
  });

  test('DNS-13: a Regional custom domain name of an API keeps its own DNS name and zone', () => {
    const topology = createdTopology();
    const dns = bareDns({}, topology);
    for (const region of topology.regions) {
      const domain = DomainName.fromDomainNameAttributes(ownStack(testApp(), 'Api', region.name), 'Domain', {
        domainName: 'api.example.com',
        domainNameAliasTarget: `d-abc.execute-api.${region.name}.amazonaws.com`,
        domainNameAliasHostedZoneId: `ZONEOF${region.name}`,
      });
      dns.addEndpoint(region, RegionalEndpoint.alias(new ApiGatewayDomain(domain)));
    }
    for (const region of topology.regions) {
      templateOf(region.stack(StackLayer.EDGE)).hasResourceProperties(RECORD, {
        AliasTarget: {
          DNSName: `d-abc.execute-api.${region.name}.amazonaws.com`,
          HostedZoneId: `ZONEOF${region.name}`,
          EvaluateTargetHealth: false,
        },
      });
    }
  });

  test('DNS-13: the library knows no hosted zone by its id', () => {
    const folder = join(__dirname, '../../src/dns');
    const sources = readdirSync(folder).filter(file => file.endsWith('.ts')).map(file => readFileSync(join(folder, file), 'utf8'));
    expect(sources.length).toBeGreaterThan(10);
    expect(sources.filter(source => /['"`]Z[A-Z0-9]{9,}/.test(source))).toEqual([]);
  });

  test('DNS-11: each failover record has a set identifier of its own that names its side and Region', () => {
    const identifiers = Object.values(resourcesOf(templates.global, RECORD)).map(record => record.Properties.SetIdentifier);
    expect(identifiers.sort()).toEqual([`primary-${PRIMARY}`, `secondary-${SECONDARY}`]);
  });

  test('DNS-17: every record is in the zone that was given', () => {
    for (const template of [templates.global, ...templates.edges]) {
      const zones = Object.values(resourcesOf(template, RECORD)).map(record => record.Properties.HostedZoneId);
      expect(new Set(zones)).toEqual(new Set([ZONE_ID]));
    }
  });

  test('DNS-17: zone and record name are required: the compiler says so, and synthesis ends without a zone', () => {
    const topology = createdTopology();
    // @ts-expect-error hostedZone is required
    const withoutZone: FailoverDnsProps = { topology, recordName: 'api' };
    // @ts-expect-error recordName is required
    const withoutName: FailoverDnsProps = { topology, hostedZone: importedZone(topology.globalStack) };
    expect(() => new FailoverDns(topology, 'NoZone', withoutZone)).toThrow(TypeError);
    expect(withoutName.recordName).toBeUndefined();
  });

  test('a dual-stack load balancer gets AAAA records beside the A records, in both places', () => {
    const { global, edges } = templatesOf(createdDns({}, { ipAddressType: IpAddressType.DUAL_STACK }));
    for (const template of [global, ...edges]) {
      const types = Object.values(resourcesOf(template, RECORD)).map(record => record.Properties.Type);
      expect(new Set(types)).toEqual(new Set(['A', 'AAAA']));
    }
    expect(failoverRecord(global, 'PRIMARY', 'AAAA').HealthCheckId).toEqual(failoverRecord(global, 'PRIMARY', 'A').HealthCheckId);
    expect(failoverRecord(global, 'SECONDARY', 'AAAA').AliasTarget.DNSName).toBe(`api-${SECONDARY}.example.com`);
  });

  test('an explicit ipv6 wins over what the load balancer says', () => {
    const topology = createdTopology();
    const dns = bareDns({}, topology);
    for (const region of topology.regions) {
      const balancer = loadBalancerIn(region.stack(StackLayer.EDGE), { ipAddressType: IpAddressType.DUAL_STACK });
      dns.addEndpoint(region, RegionalEndpoint.loadBalancer(balancer, { ipv6: false }));
    }
    templateOf(topology.globalStack).resourcePropertiesCountIs(RECORD, { Type: 'AAAA' }, 0);
    templateOf(topology.globalStack).resourcePropertiesCountIs(RECORD, { Type: 'A' }, 2);
  });

  test('a host name gets CNAME records, which are no aliases and may be cached for a minute', () => {
    const { global, edges } = templatesOf(hostNameDns());
    edges[1].hasResourceProperties(RECORD, {
      Name: `api-${SECONDARY}.example.com.`, Type: 'CNAME', TTL: '60', ResourceRecords: [`ingress.${SECONDARY}.example.net`], AliasTarget: Match.absent(),
    });
    global.resourceCountIs(RECORD, 2);
    global.hasResourceProperties(RECORD, {
      Name: 'api.example.com.',
      Type: 'CNAME',
      TTL: '60',
      ResourceRecords: [`api-${SECONDARY}.example.com`],
      Failover: 'SECONDARY',
      HealthCheckId: { Ref: Match.anyValue() },
      AliasTarget: Match.absent(),
    });
  });

  test.each([[Duration.seconds(0), '0'], [Duration.seconds(15), '15'], [Duration.minutes(1), '60']])('a TTL of %s holds for all CNAME records', (ttl, expected) => {
    const { global, edges } = templatesOf(hostNameDns({ ttl }));
    global.resourcePropertiesCountIs(RECORD, { Type: 'CNAME', TTL: expected }, 2);
    edges.forEach(edge => edge.resourcePropertiesCountIs(RECORD, { Type: 'CNAME', TTL: expected }, 1));
  });

  test('alias records have no TTL of their own', () => {
    for (const template of [templates.global, ...templates.edges]) {
      template.allResourcesProperties(RECORD, { TTL: Match.absent() });
    }
  });

  test.each([
    ['api', 'api.example.com', `api-${PRIMARY}.example.com`],
    ['API.example.com.', 'api.example.com', `api-${PRIMARY}.example.com`],
    ['api.v1', 'api.v1.example.com', `api-${PRIMARY}.v1.example.com`],
    ['example.com', 'example.com', `${PRIMARY}.example.com`],
  ])('the record name "%s" means %s, and %s in its Region', (recordName, domainName, regionalName) => {
    const topology = createdTopology();
    const dns = bareDns({ recordName, hostedZone: importedZone(topology.globalStack, 'Example.com.') }, topology);
    expect(dns.domainName).toBe(domainName);
    expect(dns.forRegion(topology.primary).domainName).toBe(regionalName);
  });
});
