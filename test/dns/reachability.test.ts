import { App, Aws, Stack, Token } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone, PrivateHostedZone, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { bareDns, bareLoadBalancer, https, importedVpc, loadBalancerIn, ZONE_NAME } from './fixture';
import { RegionalEndpoint } from '../../src/dns';
import { createdTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

const OTHER_ACCOUNT = '222222222222';
const OTHER = { defaultAction: elbv2.ListenerAction.fixedResponse(200), open: false };
const NO_LISTENER = 'has no listener for HTTPS on port 443';

/** Adds an endpoint of the home Region. */
function addEndpoint(app: App, endpoint: RegionalEndpoint): void {
  const topology = createdTopology(app);
  bareDns({}, topology).addEndpoint(topology.primary, endpoint);
}

/** Both Regions with one kind of load balancer, whose listeners `listen` adds after `addEndpoint`. */
function balanced(create: (stack: Stack) => elbv2.ILoadBalancerV2, listen: (stack: Stack) => void): App {
  const app = testApp();
  const topology = createdTopology(app);
  const dns = bareDns({}, topology);
  for (const region of topology.regions) {
    const stack = ownStack(app, `Workload-${region.name}`, region.name);
    dns.addEndpoint(region, RegionalEndpoint.loadBalancer(create(stack)));
    listen(stack);
  }
  return app;
}

const application = (stack: Stack) => bareLoadBalancer(stack);
const network = (stack: Stack) => new elbv2.NetworkLoadBalancer(stack, 'LoadBalancer', { vpc: importedVpc(stack), internetFacing: true });
const applicationIn = (stack: Stack) => stack.node.findChild('LoadBalancer') as elbv2.ApplicationLoadBalancer;
const networkIn = (stack: Stack) => stack.node.findChild('LoadBalancer') as elbv2.NetworkLoadBalancer;
const targetGroup = (stack: Stack) => new elbv2.NetworkTargetGroup(stack, 'Targets', { port: 443, vpc: networkIn(stack).vpc });

function resourceListener(scope: Stack, loadBalancerArn: string, port: number, protocol: string): void {
  new elbv2.CfnListener(scope, 'Listener', { loadBalancerArn, port, protocol, defaultActions: [{ type: 'fixed-response' }] });
}

describe('the account', () => {
  test('a load balancer of another account is refused, created or imported', () => {
    const message = `[Payments/Dns] endpoint of ${PRIMARY} = load balancer in account ${OTHER_ACCOUNT}: both Regions of the topology are in account`;
    const app = testApp();
    const stack = new Stack(app, 'Theirs', { env: { account: OTHER_ACCOUNT, region: PRIMARY } });
    expect(() => addEndpoint(app, RegionalEndpoint.loadBalancer(loadBalancerIn(stack)))).toThrow(message);

    const importing = testApp();
    const imported = elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(ownStack(importing, 'Ours', PRIMARY), 'Imported', {
      loadBalancerArn: `arn:aws:elasticloadbalancing:${PRIMARY}:${OTHER_ACCOUNT}:loadbalancer/app/theirs/50dc6c495c0c9188`,
      securityGroupId: 'sg-1',
      loadBalancerDnsName: `theirs.${PRIMARY}.elb.amazonaws.com`,
      loadBalancerCanonicalHostedZoneId: 'ZTARGET',
    });
    expect(() => addEndpoint(importing, RegionalEndpoint.loadBalancer(imported))).toThrow(message);
  });

  test('a load balancer whose account is known only at deployment is let pass', () => {
    const app = testApp();
    const balancer = loadBalancerIn(new Stack(app, 'Somewhere', { env: { region: PRIMARY } }));
    expect(() => addEndpoint(app, RegionalEndpoint.loadBalancer(balancer))).not.toThrow();
    expect(() => addEndpoint(testApp(), RegionalEndpoint.hostName(balancer.loadBalancerDnsName))).not.toThrow();
  });

  test('a value of another account\'s stack is refused, in an alias and in a host name', () => {
    const message = `[Payments/Dns] endpoint of ${PRIMARY} = a value of stack "Theirs" in account ${OTHER_ACCOUNT}`;
    const app = testApp();
    const balancer = loadBalancerIn(new Stack(app, 'Theirs', { env: { account: OTHER_ACCOUNT, region: PRIMARY } }));
    expect(() => addEndpoint(app, RegionalEndpoint.alias(new LoadBalancerTarget(balancer)))).toThrow(message);
    expect(() => addEndpoint(testApp(), RegionalEndpoint.hostName(balancer.loadBalancerDnsName))).toThrow(message);
  });
});

describe('the Internet', () => {
  test.each<[string, (stack: Stack) => elbv2.ILoadBalancerV2]>([
    ['application load balancer, by CDK\'s default', stack => new elbv2.ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc: importedVpc(stack) })],
    ['application load balancer', stack => bareLoadBalancer(stack, { internetFacing: false })],
    ['network load balancer', stack => new elbv2.NetworkLoadBalancer(stack, 'LoadBalancer', { vpc: importedVpc(stack) })],
  ])('DNS-01: an internal %s is refused: no health checker could reach it', (_case, create) => {
    const app = testApp();
    expect(() => addEndpoint(app, RegionalEndpoint.loadBalancer(create(ownStack(app, 'Workload', PRIMARY)))))
      .toThrow(`[Payments/Dns] endpoint of ${PRIMARY} = internal load balancer: Route 53's health checkers are outside of any VPC`);
  });

  test('DNS-01: a private hosted zone is refused, however it became private', () => {
    const topology = createdTopology();
    const vpc = importedVpc(topology.globalStack);
    const added = new HostedZone(topology.globalStack, 'Added', { zoneName: ZONE_NAME });
    added.addVpc(vpc);
    for (const hostedZone of [new PrivateHostedZone(topology.globalStack, 'Private', { zoneName: ZONE_NAME, vpc }), added]) {
      expect(() => bareDns({ hostedZone }, createdTopology())).toThrow('[Payments/Dns] hostedZone = private hosted zone: Route 53\'s health checkers');
    }
    const hostedZone = new PublicHostedZone(topology.globalStack, 'Public', { zoneName: ZONE_NAME });
    expect(() => bareDns({ hostedZone }, createdTopology())).toThrow('hostedZone.hostedZoneId = not known at synthesis');
  });
});

