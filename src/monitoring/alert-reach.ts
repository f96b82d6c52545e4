import type { IAspect } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { AlertSeverity } from './alert-severity';
import type { DrRegion } from '../topology';

/** Both need a link to be followed by hand, for each topic, before anything is delivered. */
const CONFIRMED_BY_HAND: readonly string[] = [sns.SubscriptionProtocol.EMAIL, sns.SubscriptionProtocol.EMAIL_JSON];

/** Warns of a topic whose alerts reach nobody for certain. Looks when everything is subscribed, whoever did it. */
export class AlertReach implements IAspect {
  constructor(private readonly severity: AlertSeverity, private readonly region: DrRegion, private readonly topicArn: string) {}

  public visit(node: IConstruct): void {
    if (!(node instanceof sns.Topic)) {
      return;
    }
    const protocols = protocolsOf(node, [node.topicArn, this.topicArn]);
    if (protocols.length > 0 && protocols.every(protocol => CONFIRMED_BY_HAND.includes(protocol))) {
      Annotations.of(node).addWarningV2('cdk-multi-region-dr:alertsByEmailOnly',
        `Alerts of severity "${this.severity}" in ${this.region.name} go out by e-mail only, which delivers nothing until the recipient has confirmed `
        + 'the subscription of each Region by hand. Add a subscription that needs no human: an HTTPS endpoint of your incident tool, or a '
        + 'queue or function of the Region.');
    }
    if (protocols.length === 0 && this.severity === AlertSeverity.CRITICAL) {
      Annotations.of(node).addWarningV2('cdk-multi-region-dr:alertsReachNobody',
        `Nobody is subscribed to critical alerts in ${this.region.name}. Give "alerts.critical", or subscribe with `
        + 'forRegion(region).topic(AlertSeverity.CRITICAL).addSubscription(...).');
    }
  }
}

function protocolsOf(topic: sns.Topic, arns: string[]): string[] {
  return topic.node.root.node.findAll()
    .filter((child): child is sns.CfnSubscription => child instanceof sns.CfnSubscription && arns.includes(child.topicArn))
    .map(subscription => subscription.protocol);
}
