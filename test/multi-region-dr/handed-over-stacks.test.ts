import type { App } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { ApplicationLoadBalancer, ListenerAction, ListenerCertificate } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { DrTopology, HandedOverTopologyProps } from '../../src';
import {
  DrMonitoring, FailoverDns, FailoverOrchestrator, GlobalAuroraDatabase, GlobalSessionTable, MultiRegionNetwork, RegionalEndpoint, ReplicatedBucket,
} from '../../src';
import { ACCOUNT, handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, testApp } from '../support/environment';
import { resourcesOf } from '../support/templates';

/** A consumer's own stacks, with a stack of its own for each layer named, in each Region. */
function ownStacks(app: App, separated: { primary?: string[]; secondary?: string[] }): Partial<HandedOverTopologyProps> {
  const layers = (prefix: string, region: string, names: string[] = []) => ({
    foundation: ownStack(app, prefix, region),
    ...Object.fromEntries(names.map(name => [name, ownStack(app, `${prefix}-${name}`, region)])),
  });
  return {
    primary: layers('Home', PRIMARY, separated.primary),
    secondary: layers('Standby', SECONDARY, separated.secondary),
    globalStack: ownStack(app, 'Global', 'us-east-1'),
  };
}

/** All seven constructs, as a team that owns its stacks would write them. */
function composeAll(app: App, topology: DrTopology): void {
  const network = new MultiRegionNetwork(app, 'Network', { topology });
  const recoverables = [
    new GlobalAuroraDatabase(app, 'Ledger', { topology, network }),
    new GlobalSessionTable(app, 'Sessions', { topology, partitionKey: { name: 'id', type: AttributeType.STRING } }),
    new ReplicatedBucket(app, 'Documents', { topology }),
  ];
  new DrMonitoring(app, 'Monitoring', { topology, recoverables });
  new FailoverOrchestrator(app, 'Recovery', { topology, recoverables });
  const hostedZone = HostedZone.fromHostedZoneAttributes(topology.globalStack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  const dns = new FailoverDns(app, 'Dns', { topology, hostedZone, recordName: 'api' });
  for (const region of topology.regions) {
    const workload = ownStack(app, `Workload-${region.name}`, region.name);
    const loadBalancer = new ApplicationLoadBalancer(workload, 'LoadBalancer', { vpc: network.vpc(region), internetFacing: true });
    loadBalancer.addListener('Https', {
      port: 443,
      certificates: [ListenerCertificate.fromArn(`arn:aws:acm:${region.name}:${ACCOUNT}:certificate/00000000-0000-0000-0000-000000000000`)],
      defaultAction: ListenerAction.fixedResponse(200),
    });
    dns.addEndpoint(region, RegionalEndpoint.loadBalancer(loadBalancer));
  }
}

function compose(separated: { primary?: string[]; secondary?: string[] }): App {
  const app = testApp();
  composeAll(app, handedOverTopology(app, ownStacks(app, separated)));
  return app;
}

describe('all constructs together in stacks that the consumer owns', () => {
  const SUFFICIENT = { primary: ['edge', 'link'], secondary: ['data', 'edge', 'link'] };

  test('OPS-01, OPS-03: synthesise in three and four stacks per Region, in an acyclic order', () => {
    const app = compose(SUFFICIENT);
    expect(() => app.synth()).not.toThrow();
    expect(stacksOf(app)).toHaveLength(10);
    expect(resourcesOf(app).filter(({ type }) => /Export(Reader|Writer)|CloudFormation::Stack/.test(type))).toEqual([]);
  });

  test.each<[string, 'primary' | 'secondary', string]>([
    ['the standby cluster joins after the home Region\'s stack, whose sources need the standby\'s keys and bucket', 'secondary', 'data'],
    ['the home Region\'s record needs a load balancer that needs the VPC', 'primary', 'edge'],
    ['the standby Region\'s record needs a load balancer that needs the VPC', 'secondary', 'edge'],
    ['the far side\'s routes need the peering', 'secondary', 'link'],
  ])('OPS-03: %s: sharing is refused, and the error names %s.%s', (_why, role, layer) => {
    const separated = { ...SUFFICIENT, [role]: SUFFICIENT[role].filter(name => name !== layer) };
    expect(() => compose(separated)).toThrow(new RegExp(`\\] ${role}\\.${layer}\\b.*DrTopology\\.fromStacks\\(\\.\\.\\., \\{ ${role}: \\{ foundation, ${layer}: ownStack`, 's'));
  });
});
