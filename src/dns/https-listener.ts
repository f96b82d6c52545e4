import { Reference, Token, Tokenization } from 'aws-cdk-lib';
import { CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

const HTTPS_PORT = 443;
/** HTTPS and TLS end TLS at the load balancer; TCP, and what includes it, hands it through to the targets. */
const TAKES_TLS = /^(HTTPS|TLS|TCP)/;

/**
 * Whether a load balancer of this app can answer HTTPS on port 443, however its listeners were made: by `addListener`, as
 * constructs of their own, in another stack or as CloudFormation resources. What is known only at deployment counts as right.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html
 */
export function canAnswerHttps(loadBalancer: CfnLoadBalancer): boolean {
  return loadBalancer.node.root.node.findAll()
    .some(construct => CfnListener.isCfnListener(construct) && mayBelongTo(construct, loadBalancer) && mayTakeHttps(construct));
}

function mayBelongTo(listener: CfnListener, loadBalancer: CfnLoadBalancer): boolean {
  return Tokenization.reverseString(listener.loadBalancerArn).tokens
    .some(token => !Reference.isReference(token) || token.target === loadBalancer);
}

function mayTakeHttps({ port, protocol }: CfnListener): boolean {
  return (Token.isUnresolved(port) || port === HTTPS_PORT) && (Token.isUnresolved(protocol) || TAKES_TLS.test(`${protocol}`));
}
