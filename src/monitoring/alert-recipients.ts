/** People and tools by their address. Each is subscribed to the topics of every Region, since any of them may be the one that is left. */
export interface AlertRecipients {
  /**
   * E-mail addresses. Each recipient has to confirm each topic by hand before anything arrives.
   * @default - none
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
   */
  readonly emails?: string[];
  /**
   * Phone numbers in the form of E.164, for example `+15550100`. In each Region an account begins in the SMS sandbox, where only
   * verified numbers receive anything.
   * @default - none
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-sms-sandbox.html
   */
  readonly sms?: string[];
  /**
   * Addresses of tools, with `https://`. The tool has to confirm each topic by itself: those for incidents do.
   * @default - none
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html
   */
  readonly https?: string[];
}
