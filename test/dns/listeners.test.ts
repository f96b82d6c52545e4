import type { App, Stack } from 'aws-cdk-lib';
import { Aws, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { bareDns, bareLoadBalancer, https, importedVpc, resourcesOf } from './fixture';
import type { HealthCheckOptions } from '../../src/dns';
import { HealthCheckProtocol, RegionalEndpoint } from '../../src/dns';
import type { DrTopology } from '../../src/topology';
import { StackLayer } from '../../src/topology';
import { createdTopology, ownStack, PRIMARY, templateOf, testApp } from '../support/environment';

const CHECK = 'AWS::Route53::HealthCheck';
const FIXED = { defaultAction: elbv2.ListenerAction.fixedResponse(200), open: false };
const TARGETS = { defaultActions: [{ type: 'fixed-response' }] };

type Endpoint = (stack: Stack) => RegionalEndpoint;

/** Both Regions with one kind of endpoint. */
function answering(endpoint: Endpoint, healthCheck?: HealthCheckOptions): { readonly app: App; readonly topology: DrTopology } {
  const app = testApp();
  const topology = createdTopology(app);
  const dns = bareDns({ healthCheck }, topology);
  topology.regions.forEach(region => dns.addEndpoint(region, endpoint(ownStack(app, `Workload-${region.name}`, region.name))));
  return { app, topology };
}

const application = (props: elbv2.BaseApplicationListenerProps): Endpoint => stack => {
  const balancer = bareLoadBalancer(stack);
  const certificates = props.protocol === elbv2.ApplicationProtocol.HTTP ? {} : https(stack);
  return RegionalEndpoint.loadBalancer(balancer, { listener: balancer.addListener('Listener', { ...certificates, ...FIXED, ...props }) });
};
const network = (port: number, protocol: elbv2.Protocol): Endpoint => stack => {
  const balancer = new elbv2.NetworkLoadBalancer(stack, 'LoadBalancer', { vpc: importedVpc(stack), internetFacing: true });
  const group = new elbv2.NetworkTargetGroup(stack, 'Targets', { port, vpc: balancer.vpc });
  const tls = protocol === elbv2.Protocol.TLS ? { certificates: https(stack).certificates } : {};
  const listener = balancer.addListener('Listener', { port, protocol, defaultTargetGroups: [group], ...tls });
  return RegionalEndpoint.loadBalancer(balancer, { listener });
};
const unlisted = (port: number, protocol: string): Endpoint => stack => {
  const balancer = bareLoadBalancer(stack);
  new elbv2.CfnListener(stack, 'Resource', { loadBalancerArn: balancer.loadBalancerArn, port, protocol, ...TARGETS });
  return RegionalEndpoint.loadBalancer(balancer);
};

const HTTP = { protocol: HealthCheckProtocol.HTTP };

describe('what health checkers ask', () => {
  test.each<[string, Endpoint, HealthCheckOptions | undefined, string, number]>([
    ['a listener for HTTPS', application({ port: 443 }), undefined, 'HTTPS', 443],
    ['a listener for HTTPS on a port of its own', application({ port: 8443, protocol: elbv2.ApplicationProtocol.HTTPS }), undefined, 'HTTPS', 8443],
    ['a listener on the port that is given, too', application({ port: 8443, protocol: elbv2.ApplicationProtocol.HTTPS }), { port: 8443 }, 'HTTPS', 8443],
    ['a listener for HTTP', application({ port: 80, protocol: elbv2.ApplicationProtocol.HTTP }), undefined, 'HTTP', 80],
    ['a listener for TLS', network(443, elbv2.Protocol.TLS), undefined, 'HTTPS', 443],
    ['a listener for TCP', network(8443, elbv2.Protocol.TCP), undefined, 'HTTPS', 8443],
    ['a listener for TCP, to be asked by HTTP', network(8080, elbv2.Protocol.TCP), HTTP, 'HTTP', 8080],
    ['the options, without a listener', unlisted(80, 'HTTP'), HTTP, 'HTTP', 80],
    ['the options, for a port of its own', unlisted(8443, 'HTTPS'), { port: 8443 }, 'HTTPS', 8443],
  ])('DNS-09: protocol and port come from %s', (_case, endpoint, healthCheck, protocol, port) => {
    const { app, topology } = answering(endpoint, healthCheck);
    expect(() => app.synth()).not.toThrow();
    templateOf(topology.globalStack).resourcePropertiesCountIs(CHECK, {
      HealthCheckConfig: {
        Type: protocol,
        Port: port,
        EnableSNI: protocol === 'HTTPS' ? true : Match.absent(),
        FullyQualifiedDomainName: Match.stringLikeRegexp('^api-'),
        ResourcePath: '/health',
        RequestInterval: 10,
      },
    }, 2);
  });

  test('a text is looked for by the protocol of the listener', () => {
    const { topology } = answering(application({ port: 80, protocol: elbv2.ApplicationProtocol.HTTP }), { searchString: 'OK' });
    templateOf(topology.globalStack).resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTP_STR_MATCH', SearchString: 'OK', Port: 80 } }, 2);
  });

  test('protocol and port known only at deployment are let pass', () => {
    const late: Endpoint = stack => {
      const balancer = bareLoadBalancer(stack);
      const listener = balancer.addListener('Listener', { ...https(stack), ...FIXED });
      Object.assign(listener.node.defaultChild!, { port: Token.asNumber({ Ref: 'Port' }), protocol: Aws.NO_VALUE });
      return RegionalEndpoint.loadBalancer(balancer, { listener });
    };
    for (const healthCheck of [undefined, { port: 8443 }]) {
      const { app, topology } = answering(late, healthCheck);
      expect(() => app.synth()).not.toThrow();
      const [config] = Object.values(resourcesOf(templateOf(topology.globalStack), CHECK)).map(({ Properties }) => Properties.HealthCheckConfig);
      expect(config).toMatchObject({ Type: 'HTTPS', Port: { Ref: 'Port' } });
    }
  });

  test('a load balancer of another app may have any listener', () => {
    const imported: Endpoint = stack => {
      const balancer = elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Imported', {
        loadBalancerArn: `arn:aws:elasticloadbalancing:${stack.region}:${stack.account}:loadbalancer/app/imported/50dc6c495c0c9188`,
        securityGroupId: 'sg-1',
        loadBalancerDnsName: 'name',
        loadBalancerCanonicalHostedZoneId: 'ZTARGET',
      });
      const listener = balancer.addListener('Listener', { ...https(stack), ...FIXED, port: 8443, protocol: elbv2.ApplicationProtocol.HTTPS });
      return RegionalEndpoint.loadBalancer(balancer, { listener });
    };
    const { topology } = answering(imported);
    templateOf(topology.globalStack).resourcePropertiesCountIs(CHECK, { HealthCheckConfig: { Type: 'HTTPS', Port: 8443 } }, 2);
  });
});

