/** An alarm that an experiment is to cause. One that stays silent is a finding, and so is any other that fires. */
export interface ExpectedAlarm {
  /** What it is of, and its id. `{disturbed}` and `{other}` stand for the names of the Regions. */
  readonly alarm: string;
  /** The Region that alarms: `disturbed`, the one in which the experiment runs, or `other`. */
  readonly region: string;
  /** When it fires. */
  readonly when: string;
}
