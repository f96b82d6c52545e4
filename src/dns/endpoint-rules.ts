import { Annotations, Token } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import type { Construct, IConstruct } from 'constructs';
import type { EndpointSource } from './endpoint-check';
import { isAlarm } from './endpoint-check';
import type { AliasFacts, EndpointFacts, HostNameFacts } from './endpoint-facts';
import { recordTypesOf } from './endpoint-facts';
import type { RecordNames } from './record-names';
import type { DrRegion } from '../topology';
import { StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';

const HOST_NAME = /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]+\.?$/i;
const DATABASE_HOST = /\.(rds|docdb|neptune|cache|redshift)\.amazonaws\.com\.?$/i;
const EXECUTE_API_HOST = /\.execute-api\.[a-z0-9-]+\.amazonaws\.com\.?$/i;

/** What an endpoint is judged against. */
export interface EndpointContext {
  readonly region: DrRegion;
  /** The Region's part in its edge stack, for warnings: CDK collects none outside of stacks. */
  readonly edge: Construct;
  readonly names: RecordNames;
  readonly source: EndpointSource;
}

/** Refuses an endpoint that cannot work as that Region's. */
export function validateEndpoint(scope: IConstruct, facts: EndpointFacts, context: EndpointContext): void {
  if (facts.kind === 'alias') {
    validateAlias(scope, facts, context);
  } else {
    validateHostName(scope, facts, context);
  }
}

/** Refuses two endpoints whose records could not stand beside each other, or would serve different clients. */
export function validatePair(scope: IConstruct, facts: EndpointFacts, region: DrRegion, peer: EndpointFacts): void {
  if (facts.kind !== peer.kind) {
    refuse(scope, {
      prop: propOf(region),
      value: `"${facts.kind}"`,
      rule: `that of ${region.peer.name} is of kind "${peer.kind}": one leads to A, the other to CNAME records, both failover records must be of `
        + 'one type, and no other record may share the name of a CNAME',
      remedy: 'Use RegionalEndpoint.hostName() for both Regions, or for neither',
    });
  }
  if (recordTypesOf(facts).length !== recordTypesOf(peer).length) {
    refuse(scope, {
      prop: `${propOf(region)}.ipv6`,
      value: `${recordTypesOf(facts).length > 1}`,
      rule: `the endpoint of ${region.peer.name} has the opposite: clients that use IPv6 would lose the service when traffic moves`,
      remedy: 'Give both endpoints the same "ipv6"',
    });
  }
}

function validateAlias(scope: IConstruct, facts: AliasFacts, { region, source }: EndpointContext): void {
  validateEdgeStack(scope, facts, region);
  if (differs(facts.region, region.name)) {
    refuse(scope, {
      prop: propOf(region),
      value: `load balancer in ${facts.region}`,
      rule: 'the endpoint of a Region must be in that Region, or both records would lead to the same one',
      remedy: `Give the load balancer of ${region.name}`,
    });
  }
  if (differs(facts.account, region.env.account!)) {
    refuse(scope, {
      prop: propOf(region),
      value: `load balancer in account ${facts.account}`,
      rule: `both Regions of the topology are in account ${region.env.account}, whose stacks cannot use a value of another account's`,
      remedy: `Give a load balancer of account ${region.env.account}, or the literal name of that one by RegionalEndpoint.hostName()`,
    });
  }
  if (!isAlarm(source)) {
    validateReachable(scope, facts, region);
  }
  if (facts.target instanceof targets.CloudFrontTarget) {
    refuse(scope, {
      prop: propOf(region),
      value: 'CloudFront distribution',
      rule: 'failover records cannot lead to distributions in both Regions: both would need the record\'s name as alternate domain name, '
        + 'which only one distribution can have',
      remedy: 'Give the distribution\'s origin in this Region, and make the failover record the origin of one distribution',
    });
  }
}

