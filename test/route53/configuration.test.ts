import { answersTo } from './answers';
import type { StackTemplate } from './configuration';
import { configurationOf } from './configuration';

const HEALTH_CHECK = { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'HTTPS', FullyQualifiedDomainName: 'a.example.com' } } };
const PARENT = { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'CALCULATED', ChildHealthChecks: [{ Ref: 'Check' }, 'imported'], HealthThreshold: 2 } } };
const RECORD = {
  Type: 'AWS::Route53::RecordSet',
  Properties: {
    Name: 'WWW.Example.com.',
    Type: 'A',
    HostedZoneId: { Ref: 'Zone' },
    AliasTarget: { DNSName: { 'Fn::GetAtt': ['Balancer', 'DNSName'] }, HostedZoneId: 'ELB' },
    HealthCheckId: { Ref: 'Check' },
    Failover: 'PRIMARY',
    Weight: 0,
  },
};

function stack(stackName: string, resources: StackTemplate['resources']): StackTemplate {
  return { stackName, region: 'eu-west-1', resources };
}

test('records are read with names in one spelling, and values that only the deployment knows as they are written', () => {
  expect(configurationOf([stack('Stack', { Record: RECORD, Other: { Type: 'AWS::SNS::Topic' } })]).records).toEqual([{
    zoneId: 'eu-west-1/Stack/{"Ref":"Zone"}',
    name: 'www.example.com',
    type: 'A',
    alias: { zoneId: 'ELB', target: 'eu-west-1/stack/{"fn::getatt":["balancer","dnsname"]}', evaluated: false },
    values: [],
    failover: 'PRIMARY',
    weight: 0,
    healthCheckId: 'Stack/Check',
  }]);
});

test('equal logical ids of two stacks are two health checks, and a literal id is neither', () => {
  const { healthChecks } = configurationOf(['One', 'Two'].map(name => stack(name, { Check: HEALTH_CHECK, Parent: PARENT })));
  expect([...healthChecks.keys()]).toEqual(['One/Check', 'One/Parent', 'Two/Check', 'Two/Parent']);
  expect(healthChecks.get('Two/Parent')!.config).toEqual({ Type: 'CALCULATED', ChildHealthChecks: ['Two/Check', 'imported'], HealthThreshold: 2 });
});

test('alarms are read with their Region', () => {
  expect(configurationOf([stack('Stack', { Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'a' } } })]).alarms)
    .toEqual([{ region: 'eu-west-1', properties: { AlarmName: 'a' } }]);
});

test('records of a policy that no rule here covers are refused', () => {
  const latency = { ...RECORD, Properties: { ...RECORD.Properties, Region: 'eu-west-1' } };
  expect(() => configurationOf([stack('Stack', { Record: latency })])).toThrow('record "WWW.Example.com." with Region');
});

test('an answer names every step from the name that was asked for to what no record explains', () => {
  const cname = (Name: string, value: string) => ({ Type: 'AWS::Route53::RecordSet', Properties: { Name, Type: 'CNAME', HostedZoneId: 'Z', ResourceRecords: [value] } });
  const configuration = configurationOf([stack('One', { A: cname('a.example.com', 'b.example.com.') }), stack('Two', { B: cname('b.example.com.', 'C.example.net') })]);
  expect(answersTo('A.example.com', 'A', configuration, { endpoints: {}, streams: [] }))
    .toEqual([{ path: ['a.example.com', 'b.example.com', 'c.example.net'], probability: 1 }]);
});
