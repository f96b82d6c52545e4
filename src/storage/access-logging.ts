import { Duration } from 'aws-cdk-lib';
import type * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';

/** How server access logs are kept. */
export interface ServerAccessLogsProps {
  /**
   * After how many days a log is deleted. Whole days, at least 1. It can be brought back for 7 days more.
   * @default Duration.days(365)
   */
  readonly retention?: Duration;
}

/** What CloudTrail records, and how long. */
export interface CloudTrailDataEventsProps {
  /**
   * After how many days an event is deleted, and a server access log. Whole days, at least 1. Both can be brought back for 7 days more.
   * @default Duration.days(365)
   */
  readonly retention?: Duration;
  /**
   * Whether reads, writes or both are recorded. Priced per event, and readers usually outnumber writers.
   * @default cloudtrail.ReadWriteType.ALL
   */
  readonly readWriteType?: cloudtrail.ReadWriteType;
}

/** What the trail of a bucket records. */
export interface ObjectDataEvents {
  /** After how many days an event is deleted. */
  readonly retention: Duration;
  /** Whether reads, writes or both are recorded. @default cloudtrail.ReadWriteType.ALL */
  readonly readWriteType?: cloudtrail.ReadWriteType;
}

/** How access to the objects of a bucket is recorded. */
export class AccessLogging {
  /**
   * Server access logs, delivered in each Region to a log bucket that the construct creates there. Delivery is best effort.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
   */
  public static serverAccessLogs(props: ServerAccessLogsProps = {}): AccessLogging {
    return new AccessLogging(props.retention ?? Duration.days(365));
  }

  /**
   * Data events of CloudTrail for the objects of these buckets and no others, recorded in each Region by a trail of that Region into
   * a log bucket there, encrypted by the topology's key for logs and made evident if changed. Beside server access logs, which
   * alone show what lifecycle rules do, and who reads the trail's own bucket.
   *
   * A key for logs of your own must let CloudTrail use it.
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
   */
  public static cloudTrailDataEvents(props: CloudTrailDataEventsProps = {}): AccessLogging {
    const retention = props.retention ?? Duration.days(365);
    return new AccessLogging(retention, { retention, readWriteType: props.readWriteType });
  }

  /** No record by S3. For a bucket whose access is recorded otherwise, for example by data events of an existing CloudTrail trail. */
  public static none(): AccessLogging {
    return new AccessLogging(undefined);
  }

  /**
   * How long server access logs are kept.
   * @default - there are none
   */
  public readonly serverAccessLogRetention?: Duration;
  /**
   * What CloudTrail records.
   * @default - nothing
   */
  public readonly dataEvents?: ObjectDataEvents;

  private constructor(serverAccessLogRetention: Duration | undefined, dataEvents?: ObjectDataEvents) {
    this.serverAccessLogRetention = serverAccessLogRetention;
    this.dataEvents = dataEvents;
  }
}
