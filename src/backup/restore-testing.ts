import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

/** When recovery points are restored to see whether they can be. */
export interface RestoreTestingProps {
  /**
   * When a test begins, a cron expression in UTC.
   * @default - Sundays at 06:00
   */
  readonly scheduleExpression?: events.Schedule;
  /**
   * How long after that time the tests may begin. Whole hours, 1 to 168.
   * @default - 24 hours
   */
  readonly startWindow?: Duration;
  /**
   * How old the recovery point may be that is restored, the latest within. Whole days, 1 to 365.
   * @default Duration.days(7)
   */
  readonly selectionWindow?: Duration;
  /**
   * How long what was restored is kept for a validation of your own, before AWS Backup deletes it. Whole hours, 1 to 168.
   * @default - it is deleted when the restore is complete
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-validation.html
   */
  readonly validationWindow?: Duration;
}

/** What a restore testing plan is made of, every default filled in. */
interface RestoreTestingSettings extends RestoreTestingProps {
  readonly scheduleExpression: events.Schedule;
  readonly selectionWindow: Duration;
}

/**
 * Restores recovery points of the vault of each Region on a schedule, and deletes what it restored. Each run costs a restore of every
 * protected resource.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
 */
export class RestoreTesting {
  /** Once a week, unless the schedule says otherwise. */
  public static weekly(props: RestoreTestingProps = {}): RestoreTesting {
    return new RestoreTesting({
      ...props,
      scheduleExpression: props.scheduleExpression ?? events.Schedule.cron({ minute: '0', hour: '6', weekDay: 'SUN' }),
      selectionWindow: props.selectionWindow ?? Duration.days(7),
    });
  }

  /** @internal */
  public readonly _settings: RestoreTestingSettings;

  private constructor(settings: RestoreTestingSettings) {
    this._settings = settings;
  }
}
