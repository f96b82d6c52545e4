import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { DATABASE_PORT, portOfOther } from './bad-health-checks';
import { bareDns, bareLoadBalancer, https, importedVpc } from './fixture';
import type { FailoverDnsOptions, HealthCheckOptions } from '../../src/dns';
import { HealthCheckProtocol, RegionalEndpoint } from '../../src/dns';
import type { BadInput } from '../support/bad-inputs';
import { createdTopology, ownStack, PRIMARY, SECONDARY, testApp } from '../support/environment';

type Row = BadInput<Partial<FailoverDnsOptions>>;

const LISTENER = `endpoint of ${PRIMARY}.listener`;
const FIXED = { defaultAction: elbv2.ListenerAction.fixedResponse(200), open: false };

/** An endpoint of the home Region with a listener. */
function listening(listenerOf: (balancer: elbv2.ApplicationLoadBalancer) => elbv2.IListener, healthCheck?: HealthCheckOptions) {
  return () => {
    const app = testApp();
    const topology = createdTopology(app);
    const balancer = bareLoadBalancer(ownStack(app, 'Workload', PRIMARY));
    bareDns({ healthCheck }, topology).addEndpoint(topology.primary, RegionalEndpoint.loadBalancer(balancer, { listener: listenerOf(balancer) }));
  };
}

const plain = (port: number) => (balancer: elbv2.ApplicationLoadBalancer) =>
  balancer.addListener('Http', { port, protocol: elbv2.ApplicationProtocol.HTTP, ...FIXED });
const encrypted = (port: number) => (balancer: elbv2.ApplicationLoadBalancer) =>
  balancer.addListener('Https', { ...https(balancer.stack), port, protocol: elbv2.ApplicationProtocol.HTTPS, ...FIXED });
const network = (port: number, protocol: elbv2.Protocol) => () => {
  const app = testApp();
  const topology = createdTopology(app);
  const stack = ownStack(app, 'Workload', PRIMARY);
  const balancer = new elbv2.NetworkLoadBalancer(stack, 'LoadBalancer', { vpc: importedVpc(stack), internetFacing: true });
  const group = new elbv2.NetworkTargetGroup(stack, 'Targets', { port, vpc: balancer.vpc });
  const listener = balancer.addListener('Listener', { port, protocol, defaultTargetGroups: [group] });
  bareDns({}, topology).addEndpoint(topology.primary, RegionalEndpoint.loadBalancer(balancer, { listener }));
};
const AS_CHECKED = 'Give a listener that answers as the checks ask, or change healthCheck.protocol';

/** Listeners that would not answer as the checks ask. */
export const BAD_LISTENERS: Row[] = [
  { title: 'a listener on the port of a database', make: listening(encrypted(5432)), prop: LISTENER, value: '5432', ...DATABASE_PORT },
  { title: 'a listener for HTTP on port 443', make: listening(plain(443)), prop: LISTENER, value: '443', ...portOfOther('HTTP', 'HTTPS', 80) },
  { title: 'a listener for HTTPS on port 80', make: listening(encrypted(80)), prop: LISTENER, value: '80', ...portOfOther('HTTPS', 'HTTP', 443) },
  { title: 'a listener for TCP on port 80, asked by HTTPS', make: network(80, elbv2.Protocol.TCP), prop: LISTENER, value: '80', ...portOfOther('HTTPS', 'HTTP', 443) },
  {
    title: 'a listener for HTTP, asked by HTTPS as given',
    make: listening(plain(8080), { protocol: HealthCheckProtocol.HTTPS }),
    prop: LISTENER,
    value: 'protocol HTTP',
    rule: 'healthCheck.protocol is HTTPS',
    remedy: AS_CHECKED,
  },
  {
    title: 'a listener for UDP',
    make: network(4433, elbv2.Protocol.UDP),
    prop: LISTENER,
    value: 'protocol UDP',
    rule: 'health checkers ask by HTTPS or HTTP',
    remedy: AS_CHECKED,
  },
  {
    title: 'a listener on another port than given',
    make: listening(encrypted(8443), { port: 9443 }),
    prop: LISTENER,
    value: 'port 8443',
    rule: 'healthCheck.port is 9443',
    remedy: 'Leave healthCheck.port out: the port of the listener is taken',
  },
  {
    title: 'a listener of another load balancer',
    make: listening(balancer => encrypted(443)(new elbv2.ApplicationLoadBalancer(balancer.stack, 'Other', { vpc: balancer.vpc! }))),
    prop: LISTENER,
    value: '"Workload/Other/Https"',
    rule: 'it is a listener of another load balancer',
    remedy: 'Give a listener of the endpoint\'s own load balancer',
  },
  {
    title: 'an imported listener',
    make: listening(balancer => elbv2.NetworkListener.fromNetworkListenerArn(balancer.stack, 'Imported', 'arn')),
    prop: LISTENER,
    value: '"Workload/Imported"',
    rule: 'it is not created by this app, so that neither its protocol nor its port is known',
    remedy: 'Leave it out, and give healthCheck.protocol and healthCheck.port where they are not HTTPS and 443',
  },
  {
    title: 'listeners on different ports',
    make: () => {
      const app = testApp();
      const topology = createdTopology(app);
      const dns = bareDns({}, topology);
      topology.regions.forEach((region, index) => {
        const balancer = bareLoadBalancer(ownStack(app, `Workload-${region.name}`, region.name));
        dns.addEndpoint(region, RegionalEndpoint.loadBalancer(balancer, { listener: encrypted([443, 8443][index])(balancer) }));
      });
    },
    prop: `endpoint of ${SECONDARY}.listener`,
    value: 'HTTPS on port 8443',
    rule: `that of ${PRIMARY} answers HTTPS on port 443: clients have one name for both Regions, and with it one protocol and port`,
    remedy: 'Give listeners of the same protocol and port in both Regions',
  },
];
