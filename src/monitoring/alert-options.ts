import type * as sns from 'aws-cdk-lib/aws-sns';

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
   * Told of critical alerts.
   * @default - nobody; a warning is given while nobody is subscribed otherwise
   */
  readonly critical?: sns.ITopicSubscription[];
  /**
   * Told of warnings.
   * @default - nobody
   */
  readonly warning?: sns.ITopicSubscription[];
}
