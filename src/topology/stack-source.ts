import type { Stack } from 'aws-cdk-lib';
import type { Placement } from './deployment-waves';
import type { DrRegion } from './dr-region';
import type { StackLayer } from './stack-layer';

/** Where a topology's stacks come from: it creates them, or the consumer hands them over. */
export interface StackSource {
  regional(region: DrRegion, layer: StackLayer): Stack;
  global(): Stack;
  /** In the witness Region, which the topology has. */
  witness(region: string): Stack;
  /** Makes the stack of `later` wait for the stack of `earlier`. */
  order(earlier: Placement, later: Placement, reason: string): void;
}
