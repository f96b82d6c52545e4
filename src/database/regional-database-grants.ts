import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { RegionalDatabase } from './regional-database';
import type { RegionalDatabaseProxy } from './regional-database-proxy';
import { refuse } from '../topology/configuration-error';
import { grantInRegion } from '../topology/regional-grant';

/**
 * Grants on the database of one Region, for principals in stacks of the same Region.
 *
 * They let a client authenticate. What lets it reach the database is `connections`.
 */
export class RegionalDatabaseGrants {
  /** @internal */
  public static _of(database: RegionalDatabase, proxy?: RegionalDatabaseProxy): RegionalDatabaseGrants {
    return new RegionalDatabaseGrants(database, proxy);
  }

  private constructor(private readonly database: RegionalDatabase, private readonly proxy?: RegionalDatabaseProxy) {}

  /**
   * Connect to the cluster as a database user by IAM authentication. The user must exist in the database, with the role `rds_iam`
   * (PostgreSQL) or the plug-in `AWSAuthenticationPlugin` (MySQL).
   *
   * @param grantee who connects
   * @param databaseUser the name of the user in the database
   * @throws ConfigurationError when `iamAuthentication` is off, for a name that is empty or has a wildcard, for a principal in another Region or account, or one whose policy
   * cannot be changed
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
   */
  public connect(grantee: iam.IGrantable, databaseUser: string): iam.Grant {
    return this.database.cluster.grantConnect(grantee, databaseUser);
  }

  /**
   * Connect to the proxy as a database user by IAM authentication, one of those that `ProxyAuthentication.iam()` names.
   *
   * @param grantee who connects
   * @param databaseUser the name of the user in the database
   * @throws ConfigurationError when there is no proxy, or one that does not authenticate this user by IAM, for a principal in another
   * Region or account, or one whose policy cannot be changed
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-iam-setup.html
   */
  public connectThroughProxy(grantee: iam.IGrantable, databaseUser: string): iam.Grant {
    const { cluster, region } = this.database;
    if (!this.proxy?._databaseUsers.includes(databaseUser)) {
      refuse(cluster, {
        prop: 'proxy.authentication',
        rule: `the database has no proxy that connects as "${databaseUser}" by IAM`,
        remedy: `Name the user in the options of the database: proxy: { authentication: ProxyAuthentication.iam("${databaseUser}") }`,
      });
    }
    const user = Stack.of(cluster).formatArn({
      service: 'rds-db',
      resource: 'dbuser',
      resourceName: `${this.proxy._resourceIdentifier}/${databaseUser}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return grantInRegion(cluster, region, grantee, [{ actions: ['rds-db:connect'], resourceArns: [user] }]);
  }

  /**
   * Read the master user's name and password, with the Region's key.
   *
   * @param grantee who reads
   * @throws ConfigurationError for an existing database whose `secretName` was not given, for a principal in another Region or
   * account, or one whose policy cannot be changed
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
   */
  public readCredentials(grantee: iam.IGrantable): iam.Grant {
    return this.database.secret.grantRead(grantee);
  }
}
