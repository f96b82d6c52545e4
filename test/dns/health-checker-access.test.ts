import type { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ApplicationListener, ApplicationProtocol, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bareDns, bareLoadBalancer, createdDns, handedOverDns, importedVpc, resourcesOf } from './fixture';
import { RegionalEndpoint } from '../../src/dns';
import { StackLayer } from '../../src/topology';
import { createdTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

const RULE = 'AWS::EC2::SecurityGroupIngress';
const LOOKUP = 'Custom::ManagedPrefixList';

/** The request that is made when the stack is created. */
function requestsOf(stack: Stack): { readonly service: string; readonly action: string; readonly parameters: object }[] {
  return Object.values(resourcesOf(templateOf(stack), LOOKUP)).map(({ Properties }) => JSON.parse(Properties.Update));
}

function closedGroup(stack: Stack, id = 'Group'): ec2.SecurityGroup {
  return new ec2.SecurityGroup(stack, id, { vpc: importedVpc(stack) });
}

describe('security groups', () => {
  test.each([PRIMARY, SECONDARY])('DNS-15: in %s the list of health checkers that AWS keeps there is let in to port 443, and nobody else', name => {
    const { app, topology, dns } = createdDns();
    const region = topology.regions.find(each => each.name === name)!;
    const stack = ownStack(app, 'Closed', name);
    dns.forRegion(region).allowHealthCheckersTo(closedGroup(stack));
    expect(requestsOf(region.stack(StackLayer.DATA))).toEqual([expect.objectContaining({
      service: 'EC2',
      action: 'describeManagedPrefixLists',
      parameters: { Filters: [{ Name: 'prefix-list-name', Values: [`com.amazonaws.${name}.route53-healthchecks`] }] },
      outputPaths: ['PrefixLists.0.PrefixListId'],
    })]);
    const template = templateOf(stack);
    template.resourceCountIs(RULE, 1);
    template.hasResourceProperties(RULE, {
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      SourcePrefixListId: { 'Fn::ImportValue': Match.stringLikeRegexp(`^Payments-test-data-${name}:.*PrefixLists0PrefixListId`) },
      CidrIp: Match.absent(),
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
  });

  test('DNS-15: the stack that asks may list prefix lists, nothing else, and asks once however many groups there are', () => {
    const { app, topology, dns } = createdDns();
    const stack = ownStack(app, 'Closed', PRIMARY);
    const vpc = importedVpc(stack);
    ['One', 'Two'].forEach(id => dns.forRegion(topology.primary).allowHealthCheckersTo(new ec2.SecurityGroup(stack, id, { vpc })));
    templateOf(stack).resourceCountIs(RULE, 2);
    const template = templateOf(topology.primary.stack(StackLayer.DATA));
    template.resourceCountIs(LOOKUP, 1);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{ Action: 'ec2:DescribeManagedPrefixLists', Effect: 'Allow', Resource: '*' }] },
    });
  });

  test('the IPv6 addresses are let in when asked for', () => {
    const { app, topology, dns } = createdDns();
    const stack = ownStack(app, 'Closed', PRIMARY);
    dns.forRegion(topology.primary).allowHealthCheckersTo(closedGroup(stack), { ipv6: true });
    expect(requestsOf(topology.primary.stack(StackLayer.DATA)).map(({ parameters }) => parameters)).toEqual([
      { Filters: [{ Name: 'prefix-list-name', Values: [`com.amazonaws.${PRIMARY}.route53-healthchecks`] }] },
      { Filters: [{ Name: 'prefix-list-name', Values: [`com.amazonaws.${PRIMARY}.ipv6.route53-healthchecks`] }] },
    ]);
    const lists = Object.values(resourcesOf(templateOf(stack), RULE)).map(({ Properties }) => JSON.stringify(Properties.SourcePrefixListId));
    expect(new Set(lists).size).toBe(2);
  });

  test('the port is that of the listener, also when the endpoint is added later', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const dns = bareDns({}, topology);
    for (const region of topology.regions) {
      const loadBalancer = bareLoadBalancer(ownStack(app, `Workload-${region.name}`, region.name));
      dns.forRegion(region).allowHealthCheckersTo(loadBalancer);
      const listener = new ApplicationListener(loadBalancer, 'Listener', {
        loadBalancer,
        port: 8443,
        protocol: ApplicationProtocol.HTTPS,
        certificates: [{ certificateArn: 'arn' }],
        open: false,
        defaultAction: ListenerAction.fixedResponse(200),
      });
      dns.addEndpoint(region, RegionalEndpoint.loadBalancer(loadBalancer, { listener }));
    }
    for (const stack of stacksOf(app).filter(each => each.stackName.startsWith('Workload'))) {
      templateOf(stack).hasResourceProperties(RULE, { FromPort: 8443, ToPort: 8443 });
    }
  });

  test('it works in stacks that the consumer owns', () => {
    const { topology, dns } = handedOverDns();
    const stack = topology.primary.stack(StackLayer.EDGE);
    dns.forRegion(topology.primary).allowHealthCheckersTo(stack.node.findChild('LoadBalancer') as ApplicationLoadBalancer);
    templateOf(stack).hasResourceProperties(RULE, { SourcePrefixListId: { 'Fn::GetAtt': [Match.anyValue(), 'PrefixLists.0.PrefixListId'] } });
  });

  test('SEC-03: cdk-nag finds nothing in the look-up', () => {
    const { app, topology, dns } = createdDns();
    topology.regions.forEach(region => dns.forRegion(region).allowHealthCheckersTo(closedGroup(ownStack(app, `Closed-${region.name}`, region.name))));
    const findings = new AwsSolutionsChecks(app).validateScope(app).violations;
    expect(findings.map(finding => finding.ruleName)).toEqual(['AwsSolutions-ELB2']);
  });
});