function validateReachable(scope: IConstruct, facts: AliasFacts, region: DrRegion): void {
  if (facts.ownLoadBalancer?.scheme === 'internal') {
    refuse(scope, {
      prop: propOf(region),
      value: 'internal load balancer',
      rule: 'Route 53\'s health checkers are outside of any VPC, so its check would always fail',
      remedy: 'Create the load balancer with internetFacing: true, which CDK leaves false by default, '
        + `or publish its health as a metric: endpointHealth.${region.role} = EndpointHealth.metric()`,
    });
  }
  if (!facts.ipv4) {
    refuse(scope, {
      prop: propOf(region),
      value: 'load balancer without public IPv4 addresses',
      rule: 'Route 53 checks an endpoint that is given by name over IPv4 only, so its check would always fail',
      remedy: 'Create the load balancer with IpAddressType.DUAL_STACK',
    });
  }
}

/** The record needs the load balancer, which needs its VPC: the record cannot live in the stack of that VPC. */
function validateEdgeStack(scope: IConstruct, { stack, vpcStack }: AliasFacts, region: DrRegion): void {
  const edge = region.stack(StackLayer.EDGE);
  if (stack !== edge && vpcStack === edge) {
    refuse(scope, {
      prop: `${region.role}.${StackLayer.EDGE}`,
      value: `stack "${edge.stackName}"`,
      rule: 'it holds the VPC of the load balancer, whose stack is deployed after it, and would hold the record, which is deployed after the load balancer',
      remedy: `Give the layer a stack of its own: DrTopology.fromStacks(..., { ${region.role}: { foundation, ${StackLayer.EDGE}: ownStack } })`,
    });
  }
}

function validateHostName(scope: IConstruct, facts: HostNameFacts, context: EndpointContext): void {
  const { region, names, source } = context;
  if (names.domainName === names.zoneName) {
    refuse(scope, {
      prop: 'recordName',
      value: `"${names.domainName}"`,
      rule: `it is the apex of the zone, where DNS allows no CNAME record, which the host-name endpoint of ${region.name} needs`,
      remedy: 'Use RegionalEndpoint.loadBalancer() or .alias(), or a recordName below the apex, for example "www"',
    });
  }
  if (Token.isUnresolved(facts.hostName)) {
    return;
  }
  const reject = (rule: string, remedy: string) => refuse(scope, { prop: propOf(region), value: `"${facts.hostName}"`, rule, remedy });
  if (!HOST_NAME.test(facts.hostName)) {
    reject('it is not a fully qualified host name', 'Write the name alone, without protocol, port or path, for example "ingress.example.net"');
  }
  if (DATABASE_HOST.test(facts.hostName) && !isAlarm(source)) {
    reject('it is a data store\'s name: private, and not answering HTTPS, so Route 53 cannot check it',
      'Give the endpoint of the application in front of it');
  }
  if ([names.domainName, names.regional(region), names.regional(region.peer)].includes(facts.hostName.toLowerCase().replace(/\.$/, ''))) {
    reject('it is one of the names that lead to it: the records would go round in a circle', 'Give the name of the endpoint behind the record');
  }
  if (EXECUTE_API_HOST.test(facts.hostName) && !isAlarm(source)) {
    warnOfExecuteApi(context.edge, facts.hostName, source.path);
  }
}

function warnOfExecuteApi(scope: Construct, hostName: string, path: string): void {
  const hasOneSegment = /^\/[^/]*$/.test(path);
  if (hasOneSegment) {
    Annotations.of(scope).addWarningV2('cdk-multi-region-dr:executeApiPathWithoutStage',
      `healthCheck.path "${path}" names no stage, but the default endpoint "${hostName}" of an API has it in its URL. `
      + 'Write for example "/prod/health", or better a Regional custom domain name: RegionalEndpoint.alias(new ApiGatewayv2DomainProperties(...)).');
  }
}

function propOf(region: DrRegion): string {
  return `endpoint of ${region.name}`;
}
