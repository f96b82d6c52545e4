import type { Duration } from 'aws-cdk-lib';
import type { IRecoverable } from './recoverable';
import type { TeamStep } from './team-step';
import type { DrRegion } from '../../topology';

/** What plans are composed of, the same for every Region and mode. */
export interface PlanParts {
  readonly recoverables: readonly IRecoverable[];
  /** What must be typed to have a drill move production. */
  readonly environmentName: string;
  /** Of both Regions, in the order in which they were added. */
  readonly teamSteps: readonly TeamStep[];
  /** Absent for a workload without a public name: then nothing moves traffic, and nothing looks whether it moved. */
  readonly traffic?: PlanTraffic;
  /** Asked for before a run that nobody asked for changes anything. Absent: not asked for. */
  readonly approval?: { readonly timeout: Duration };
  /** How long an application that keeps its role may write after its Region was fenced. Absent: as long as the contract of roles allows. */
  readonly roleMaxAge?: Duration;
  /** How long a round trip of a drill stays in the other Region. */
  readonly drillHold?: Duration;
  /** The whole run, `timeout` of the orchestrator. Absent: as long as its steps may take. */
  readonly timeLimit?: Duration;
}

/** The name at which clients find the workload, and what says whether it works. */
export interface PlanTraffic {
  readonly domainName: string;
  /** The parameters of `check-endpoint` for the endpoint of a Region. Nothing for one that cannot be probed. */
  readonly endpointCheck: (target: DrRegion) => { readonly [name: string]: string } | undefined;
  /** The same of its deep path, which answers when what the workload depends on works there. Absent where no deep path is probed. */
  readonly deepCheck?: (target: DrRegion) => { readonly [name: string]: string } | undefined;
  /** The name that says what Route 53 has read of the latch of a Region. Nothing where latches alone move the name: it is proof enough. */
  readonly latchName?: (region: DrRegion) => string | undefined;
  /** How long the name may take until it leads to the Region. */
  readonly verificationTimeout?: Duration;
}
