import { Reference, Token, Tokenization } from 'aws-cdk-lib';
import { CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HealthCheckProtocol } from './health-check-protocol';
import type { ListensOn } from './listens-on';

/** The listener's protocols by which each kind of check gets an answer. TCP, and what includes it, hands everything through to the targets. */
const ANSWERED_BY = {
  [HealthCheckProtocol.HTTPS]: /^(HTTPS|TLS|TCP(_\w+)?)$/,
  [HealthCheckProtocol.HTTP]: /^(HTTP|TCP(_\w+)?)$/,
} as const;

/**
 * Whether a load balancer of this app can answer a check, however its listeners were made: by `addListener`, as constructs of their
 * own, in another stack or as CloudFormation resources. What is known only at deployment counts as right.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html
 */
export function canAnswer(loadBalancer: CfnLoadBalancer, wanted: ListensOn): boolean {
  return loadBalancer.node.root.node.findAll()
    .some(construct => CfnListener.isCfnListener(construct) && mayBelongTo(construct, loadBalancer) && mayListenOn(construct, wanted));
}

/** Whether a listener is one of a load balancer, as far as the app shows. */
export function mayBelongTo(listener: CfnListener, loadBalancer: CfnLoadBalancer): boolean {
  return Tokenization.reverseString(listener.loadBalancerArn).tokens
    .some(token => !Reference.isReference(token) || token.target === loadBalancer);
}

/** The protocols by which a listener answers checks. */
export function checkProtocolsOf({ protocol }: CfnListener): HealthCheckProtocol[] {
  const all = [HealthCheckProtocol.HTTPS, HealthCheckProtocol.HTTP];
  return Token.isUnresolved(protocol) ? all : all.filter(each => ANSWERED_BY[each].test(`${protocol}`));
}

function mayListenOn(listener: CfnListener, { protocol, port }: ListensOn): boolean {
  return (Token.isUnresolved(listener.port) || Token.isUnresolved(port) || listener.port === port)
    && checkProtocolsOf(listener).includes(protocol);
}
