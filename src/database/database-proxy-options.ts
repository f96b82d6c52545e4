import type { Duration } from 'aws-cdk-lib';

/** How clients prove to a database proxy who they are, and the proxy to the database. */
export class ProxyAuthentication {
  /**
   * By the master user's name and password. The proxy reads them from the secret as its Region has it, and clients give the same.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-secrets-arns.html
   */
  public static masterUser(): ProxyAuthentication {
    return new ProxyAuthentication([]);
  }

  /**
   * By IAM on both sides, with no password anywhere: clients as those to whom `grants.connectThroughProxy` was given, the proxy as
   * any of the named users. Each must exist in the database, with the role `rds_iam` (PostgreSQL) or the plug-in
   * `AWSAuthenticationPlugin` (MySQL). Needs `iamAuthentication` of the database, which is the default.
   *
   * @param databaseUsers the users that connect through the proxy, one or more
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-iam-setup.html
   */
  public static iam(...databaseUsers: string[]): ProxyAuthentication {
    return new ProxyAuthentication(databaseUsers, true);
  }

  /** @internal */
  public readonly _databaseUsers: string[];
  /** @internal */
  public readonly _byIam: boolean;

  private constructor(databaseUsers: string[], byIam: boolean = false) {
    this._databaseUsers = databaseUsers;
    this._byIam = byIam;
  }
}

/** What a database proxy is, the same in both Regions. */
export interface DatabaseProxyOptions {
  /** Who may connect, and how. @default ProxyAuthentication.masterUser() */
  readonly authentication?: ProxyAuthentication;
  /**
   * How much of the connections that the database takes the proxy may hold, in percent, 1 to 100.
   * @default - 100; with write forwarding, what that leaves: 75 for Aurora PostgreSQL and 90 for Aurora MySQL, unless `parameters` give it
   * another share
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-gdb.html
   */
  readonly maxConnectionsPercent?: number;
  /**
   * How long a client waits for a connection to the database when none is free or the writer is being replaced, 0 to 300 seconds.
   * @default Duration.seconds(120)
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ConnectionPoolConfiguration.html
   */
  readonly borrowTimeout?: Duration;
  /**
   * How long a client's connection may be idle until the proxy closes it, at least 1 second.
   * @default Duration.minutes(30)
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-managing.html
   */
  readonly idleClientTimeout?: Duration;
}
