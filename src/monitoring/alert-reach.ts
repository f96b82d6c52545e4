import type { IAspect } from 'aws-cdk-lib';
import { Annotations, Aspects, AspectPriority } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import type { AlertTopics } from './alert-actions';
import type { AlertOptions } from './alert-options';
import { AlertSeverity } from './alert-severity';
import type { DrRegion } from '../topology';

/** Both need a link to be followed by hand, for each topic, before anything is delivered. */
const CONFIRMED_BY_HAND: readonly string[] = [sns.SubscriptionProtocol.EMAIL, sns.SubscriptionProtocol.EMAIL_JSON];

/** What people rely on, and what it rests on itself. */
const UNRELIABLE: readonly { readonly id: string; readonly protocols: readonly string[]; readonly says: string }[] = [
  {
    id: 'alertsByEmailOnly',
    protocols: CONFIRMED_BY_HAND,
    says: 'by e-mail only, which delivers nothing until the recipient has confirmed the subscription of each Region by hand',
  },
  {
    id: 'alertsBySmsOnly',
    protocols: [sns.SubscriptionProtocol.SMS],
    says: 'by SMS only, which delivers to verified numbers alone until the account has left the SMS sandbox of each Region, and nothing above its spending limit',
  },
  {
    id: 'alertsByHandOnly',
    protocols: [...CONFIRMED_BY_HAND, sns.SubscriptionProtocol.SMS],
    says: 'by e-mail and SMS only: either delivers nothing until somebody has confirmed it, or left the SMS sandbox, in each Region',
  },
];

/** Warns of a topic whose alerts reach nobody for certain. Looks when everything is subscribed, whoever did it. */
export class AlertReach implements IAspect {
  constructor(private readonly severity: AlertSeverity, private readonly region: Pick<DrRegion, 'name'>, private readonly topicArn: string) {}

  public visit(node: IConstruct): void {
    if (!(node instanceof sns.Topic)) {
      return;
    }
    const protocols = protocolsOf(node, [node.topicArn, this.topicArn]);
    const unreliable = UNRELIABLE.find(each => protocols.every(protocol => each.protocols.includes(protocol)));
    if (protocols.length > 0 && unreliable) {
      Annotations.of(node).addWarningV2(`cdk-multi-region-dr:${unreliable.id}`,
        `Alerts of severity "${this.severity}" in ${this.region.name} go out ${unreliable.says}. Add a subscription that needs no human: an HTTPS `
        + 'endpoint of your incident tool, a chat channel, or a queue or function of the Region.');
    }
    if (protocols.length === 0 && this.severity === AlertSeverity.CRITICAL) {
      Annotations.of(node).addWarningV2('cdk-multi-region-dr:alertsReachNobody',
        `Nobody is subscribed to critical alerts in ${this.region.name}. Give "alerts.critical" or "alerts.criticalRecipients", or subscribe with `
        + 'forRegion(region).topic(AlertSeverity.CRITICAL).addSubscription(...).');
    }
  }
}

/** Whether a chat channel shows a severity, which is not seen on its topic. */
export function isShownInChat({ chat = [] }: AlertOptions, severity: AlertSeverity): boolean {
  return chat.some(each => each._severities.includes(severity));
}

/** Warns where critical alerts reach somebody, and that they do not arrive would reach nobody: the topic for warnings tells of that. */
class FailureReach implements IAspect {
  constructor(private readonly alerts: AlertOptions, private readonly region: Pick<DrRegion, 'name'>, private readonly topics: AlertTopics) {}

  public visit(node: IConstruct): void {
    const { CRITICAL, WARNING } = AlertSeverity;
    if (node === this.topics[CRITICAL].topic && this.reaches(CRITICAL) && !this.reaches(WARNING)) {
      Annotations.of(node).addWarningV2('cdk-multi-region-dr:failedAlertsReachNobody',
        `Nobody is subscribed to warnings in ${this.region.name}, and a warning is what tells that critical alerts are not delivered. Give "alerts.warning" or `
        + '"alerts.warningRecipients", to somebody who is told by another way than of critical alerts.');
    }
  }

  private reaches(severity: AlertSeverity): boolean {
    const { topic, byName } = this.topics[severity];
    return isShownInChat(this.alerts, severity) || protocolsOf(topic, [topic.topicArn, byName.topicArn]).length > 0;
  }
}

/** Looks, when everything is subscribed, whether somebody would hear that critical alerts do not arrive. */
export function warnOfLostFailures(alerts: AlertOptions, region: Pick<DrRegion, 'name'>, topics: AlertTopics): void {
  Aspects.of(topics[AlertSeverity.CRITICAL].topic).add(new FailureReach(alerts, region, topics), { priority: AspectPriority.READONLY });
}

function protocolsOf(topic: sns.Topic, arns: string[]): string[] {
  return topic.node.root.node.findAll()
    .filter((child): child is sns.CfnSubscription => child instanceof sns.CfnSubscription && arns.includes(child.topicArn))
    .map(subscription => subscription.protocol);
}
