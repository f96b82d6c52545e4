/** What a run of recovery is for. */
export enum RunMode {
  /** The other Region is lost: this one takes over by force. Writes that were not replicated yet are lost, within the lag that is recorded. */
  FAILOVER = 'failover',
  /** Both Regions work: the standby takes over, nothing is lost, and every gate blocks. */
  SWITCHOVER = 'switchover',
  /** A switchover home: what a failover or a switchover moved returns to the home Region. */
  FAILBACK = 'failback',
  /** A rehearsal: checks only, or a full round trip when asked for. */
  DRILL = 'drill',
}
