/** Options of `RegionalDns.allowHealthCheckersTo()`. */
export interface HealthCheckerAccessOptions {
  /**
   * Whether to let in the IPv6 addresses of health checkers, too. The checks of this library ask by name, and Route 53 asks a name over
   * IPv4 only: for checks of your own by address. Counts as 25 more rules.
   * @default false
   */
  readonly ipv6?: boolean;
}
