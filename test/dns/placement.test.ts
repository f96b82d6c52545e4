import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { allTemplates, bareDns, createdDns, handedOverDns, hostNameDns, loadBalancerIn, resourcesOf, templatesOf } from './fixture';
import { RegionalEndpoint } from '../../src/dns';
import { StackLayer } from '../../src/topology';
import { createdTopology, handedOverTopology, ownStack, templateOf, testApp } from '../support/environment';

const RECORD = 'AWS::Route53::RecordSet';
const CHECK = 'AWS::Route53::HealthCheck';
const ALARM = 'AWS::CloudWatch::Alarm';

const created = createdDns();

describe('where it is built', () => {
  test('TEST-17: it works alone in created stacks, each part in its layer', () => {
    const { app, topology } = created;
    expect(Object.keys(allTemplates(app)).sort()).toEqual([
      'Payments-test-edge-eu-central-1', 'Payments-test-edge-eu-west-1',
      'Payments-test-foundation-eu-central-1', 'Payments-test-foundation-eu-west-1', 'Payments-test-global-us-east-1',
      'Payments-test-recovery-eu-central-1', 'Payments-test-recovery-eu-west-1', 'Workload-eu-central-1', 'Workload-eu-west-1',
    ]);
    const before = topology.globalStack.dependencies.map(stack => stack.stackName);
    expect(before).toEqual(expect.arrayContaining(Object.keys(allTemplates(app)).filter(name => /-(edge|recovery)-/.test(name))));
  });

  test('TEST-17: it works alone in stacks that the consumer owns, one per Region and one in us-east-1', () => {
    const { topology } = handedOverDns();
    for (const region of topology.regions) {
      const template = templateOf(region.stack(StackLayer.FOUNDATION));
      template.resourceCountIs(ALARM, 1);
      template.resourceCountIs(RECORD, 1);
      expect(topology.globalStack.dependencies).toContain(region.stack(StackLayer.FOUNDATION));
    }
    templateOf(topology.globalStack).resourceCountIs(RECORD, 2);
  });

  test('in one stack with the home Region, records and checks wait for what they know by name only', () => {
    const app = testApp();
    const east = ownStack(app, 'East', 'us-east-1');
    const topology = handedOverTopology(app, { primary: { foundation: east }, globalStack: east });
    const dns = bareDns({}, topology);
    topology.regions.forEach(region =>
      dns.addEndpoint(region, RegionalEndpoint.loadBalancer(loadBalancerIn(region.stack(StackLayer.EDGE)))));
    const template = templateOf(east);
    const regional = Object.entries(resourcesOf(template, RECORD)).find(([, r]) => r.Properties.Failover === undefined)![0];
    const [alarm] = Object.keys(resourcesOf(template, ALARM));
    const failover = Object.values(resourcesOf(template, RECORD)).filter(r => r.Properties.Failover !== undefined);
    expect(failover.map(record => record.DependsOn)).toEqual([[regional], [regional]]);
    for (const check of Object.values(resourcesOf(template, CHECK))) {
      expect(check.DependsOn).toEqual([alarm]);
    }
  });

  test('nothing of one Region is read by another: no export is read across Regions, no value is looked up', () => {
    for (const fixture of [createdDns(), handedOverDns(), hostNameDns()]) {
      const texts = allTemplates(fixture.app);
      for (const [name, text] of Object.entries(texts)) {
        expect([name, text.match(/ExportReader|ExportWriter|GetStackOutput/)]).toEqual([name, null]);
      }
      for (const region of fixture.topology.regions) {
        const edge = templateOf(region.stack(StackLayer.EDGE)).toJSON();
        expect(JSON.stringify(edge)).not.toContain(region.peer.name);
      }
      const global = texts[fixture.topology.globalStack.stackName];
      expect(global).not.toContain('Fn::ImportValue');
    }
  });

  test('no permission to change records and no custom resource in any stack, no role and no function where records and checks are', () => {
    for (const [name, text] of Object.entries(allTemplates(createdDns().app))) {
      expect([name, text.match(/ChangeResourceRecordSets|UpdateHealthCheck|Custom::|AWS::CloudFormation::CustomResource/)]).toEqual([name, null]);
      if (!name.includes('-recovery-')) {
        expect([name, text.match(/AWS::IAM|AWS::Lambda/)]).toEqual([name, null]);
      }
    }
  });

  test('SEC-03: cdk-nag finds nothing in what it creates', () => {
    const findings = (app: App) => new AwsSolutionsChecks(app).validateScope(app).violations;
    expect(findings(hostNameDns().app)).toEqual([]);
    expect(findings(handedOverDns().app).map(finding => finding.ruleName)).toEqual(['AwsSolutions-ELB2']);
  });

  test('the order in which endpoints are added changes nothing', () => {
    const topology = createdTopology();
    const dns = bareDns({}, topology);
    for (const region of [topology.secondary, topology.primary]) {
      dns.addEndpoint(region, RegionalEndpoint.hostName(`ingress.${region.name}.example.net`));
    }
    const { global } = templatesOf({ app: testApp(), topology, dns });
    expect(global.toJSON()).toEqual(templatesOf(hostNameDns()).global.toJSON());
  });
});
