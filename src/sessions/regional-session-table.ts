import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { RegionalSessionTableGrants } from './regional-session-table-grants';
import type { DrRegion } from '../topology';

/** @internal */
export interface RegionalSessionTableProps {
  readonly region: DrRegion;
  readonly table: dynamodb.ITableV2;
  readonly tableName: string;
  readonly tableArn: string;
  readonly encryptionKey: kms.IKey;
  readonly grants: RegionalSessionTableGrants;
}

/**
 * The replica of one Region, for stacks of the same Region.
 *
 * Name and ARN are literal: using them makes no stack wait for the table's.
 */
export class RegionalSessionTable {
  /** @internal */
  public static _of(props: RegionalSessionTableProps): RegionalSessionTable {
    return new RegionalSessionTable(props);
  }

  /** The Region of the replica. */
  public readonly region: DrRegion;
  /** The replica, for constructs that take a table. Grants made on it, unlike `grants`, refer to the stack of the key. */
  public readonly table: dynamodb.ITableV2;
  /** The table's name, the same in both Regions. */
  public readonly tableName: string;
  /** The replica's ARN. */
  public readonly tableArn: string;
  /** The Region's key for session tables. */
  public readonly encryptionKey: kms.IKey;
  /** Grants for principals in stacks of this Region. */
  public readonly grants: RegionalSessionTableGrants;

  private constructor(props: RegionalSessionTableProps) {
    this.region = props.region;
    this.table = props.table;
    this.tableName = props.tableName;
    this.tableArn = props.tableArn;
    this.encryptionKey = props.encryptionKey;
    this.grants = props.grants;
  }

  /**
   * The time, in milliseconds, that a write in this Region takes to reach the other. Published in this Region, while there are writes.
   * @default - average over 1 minute
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html#ReplicationLatency
   */
  public metricReplicationLatency(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
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
   * Reads of this replica that were throttled.
   * @default - sum over 1 minute
   */
  public metricReadThrottleEvents(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('ReadThrottleEvents', options);
  }

  /**
   * Writes to this replica that were throttled.
   * @default - sum over 1 minute
   */
  public metricWriteThrottleEvents(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('WriteThrottleEvents', options);
  }

  private metric(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
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
}
