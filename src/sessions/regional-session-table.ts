import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { ClientSideTable } from './client-side-table';
import { RegionalSessionTableGrants } from './regional-session-table-grants';
import { refuseWithoutStream } from './stream-rules';
import type { DrRegion, RegionalKey } from '../topology';
import { refuse } from '../topology/configuration-error';

/** @internal */
export interface RegionalSessionTableProps {
  readonly region: DrRegion;
  readonly tableName: string;
  readonly tableArn: string;
  readonly key: RegionalKey;
  readonly hasIndexes: boolean;
  readonly isStrong: boolean;
  readonly streamArn?: string;
}

/** Options of a metric that DynamoDB publishes per operation only. */
export interface TableOperationMetricOptions extends cloudwatch.MetricOptions {
  /** The operation to measure. */
  readonly operation: dynamodb.Operation;
}

/**
 * The replica of one Region, for stacks of the same Region.
 *
 * Name and ARN are literal: using them makes no stack wait for the table's.
 */
export class RegionalSessionTable {
  /** @internal */
  public static _of(owner: Construct, scope: Construct, props: RegionalSessionTableProps): RegionalSessionTable {
    return new RegionalSessionTable(owner, scope, props);
  }

  /** The Region of the replica. */
  public readonly region: DrRegion;
  /**
   * The replica, for constructs of stacks of this Region that take a table, such as event sources and data sources of an API. What it
   * grants are the `grants` of this handle, and `grant` adds the use of the key. Refuses what would have no effect or undo a guarantee:
   * statements for a resource policy, full access, replication to other accounts.
   */
  public readonly table: dynamodb.ITableV2;
  /** The table's name, the same in both Regions. */
  public readonly tableName: string;
  /** The replica's ARN. */
  public readonly tableArn: string;
  /** The Region's key for session tables. */
  public readonly encryptionKey: kms.IKey;
  /** Grants for principals in stacks of this Region. */
  public readonly grants: RegionalSessionTableGrants;

  private readonly isStrong: boolean;
  private readonly knownStreamArn?: string;

  private constructor(private readonly owner: Construct, scope: Construct, props: RegionalSessionTableProps) {
    const { region, tableArn, key, hasIndexes, streamArn } = props;
    this.region = region;
    this.tableName = props.tableName;
    this.tableArn = tableArn;
    this.encryptionKey = key.key;
    this.isStrong = props.isStrong;
    this.knownStreamArn = streamArn;
    this.grants = RegionalSessionTableGrants._of(owner, {
      tableArn,
      hasIndexes,
      hasStream: streamArn !== undefined,
      encryptedBy: { key, region, service: 'dynamodb' },
    });
    this.table = new ClientSideTable(scope, 'replica', {
      subject: owner,
      region,
      tableName: this.tableName,
      tableArn,
      tableStreamArn: streamArn,
      encryptionKey: key.key,
      hasIndexes,
      facade: this.grants,
    });
  }

  /**
   * The ARN of the replica's stream, for an event source mapping in a stack of this Region. It has the writes of both Regions: a
   * function that must act once on each write runs in one Region, or recognises its work as done. Known after deployment only, so
   * that a stack that uses it waits for the Region's `data` stack.
   *
   * @throws ConfigurationError for a table without the option `dynamoStream`
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
   */
  public get streamArn(): string {
    return this.knownStreamArn ?? refuseWithoutStream(this.owner);
  }

  /**
   * A metric that DynamoDB publishes for a table as a whole, by the dimension `TableName` alone.
   *
   * @param metricName for example `TransactionConflict`
   * @param options whatever differs from the sum over 1 minute
   * @default - sum over 1 minute
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
   */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: this.tableName },
      statistic: cloudwatch.Stats.SUM,
      period: Duration.minutes(1),
      region: this.region.name,
      ...options,
    });
  }

  /**
   * The time, in milliseconds, that a write in this Region takes to reach the other. Published in this Region, while there are writes.
   *
   * @throws ConfigurationError for a strongly consistent table, which publishes no such metric
   * @default - average over 1 minute
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html#ReplicationLatency
   */
  public metricReplicationLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    if (this.isStrong) {
      refuse(this.owner, {
        prop: 'metricReplicationLatency',
        rule: 'a strongly consistent table has no lag and publishes none',
        remedy: 'Watch metricSuccessfulRequestLatency of its writes, or leave consistency out',
      });
    }
    return this.metric('ReplicationLatency', {
      statistic: cloudwatch.Stats.AVERAGE,
      dimensionsMap: { TableName: this.tableName, ReceivingRegion: this.region.peer.name },
      ...options,
    });
  }

  /**
   * Read capacity units that this replica consumed.
   * @default - sum over 1 minute
   */
  public metricConsumedReadCapacityUnits(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('ConsumedReadCapacityUnits', options);
  }

  /**
   * Write capacity units that this replica consumed.
   * @default - sum over 1 minute
   */
  public metricConsumedWriteCapacityUnits(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('ConsumedWriteCapacityUnits', options);
  }

  /**
   * Reads of this replica's table that were throttled. Those of an index are published apart: add `dimensionsMap` with `TableName` and
   * `GlobalSecondaryIndexName`.
   * @default - sum over 1 minute
   */
  public metricReadThrottleEvents(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('ReadThrottleEvents', options);
  }

  /**
   * Writes to this replica's table that were throttled. Those of an index are published apart: add `dimensionsMap` with `TableName` and
   * `GlobalSecondaryIndexName`.
   * @default - sum over 1 minute
   */
  public metricWriteThrottleEvents(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('WriteThrottleEvents', options);
  }

  /**
   * Conditional writes to this replica whose condition did not hold.
   * @default - sum over 1 minute
   */
  public metricConditionalCheckFailedRequests(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('ConditionalCheckFailedRequests', options);
  }

  /**
   * Items that this Region deleted because their time had passed.
   * @default - sum over 1 minute
   */
  public metricTimeToLiveDeletedItemCount(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('TimeToLiveDeletedItemCount', options);
  }

  /**
   * The time, in milliseconds, that successful requests of an operation take inside DynamoDB.
   * @default - average over 1 minute
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html#SuccessfulRequestLatency
   */
  public metricSuccessfulRequestLatency(options: TableOperationMetricOptions): cloudwatch.Metric {
    return this.operationMetric('SuccessfulRequestLatency', { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }

  /**
   * Requests of an operation that DynamoDB failed to answer (HTTP 500).
   * @default - sum over 1 minute
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html#SystemErrors
   */
  public metricSystemErrors(options: TableOperationMetricOptions): cloudwatch.Metric {
    return this.operationMetric('SystemErrors', options);
  }

  /**
   * Requests of an operation that were throttled.
   * @default - sum over 1 minute
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html#ThrottledRequests
   */
  public metricThrottledRequests(options: TableOperationMetricOptions): cloudwatch.Metric {
    return this.operationMetric('ThrottledRequests', options);
  }

  private operationMetric(metricName: string, { operation, ...options }: TableOperationMetricOptions): cloudwatch.Metric {
    return this.metric(metricName, { dimensionsMap: { TableName: this.tableName, Operation: operation }, ...options });
  }
}
