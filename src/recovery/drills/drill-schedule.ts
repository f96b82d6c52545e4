import * as events from 'aws-cdk-lib/aws-events';

/** When drills begin that check and move nothing. */
export interface ChecksOnlyDrillOptions {
  /**
   * When a drill begins, a cron expression in UTC. In working hours: somebody should read what it finds.
   * @default - the first Tuesday of each month at 10:00
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
   */
  readonly schedule?: events.Schedule;
}

/** When drills begin that move production to the standby and back. */
export interface RoundTripDrillOptions {
  /**
   * When a drill begins, a cron expression in UTC. Without a default: who has production moved by a timer says when.
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
   */
  readonly schedule: events.Schedule;
  /**
   * The name of the environment, typed by whoever wants production moved by a timer. Another name than that of the topology is refused.
   */
  readonly confirmEnvironmentName: string;
}

/** The first Tuesday of a month: no Monday, no end of a week, no first of a month. */
const MONTHLY = events.Schedule.cron({ minute: '0', hour: '10', weekDay: 'TUE#1' });

/**
 * Whether drills of recovery begin by themselves. People start them at any time, whatever the schedule says.
 */
export class DrillSchedule {
  /** Never: a drill begins when somebody starts it. */
  public static off(): DrillSchedule {
    return new DrillSchedule('off');
  }

  /**
   * Drills that run the checks of a failover and change nothing, in each Region for itself.
   */
  public static checksOnly(options: ChecksOnlyDrillOptions = {}): DrillSchedule {
    return new DrillSchedule('checks-only', options.schedule ?? MONTHLY);
  }

  /**
   * Drills that move production to the standby Region and back, by a timer and without anybody asking. Clients see two switchovers, each
   * as long as a planned one takes. For environments without people in them, or for teams that have practised it often.
   */
  public static roundTrip(options: RoundTripDrillOptions): DrillSchedule {
    return new DrillSchedule('round-trip', options.schedule, options.confirmEnvironmentName);
  }

  /** `off`, `checks-only` or `round-trip`. */
  public readonly name: string;
  /** @internal */
  public readonly _schedule?: events.Schedule;
  /** @internal */
  public readonly _confirm?: string;

  private constructor(name: string, schedule?: events.Schedule, confirm?: string) {
    this.name = name;
    this._schedule = schedule;
    this._confirm = confirm;
  }
}