describe('the listener', () => {
  test.each<[string, (stack: Stack) => elbv2.ILoadBalancerV2, (stack: Stack) => void]>([
    ['without a listener', application, () => undefined],
    ['with HTTP on port 80 alone', application, stack => applicationIn(stack).addListener('Http', { port: 80, ...OTHER })],
    ['with HTTP on port 443', application,
      stack => applicationIn(stack).addListener('Http', { port: 443, protocol: elbv2.ApplicationProtocol.HTTP, ...OTHER })],
    ['with HTTPS on port 8443', application, stack => applicationIn(stack).addListener('Https', { ...https(stack), port: 8443, ...OTHER })],
    ['whose neighbour has the listener', application,
      stack => new elbv2.ApplicationLoadBalancer(stack, 'Neighbour', { vpc: applicationIn(stack).vpc! }).addListener('Https', { ...https(stack), ...OTHER })],
    ['of the network kind without a listener', network, () => undefined],
  ])('DNS-01: a load balancer %s fails the synthesis, in each Region', (_case, create, listen) => {
    const app = balanced(create, listen);
    for (const region of [PRIMARY, SECONDARY]) {
      expect(() => app.synth()).toThrow(`[Payments/Dns] endpoint of ${region}: the load balancer ${NO_LISTENER}`);
    }
  });

  test.each<[string, (stack: Stack) => elbv2.ILoadBalancerV2, (stack: Stack) => void]>([
    ['is added after the endpoint', application, stack => applicationIn(stack).addListener('Https', { ...https(stack), ...OTHER })],
    ['is a construct of its own', application, stack =>
      void new elbv2.ApplicationListener(stack, 'Listener', { loadBalancer: applicationIn(stack), ...https(stack), ...OTHER })],
    ['is a CloudFormation resource', application, stack => resourceListener(stack, applicationIn(stack).loadBalancerArn, 443, 'HTTPS')],
    ['is in another stack', application, stack => resourceListener(
      ownStack(stack.node.root as App, `Listener-${stack.region}`, stack.region), applicationIn(stack).loadBalancerArn, 443, 'HTTPS')],
    ['has port and protocol known only at deployment', application, stack =>
      resourceListener(stack, applicationIn(stack).loadBalancerArn, Token.asNumber({ Ref: 'AWS::NoValue' }), Aws.NO_VALUE)],
    ['belongs to a load balancer known only at deployment', application, stack =>
      resourceListener(stack, Token.asString({ 'Fn::Sub': 'arn' }), 443, 'HTTPS')],
    ['ends TLS at a network load balancer', network,
      stack => networkIn(stack).addListener('Tls', { ...https(stack), defaultTargetGroups: [targetGroup(stack)] })],
    ['hands TCP through a network load balancer', network,
      stack => networkIn(stack).addListener('Tcp', { port: 443, defaultTargetGroups: [targetGroup(stack)] })],
  ])('a listener that %s is found', (_case, create, listen) => {
    expect(() => balanced(create, listen).synth()).not.toThrow();
  });
});
