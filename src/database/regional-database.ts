import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { RegionalDatabaseGrants } from './regional-database-grants';
import type { RegionalDatabaseProxy } from './regional-database-proxy';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';

/** @internal */
export interface RegionalDatabaseProps {
  readonly region: DrRegion;
  readonly cluster: rds.IDatabaseCluster;
  readonly clusterArn: string;
  readonly port: number;
  readonly secret?: secretsmanager.ISecret;
  readonly writerEndpoint: rds.Endpoint;
  readonly proxy?: RegionalDatabaseProxy;
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
   * of their own: its `connections` are those of this handle, its `grantConnect` is `grants.connect`. It has no Data API.
   */
  public readonly cluster: rds.IDatabaseCluster;
  /** The cluster's identifier, known at synthesis. */
  public readonly clusterIdentifier: string;
  /** The cluster's ARN, known at synthesis. */
  public readonly clusterArn: string;
  /**
   * The endpoint of the writer, whichever Region has it: the same host name in both, which Aurora points at the new writer after a
   * failover or switchover. Use it for all that writes, and keep its DNS answer for 5 seconds at most, the time that Aurora gives it;
   * JVMs keep answers for longer unless told otherwise. For reads use `readerEndpoint`.
   *
   * It resolves to addresses in the writer's VPC. While the other Region is the writer, a client reaches it only over a connection
   * between the VPCs that the database's security group there admits; without one, run the client in the Region that is active.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-connecting.html
   * @see https://docs.aws.amazon.com/whitepapers/latest/amazon-aurora-mysql-db-admin-handbook/dns-caching.html
   */
  public readonly writerEndpoint: rds.Endpoint;
  /**
   * This Region's cluster endpoint: it accepts writes while the Region is the writer, and reads at most otherwise.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-connecting.html
   */
  public readonly clusterEndpoint: rds.Endpoint;
  /** This Region's reader endpoint, for reads in either role. */
  public readonly readerEndpoint: rds.Endpoint;
  /** The port on which the instances listen. */
  public readonly port: number;
  /** Admits clients in stacks of this Region. */
  public readonly connections: ec2.Connections;
  /** Lets clients in stacks of this Region authenticate. */
  public readonly grants: RegionalDatabaseGrants;

  private readonly knownSecret?: secretsmanager.ISecret;
  private readonly knownProxy?: RegionalDatabaseProxy;

  private constructor(props: RegionalDatabaseProps) {
    const { cluster } = props;
    this.region = props.region;
    this.cluster = cluster;
    this.clusterIdentifier = cluster.clusterIdentifier;
    this.clusterArn = props.clusterArn;
    this.clusterEndpoint = cluster.clusterEndpoint;
    this.readerEndpoint = cluster.clusterReadEndpoint;
    this.writerEndpoint = props.writerEndpoint;
    this.port = props.port;
    this.knownSecret = props.secret;
    this.knownProxy = props.proxy;
    this.connections = cluster.connections;
    this.grants = RegionalDatabaseGrants._of(this, props.proxy);
  }

  /**
   * The credentials as this Region has them, JSON with `username` and `password`. `secret.grantRead(client)` includes the Region's key.
   * Its `host` is the home Region's cluster endpoint in both Regions: take the host from this handle. It is for reading: what would change
   * the secret or its policy throws.
   *
   * @throws ConfigurationError for an existing database whose `secretName` was not given
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
   */
  public get secret(): secretsmanager.ISecret {
    return this.knownSecret ?? refuse(this.cluster, {
      prop: 'existing.secretName',
      rule: 'the credentials of this database are not known here: it existed before, and the name of its secret was not given',
      remedy: 'Give existing.secretName, and replicate the secret to both Regions; or let clients in with grants.connect',
    });
  }

  /**
   * The proxy of this Region.
   *
   * @throws ConfigurationError for a database without the option `proxy`
   */
  public get proxy(): RegionalDatabaseProxy {
    return this.knownProxy ?? refuse(this.cluster, {
      prop: 'proxy',
      rule: 'this database has no proxies',
      remedy: 'Give it the option proxy: {}, for proxies with the defaults in both Regions',
    });
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
   * How far the storage of this Region is behind the writer's, user and system transactions alike, in milliseconds. Published here while
   * the other Region is the writer.
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricProgressLag(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('AuroraGlobalDBProgressLag', options);
  }

  /**
   * The write operations that were replicated to this Region, a count: what AWS bills for replication. Published here while the other
   * Region is the writer.
   * @default - sum over 5 minutes
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricReplicatedWriteIO(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('AuroraGlobalDBReplicatedWriteIO', { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(5), ...options });
  }

  /**
   * The redo log that was transferred to this Region, in bytes. Published here while the other Region is the writer.
   * @default - sum over 5 minutes
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricDataTransferBytes(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('AuroraGlobalDBDataTransferBytes', { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(5), ...options });
  }

  /**
   * The lag of this Region's slowest reader behind the storage of this Region, in milliseconds. Together with `metricProgressLag`, what
   * reads in the Region that follows are behind.
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricReplicaLag(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('AuroraReplicaLag', options);
  }

  /**
   * The processor of the busiest instance, in percent.
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricCPUUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('CPUUtilization', options);
  }

  /**
   * The connections to the instance that has most of them.
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricDatabaseConnections(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('DatabaseConnections', options);
  }

  /**
   * The free memory of the instance that has least, in bytes.
   * @default - minimum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricFreeableMemory(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('FreeableMemory', { statistic: cloudwatch.Stats.MINIMUM, ...options });
  }

  /**
   * Deadlocks per second on the instance that has most of them. Of interest where the writer is.
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricDeadlocks(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('Deadlocks', options);
  }

  /**
   * What the largest instance has at present, in Aurora capacity units. Published with `DatabaseCapacity.serverlessV2`.
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricServerlessDatabaseCapacity(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('ServerlessDatabaseCapacity', options);
  }

  /**
   * How much of `maxCapacity` the largest instance has, in percent. Published with `DatabaseCapacity.serverlessV2`.
   * @default - maximum over 1 minute
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricACUUtilization(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('ACUUtilization', options);
  }

  /**
   * The storage of this Region's cluster that AWS bills, in bytes.
   * @default - maximum over 5 minutes
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
   */
  public metricVolumeBytesUsed(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('VolumeBytesUsed', { period: Duration.minutes(5), ...options });
  }

  /**
   * A metric that Aurora publishes for this cluster, in this Region.
   *
   * @param metricName for example `CommitLatency`
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