describe('a load balancer that cannot answer', () => {
  test.each<[string, Endpoint, HealthCheckOptions, string]>([
    ['HTTP on port 80', unlisted(443, 'HTTPS'), HTTP, 'HTTP on port 80, so its health check would always fail. Add one with addListener(id, { port: 80 });'],
    ['HTTP on port 80, having HTTPS there', unlisted(80, 'HTTPS'), HTTP, 'HTTP on port 80'],
    ['HTTPS on port 8443', unlisted(443, 'HTTPS'), { port: 8443 }, 'HTTPS on port 8443, so its health check would always fail. Add one with addListener(id, { port: 8443, certificates: [...] });'],
  ])('DNS-09: %s fails the synthesis', (_case, endpoint, healthCheck, message) => {
    expect(() => answering(endpoint, healthCheck).app.synth())
      .toThrow(`[Payments/Dns] endpoint of ${PRIMARY}: the load balancer has no listener for ${message}`);
  });
});

describe('HTTP', () => {
  test.each<[string, Endpoint, HealthCheckOptions | undefined, number]>([
    ['a listener', application({ port: 80, protocol: elbv2.ApplicationProtocol.HTTP }), undefined, 1],
    ['the options', unlisted(80, 'HTTP'), HTTP, 1],
    ['nobody', application({ port: 443 }), undefined, 0],
  ])('DNS-09: asked for by %s is reported in each Region', (_case, endpoint, healthCheck, times) => {
    const { topology } = answering(endpoint, healthCheck);
    for (const region of topology.regions) {
      const warnings = Annotations.fromStack(region.stack(StackLayer.EDGE)).findWarning('*', Match.stringLikeRegexp('\\[ack: cdk-multi-region-dr:healthCheckWithoutTls\\]'));
      expect(warnings).toHaveLength(times);
      warnings.forEach(({ entry }) => expect(entry.data).toContain(`The endpoint of ${region.name} is checked by HTTP on port 80`));
    }
  });
});
