/**
 * What a stack of the topology holds. Each layer is one stack per Region, except `GLOBAL` and `WITNESS`, which exist once.
 *
 * Layers are deployed in waves; see `docs/adr/0011-stacks-per-region-and-layer.md`.
 */
export enum StackLayer {
  /** Keys with aliases, VPC, endpoints, flow logs, backup vault, buckets. Reads nothing. */
  FOUNDATION = 'foundation',
  /** Aurora member and backup plan; in the primary Region also the global cluster and the session tables. */
  DATA = 'data',
  /** Detection, state, latch alarm, recovery plan, alarms, topics. */
  RECOVERY = 'recovery',
  /** The Region's own DNS record. */
  EDGE = 'edge',
  /** Health checks, failover records and the metrics that Route 53 publishes only in its home Region. */
  GLOBAL = 'global',
  /** What looks at both Regions from a third one. Reads nothing, and no layer depends on it. */
  WITNESS = 'witness',
  /** What needs a value of the other Region: peering, its routes, the reverse replication rule. No layer depends on it. */
  LINK = 'link',
  /** The dashboard, which may show whatever any stack has. No layer depends on it. */
  VIEW = 'view',
}

/** Which Region of the pair, by design. Not which one is active: that is run-time state. */
export enum RegionRole {
  /** The home Region: where the workload runs when nothing is wrong. */
  PRIMARY = 'primary',
  /** The standby Region. */
  SECONDARY = 'secondary',
}
