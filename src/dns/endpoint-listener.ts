import { Annotations, Token } from 'aws-cdk-lib';
import type { IListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IHealthCheck } from 'aws-cdk-lib/aws-route53';
import type { Construct, IConstruct } from 'constructs';
import { ask, listensOnOf } from './endpoint-check';
import type { EndpointFacts } from './endpoint-facts';
import { HealthCheckProtocol } from './health-check-protocol';
import { validateListensOn } from './health-check-rules';
import type { HealthCheckSettings } from './health-check-settings';
import { canAnswer, checkProtocolsOf, mayBelongTo } from './listeners';
import type { ListensOn } from './listens-on';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';

export interface AskedEndpoint {
  readonly region: DrRegion;
  readonly facts: EndpointFacts;
  readonly settings: HealthCheckSettings;
  readonly check: IHealthCheck;
  /** The check of the other Region's endpoint, once that is known and asked by health checkers, too. */
  readonly peerCheck?: IHealthCheck;
}

/**
 * Makes health checkers ask an endpoint as it answers: by its listener when that is given, otherwise as the options say.
 *
 * @param owner who answers for errors
 * @param edge in a stack of the Region, for warnings: CDK collects none outside of stacks
 */
export function askEndpoint(owner: IConstruct, edge: Construct, { region, facts, settings, check, peerCheck }: AskedEndpoint): void {
  const asked = listensOn(owner, region, facts, settings);
  const peer = peerCheck && listensOnOf(peerCheck);
  if (peer && !Token.isUnresolved(asked.port) && !Token.isUnresolved(peer.port) && textOf(asked) !== textOf(peer)) {
    refuse(owner, {
      prop: `endpoint of ${region.name}.listener`,
      value: textOf(asked),
      rule: `that of ${region.peer.name} answers ${textOf(peer)}: clients have one name for both Regions, and with it one protocol and port`,
      remedy: 'Give listeners of the same protocol and port in both Regions',
    });
  }
  if (asked.protocol === HealthCheckProtocol.HTTP) {
    Annotations.of(edge).addWarningV2('cdk-multi-region-dr:healthCheckWithoutTls',
      `The endpoint of ${region.name} is checked by HTTP on port ${asked.port}. Nothing is encrypted, and if it redirects to HTTPS, which counts `
      + 'as healthy, nobody notices when the application behind the redirect is dead. Check HTTPS on port 443 instead.');
  }
  ask(check, asked, settings.searchString);
}

/**
 * What is wrong when a load balancer of this app has no listener that can answer its check. Listeners may be added after the
 * endpoint, so this is known at synthesis only.
 */
export function silenceOf(region: DrRegion, facts: EndpointFacts, check: IHealthCheck): string[] {
  const asked = listensOnOf(check);
  if (facts.kind !== 'alias' || !facts.ownLoadBalancer || canAnswer(facts.ownLoadBalancer, asked)) {
    return [];
  }
  const certificates = asked.protocol === HealthCheckProtocol.HTTPS ? ', certificates: [...]' : '';
  return [
    `endpoint of ${region.name}: the load balancer has no listener for ${textOf(asked)}, so its health check would always fail. `
    + `Add one with addListener(id, { port: ${asked.port}${certificates} }); where another app adds it, import the load balancer here.`,
  ];
}

function listensOn(owner: IConstruct, region: DrRegion, facts: EndpointFacts, settings: HealthCheckSettings): ListensOn {
  if (facts.kind !== 'alias' || !facts.listener) {
    return settings.listensOn;
  }
  const prop = `endpoint of ${region.name}.listener`;
  const listener = resourceOf(owner, prop, facts.listener);
  if (facts.ownLoadBalancer && !mayBelongTo(listener, facts.ownLoadBalancer)) {
    refuse(owner, {
      prop,
      value: `"${facts.listener.node.path}"`,
      rule: 'it is a listener of another load balancer',
      remedy: 'Give a listener of the endpoint\'s own load balancer',
    });
  }
  const asked = askedOf(owner, prop, listener, settings);
  validateListensOn(owner, prop, asked);
  return asked;
}

/** An imported listener is an ARN, which says neither protocol nor port. */
function resourceOf(owner: IConstruct, prop: string, listener: IListener): CfnListener {
  const resource = listener.node.defaultChild;
  return CfnListener.isCfnListener(resource) ? resource : refuse(owner, {
    prop,
    value: `"${listener.node.path}"`,
    rule: 'it is not created by this app, so that neither its protocol nor its port is known',
    remedy: 'Leave it out, and give healthCheck.protocol and healthCheck.port where they are not HTTPS and 443',
  });
}

function askedOf(owner: IConstruct, prop: string, listener: CfnListener, { given, listensOn: fallback }: HealthCheckSettings): ListensOn {
  const possible = checkProtocolsOf(listener);
  const protocol = given.protocol ?? (possible.includes(fallback.protocol) ? fallback.protocol : possible[0]);
  if (!possible.includes(protocol)) {
    refuse(owner, {
      prop,
      value: `protocol ${listener.protocol}`,
      rule: given.protocol ? `healthCheck.protocol is ${protocol}` : 'health checkers ask by HTTPS or HTTP',
      remedy: 'Give a listener that answers as the checks ask, or change healthCheck.protocol',
    });
  }
  // Only the listeners of gateway load balancers have none, and those are no endpoints.
  const port = listener.port!;
  if (given.port !== undefined && given.port !== port && !Token.isUnresolved(given.port) && !Token.isUnresolved(port)) {
    refuse(owner, {
      prop,
      value: `port ${port}`,
      rule: `healthCheck.port is ${given.port}`,
      remedy: 'Leave healthCheck.port out: the port of the listener is taken',
    });
  }
  return { protocol, port };
}

function textOf({ protocol, port }: ListensOn): string {
  return `${protocol} on port ${port}`;
}
