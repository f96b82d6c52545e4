/**
 * Which events of AWS Health people are told of. They are the account's: AWS Health does not know whose resources are concerned.
 *
 * @see https://docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html
 */
export interface HealthEventOptions {
  /**
   * Whether anybody is told of them. Switch it off where another team of the account is.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * The services whose issues are critical, as AWS Health names them, for example `RDS`. Issues with others are warnings.
   * Empty: none is critical.
   * @default - the services that recovery rests on, and those of what is watched in the Region
   */
  readonly criticalServices?: string[];
}
