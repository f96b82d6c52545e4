/** How far a probe looks. */
export enum ProbeDepth {
  /** Whether the Region serves at all: the path that Route 53 checks. Needs neither database nor other services. */
  SHALLOW = 'shallow',
  /** Whether what the workload depends on works in that Region, by reading only: the standby's database cannot be written. */
  DEEP = 'deep',
}
