import type * as sns from 'aws-cdk-lib/aws-sns';
import type { AlertChat } from './alert-chat';
import type { AlertRecipients } from './alert-recipients';
import type { HealthEventOptions } from './health-event-options';

/**
 * Who is told, by severity. Each subscription is put on the topics of both Regions, since either Region may be the one that is left
 * to tell. It must not live in a Region itself: HTTPS, SMS or e-mail, not a queue or a function; those are subscribed in their own
 * Region, with `monitoring.forRegion(region).topic(severity).addSubscription(...)`.
 *
 * E-mail subscriptions do nothing until the recipient has confirmed each of them by hand.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html
 */
export interface AlertOptions {
  /**
   * Told of critical alerts. For plain addresses there is `criticalRecipients`.
   * @default - nobody; a warning is given while nobody is subscribed otherwise
   */
  readonly critical?: sns.ITopicSubscription[];
  /**
   * Told of warnings. For plain addresses there is `warningRecipients`.
   * @default - nobody
   */
  readonly warning?: sns.ITopicSubscription[];
  /**
   * Told of every change of state of every alarm. For plain addresses there is `informationRecipients`.
   * @default - nobody
   */
  readonly information?: sns.ITopicSubscription[];
  /**
   * Told of critical alerts, by their addresses.
   * @default - nobody; a warning is given while nobody is subscribed otherwise
   */
  readonly criticalRecipients?: AlertRecipients;
  /**
   * Told of warnings, by their addresses.
   * @default - nobody
   */
  readonly warningRecipients?: AlertRecipients;
  /**
   * Told of every change of state of every alarm, by their addresses.
   * @default - nobody
   */
  readonly informationRecipients?: AlertRecipients;
  /**
   * Chat channels that show alerts of all Regions. Need a stack in us-east-1, where the service keeps its logs: handed-over topologies
   * a `globalStack`.
   * @default - none
   */
  readonly chat?: AlertChat[];
  /**
   * Which events of AWS Health are told, and how urgent they are.
   * @default - issues of services that recovery or what is watched rests on are critical, other issues and changes warnings
   */
  readonly healthEvents?: HealthEventOptions;
}
