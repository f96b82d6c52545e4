import { Duration } from 'aws-cdk-lib';

/** How server access logs are kept. */
export interface ServerAccessLogsProps {
  /**
   * After how many days a log is deleted. Whole days, at least 1.
   * @default Duration.days(365)
   */
  readonly retention?: Duration;
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

  /** No record by S3. For a bucket whose access is recorded otherwise, for example by data events of an existing CloudTrail trail. */
  public static none(): AccessLogging {
    return new AccessLogging(undefined);
  }

  /**
   * How long server access logs are kept.
   * @default - there are none
   */
  public readonly serverAccessLogRetention?: Duration;

  private constructor(serverAccessLogRetention: Duration | undefined) {
    this.serverAccessLogRetention = serverAccessLogRetention;
  }
}
