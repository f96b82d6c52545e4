import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { DrRegion } from '../topology';

/** @internal */
export interface RegionalDatabaseProps {
  readonly region: DrRegion;
  readonly cluster: rds.IDatabaseCluster;
  readonly clusterArn: string;
  readonly port: number;
  readonly secret: secretsmanager.ISecret;
}

/**
 * The cluster of one Region, for stacks of the same Region.
 *
 * Let a client in with `connections`: `database.connections.allowDefaultPortFrom(service)`. The rules are put into the client's
 * stack, and name its security group.
 */
export class RegionalDatabase implements ec2.IConnectable {
  /** @internal */
  public static _of(props: RegionalDatabaseProps): RegionalDatabase {
    return new RegionalDatabase(props);
  }

  /** The Region of the cluster. */
  public readonly region: DrRegion;
  /**
   * The cluster, for constructs that take one, for example `rds.ProxyTarget.fromCluster(database.cluster)`. They may live in stacks
   * of their own: its `connections` and `grantConnect` are those of this handle. It has no Data API.
   */
  public readonly cluster: rds.IDatabaseCluster;
  /** The cluster's identifier, known at synthesis. */
  public readonly clusterIdentifier: string;
  /** The cluster's ARN, known at synthesis. */
  public readonly clusterArn: string;
  /**
   * This Region's cluster endpoint: it accepts writes while the Region is the writer, and connects nobody otherwise.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-connecting.html
   */
  public readonly clusterEndpoint: rds.Endpoint;
  /** This Region's reader endpoint, for reads in either role. */
  public readonly readerEndpoint: rds.Endpoint;
  /** The port on which the instances listen. */
  public readonly port: number;
  /**
   * The credentials as this Region has them, JSON with `username` and `password`. `secret.grantRead(client)` includes the Region's key.
   * Its `host` is the home Region's cluster endpoint in both Regions: take the host from this handle.
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
   */
  public readonly secret: secretsmanager.ISecret;
  /** Admits clients in stacks of this Region. */
  public readonly connections: ec2.Connections;

  private constructor(props: RegionalDatabaseProps) {
    const { cluster } = props;
    this.region = props.region;
    this.cluster = cluster;
    this.clusterIdentifier = cluster.clusterIdentifier;
    this.clusterArn = props.clusterArn;
    this.clusterEndpoint = cluster.clusterEndpoint;
    this.readerEndpoint = cluster.clusterReadEndpoint;
    this.port = props.port;
    this.secret = props.secret;
    this.connections = cluster.connections;
  }

  /**
   * Allows a principal to connect as a database user by IAM authentication. The user must exist in the database, with the role `rds_iam`
   * (PostgreSQL) or the plug-in `AWSAuthenticationPlugin` (MySQL).
   *
   * @param grantee who connects
   * @param databaseUser the name of the user in the database
   * @throws ConfigurationError when `iamAuthentication` is off, for a principal in another Region or account, or one whose policy
   * cannot be changed
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
   */
  public grantConnect(grantee: iam.IGrantable, databaseUser: string): iam.Grant {
    return this.cluster.grantConnect(grantee, databaseUser);
  }

  /**
   * The lag of this Region behind the writer, in milliseconds. Published here while the other Region is the writer.
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricReplicationLag(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('AuroraGlobalDBReplicationLag', options);
  }

  /**
   * How far this Region is behind for user transactions, in milliseconds: what a forced failover at this moment would lose. Published
   * here while the other Region is the writer, by Aurora PostgreSQL and by Aurora MySQL 3.04.0 and newer.
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricRpoLag(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('AuroraGlobalDBRPOLag', options);
  }

  /**
   * A metric that Aurora publishes for this cluster, in this Region.
   *
   * @param metricName for example `CPUUtilization`
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/RDS',
      metricName,
      dimensionsMap: { DBClusterIdentifier: this.clusterIdentifier },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.minutes(1),
      region: this.region.name,
      ...options,
    });
  }
}
