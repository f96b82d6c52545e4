import type { Stack } from 'aws-cdk-lib';

/**
 * The stacks of one Region, owned by the consumer. Layers may share a stack as long as no cycle of deployment results.
 */
export interface RegionStacks {
  /** Holds the keys, the VPC and the buckets, and every layer that has no stack of its own here. Its `env` must be concrete. */
  readonly foundation: Stack;
  /** Databases and session tables. @default - the `foundation` stack */
  readonly data?: Stack;
  /** Recovery state, alarms. @default - the `foundation` stack */
  readonly recovery?: Stack;
  /** The Region's own DNS record. @default - the `foundation` stack */
  readonly edge?: Stack;
  /** What needs a value of the other Region. @default - the `foundation` stack */
  readonly link?: Stack;
  /** The dashboard. @default - the `recovery` stack, and without one the `foundation` stack */
  readonly view?: Stack;
}
