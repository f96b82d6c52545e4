/** How much may be spent in a month, and who is told. */
export interface BudgetOptions {
  /**
   * US dollars a month, for everything with the tags of this application and environment.
   * @default 1000
   */
  readonly limit?: number;
  /**
   * E-mail addresses that AWS Budgets tells itself, without anything to confirm. At most 10.
   * @default - none: then `alerts` must tell somebody of warnings
   * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html
   */
  readonly emails?: string[];
  /**
   * Whether the topic for warnings in us-east-1 is told as well.
   * @default - when `alerts` tells somebody of warnings
   */
  readonly notifyTopic?: boolean;
  /**
   * US dollars of estimated charges in the month so far, of the whole account or of the organisation in its management account, above
   * which there is an alarm in us-east-1. Has data only where billing alerts are switched on.
   * @default - no alarm: a budget tells earlier, and of this application only
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html
   */
  readonly estimatedCharges?: number;
}
