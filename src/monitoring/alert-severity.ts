/** How urgent an alert is. Each severity has a topic of its own in each Region. */
export enum AlertSeverity {
  /** An objective is broken, or recovery needs a human: wake somebody. */
  CRITICAL = 'critical',
  /** It needs a look in working hours, before it becomes critical. */
  WARNING = 'warning',
  /** Nobody has to look: every change of state of every alarm, for a log or a chat channel. */
  INFORMATION = 'information',
}
