import { Match } from 'aws-cdk-lib/assertions';
import { createdDns, hostNameDns, resourcesOf, templatesOf, ZONE_ID } from './fixture';
import type { Templates } from './fixture';
import { RoutingPolicy, TrafficShift } from '../../src/dns';
import { PRIMARY, SECONDARY } from '../support/environment';

const RECORD = 'AWS::Route53::RecordSet';
const CHECK = 'AWS::Route53::HealthCheck';

const weighted = (secondaryWeight?: number, trafficShift?: TrafficShift) =>
  createdDns({ routingPolicy: RoutingPolicy.weighted({ secondaryWeight }), trafficShift });

/** What the record of a Region looks at, one by one. */
function signalsOf({ global }: Templates, region: string) {
  const record = Object.values(resourcesOf(global, RECORD)).find(({ Properties }) => Properties.SetIdentifier.endsWith(region))!;
  const configOf = ({ Ref }: { Ref: string }) => resourcesOf(global, CHECK)[Ref].Properties.HealthCheckConfig;
  const { HealthThreshold, ChildHealthChecks } = configOf(record.Properties.HealthCheckId);
  const signals = ChildHealthChecks.map(configOf).map((config: ReturnType<typeof configOf>) =>
    `${config.Inverted ? 'inverted ' : ''}${config.FullyQualifiedDomainName ?? `latch of ${config.AlarmIdentifier.Region}`}`);
  return { needed: HealthThreshold, signals, distinct: new Set(ChildHealthChecks.map(({ Ref }: { Ref: string }) => Ref)).size };
}

describe('routing policy', () => {
  test('DNS-12: failover records by default', () => {
    const { dns, topology } = createdDns();
    expect(dns.routingPolicy.name).toBe('failover');
    const { global } = templatesOf({ app: topology.globalStack.node.root as never, topology, dns });
    for (const failover of ['PRIMARY', 'SECONDARY']) {
      global.resourcePropertiesCountIs(RECORD, { Failover: failover, Weight: Match.absent(), HealthCheckId: Match.anyValue() }, 1);
    }
  });

  test.each([[undefined, 0], [0, 0], [11, 11], [255, 255]])('DNS-12: weighted, a secondary weight of %s gives records of 100 and %i', (given, weight) => {
    const { global } = templatesOf(weighted(given));
    global.resourcePropertiesCountIs(RECORD, { Name: 'api.example.com.' }, 2);
    const records = [[PRIMARY, `primary-${PRIMARY}`, 100], [SECONDARY, `secondary-${SECONDARY}`, weight]] as const;
    for (const [region, setIdentifier, expected] of records) {
      global.hasResourceProperties(RECORD, {
        Name: 'api.example.com.',
        Type: 'A',
        Weight: expected,
        Failover: Match.absent(),
        SetIdentifier: setIdentifier,
        HealthCheckId: { Ref: Match.anyValue() },
        AliasTarget: { DNSName: `api-${region}.example.com`, HostedZoneId: ZONE_ID, EvaluateTargetHealth: true },
      });
    }
  });

  test('DNS-12: weighted records of host names have one TTL', () => {
    const { global } = templatesOf(hostNameDns({ routingPolicy: RoutingPolicy.weighted({ secondaryWeight: 5 }) }));
    global.resourcePropertiesCountIs(RECORD, { Type: 'CNAME', TTL: '60', Weight: Match.anyValue(), HealthCheckId: Match.anyValue() }, 2);
  });

  test('DNS-11: weighted records have set identifiers of their own', () => {
    const identifiers = Object.values(resourcesOf(templatesOf(weighted(5)).global, RECORD))
      .filter(({ Properties }) => Properties.Type === 'A').map(({ Properties }) => Properties.SetIdentifier);
    expect(identifiers.sort()).toEqual([`primary-${PRIMARY}`, `secondary-${SECONDARY}`]);
  });
});

describe('what weighted records look at', () => {
  test('DNS-14: by plan, the home Region answers while the latch is open or its own is closed', () => {
    expect(signalsOf(templatesOf(weighted(5)), PRIMARY))
      .toEqual({ needed: 1, signals: [`latch of ${SECONDARY}`, `inverted latch of ${PRIMARY}`], distinct: 2 });
  });

  test('DNS-14: by endpoint health, its own latch counts as much as endpoint and latch together', () => {
    expect(signalsOf(templatesOf(weighted(5, TrafficShift.onEndpointHealth())), PRIMARY)).toEqual({
      needed: 2,
      signals: [`api-${PRIMARY}.example.com`, `latch of ${SECONDARY}`, `inverted latch of ${PRIMARY}`, `inverted latch of ${PRIMARY}`],
      distinct: 4,
    });
  });

  test('DNS-14: the standby answers by the rule of failover records', () => {
    const expected = signalsOf(templatesOf(createdDns()), SECONDARY);
    expect(expected.needed).toBe(3);
    expect(signalsOf(templatesOf(weighted(5)), SECONDARY)).toEqual(expected);
  });

  test('there is no check that no rule needs', () => {
    const count = (templates: Templates) => Object.keys(resourcesOf(templates.global, CHECK)).length;
    expect([createdDns(), weighted(), weighted(0, TrafficShift.onEndpointHealth())].map(fixture => count(templatesOf(fixture)))).toEqual([7, 9, 10]);
  });
});

test('TEST-15: a failover is tried by regional names, by a share for the standby, or by a latch, never by disabling or inverting a check', () => {
  const { dns, topology } = weighted(0);
  const templates = templatesOf({ app: topology.globalStack.node.root as never, topology, dns });
  topology.regions.forEach((region, index) => {
    // The name of a Region leads there, whatever its health and whoever is active.
    const { domainName, latch } = dns.forRegion(region);
    templates.edges[index].hasResourceProperties(RECORD, {
      Name: `${domainName}.`, HealthCheckId: Match.absent(), Failover: Match.absent(), Weight: Match.absent(), AliasTarget: { EvaluateTargetHealth: false },
    });
    templates.recoveries[index].hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: latch.alarmName, MetricName: latch.metricName });
  });
  // A latch moves the answers: one record looks at that of the standby, the other one at its opposite.
  expect(signalsOf(templates, PRIMARY).signals).toContain(`latch of ${SECONDARY}`);
  expect(signalsOf(templates, SECONDARY).signals).toContain(`inverted latch of ${SECONDARY}`);
  // From nothing to a share: only the weight changes.
  const changed = templatesOf(weighted(11)).global.toJSON();
  const before = templates.global.toJSON();
  const [id] = Object.entries(resourcesOf(templates.global, RECORD)).find(([, { Properties }]) => Properties.Weight === 0)!;
  expect(changed.Resources[id].Properties).toEqual({ ...before.Resources[id].Properties, Weight: 11 });
  expect({ ...changed.Resources, [id]: undefined }).toEqual({ ...before.Resources, [id]: undefined });
  const configs = Object.values(resourcesOf(templates.global, CHECK)).map(({ Properties }) => Properties.HealthCheckConfig);
  expect(configs.filter(config => 'Disabled' in config)).toEqual([]);
  expect(new Set(configs.filter(({ Inverted }) => Inverted).map(({ Type }) => Type))).toEqual(new Set(['CLOUDWATCH_METRIC']));
});
