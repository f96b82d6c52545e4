/** The parts of a dashboard, in the order in which an operator looks at them. */
export enum DashboardSection {
  /** How far each Region is behind the other. */
  REPLICATION = 'replication',
  /** Databases, session tables, buckets and backups. */
  STORES = 'stores',
  /** Names, endpoints, latches. */
  TRAFFIC = 'traffic',
  /** What recovery itself sees and runs on. */
  DETECTION = 'detection',
  /** What the workload adds. */
  WORKLOAD = 'workload',
  /** What is paid for by use. */
  COST = 'cost',
}
