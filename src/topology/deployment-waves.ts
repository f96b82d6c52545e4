import { RegionRole, StackLayer } from './stack-layer';

/** A place in the deployment order. */
export interface Placement {
  readonly layer: StackLayer;
  /** Absent for `StackLayer.GLOBAL` and `StackLayer.WITNESS`. */
  readonly role?: RegionRole;
}

/**
 * The waves in which the stacks are deployed. The reasons are the services': a replica's key and a replication's
 * destination must exist before the source names them; a secondary cluster joins a global cluster that exists; records
 * and checks go live only when what they point at exists.
 */
const WAVES: readonly Placement[][] = [
  [{ layer: StackLayer.FOUNDATION, role: RegionRole.SECONDARY }],
  [{ layer: StackLayer.FOUNDATION, role: RegionRole.PRIMARY }],
  [{ layer: StackLayer.DATA, role: RegionRole.PRIMARY }],
  [{ layer: StackLayer.DATA, role: RegionRole.SECONDARY }],
  [...bothRoles(StackLayer.RECOVERY), { layer: StackLayer.WITNESS }],
  bothRoles(StackLayer.EDGE),
  [{ layer: StackLayer.GLOBAL }],
  [{ layer: StackLayer.LINK, role: RegionRole.PRIMARY }],
  [{ layer: StackLayer.LINK, role: RegionRole.SECONDARY }],
  bothRoles(StackLayer.VIEW),
];

function bothRoles(layer: StackLayer): Placement[] {
  return [{ layer, role: RegionRole.PRIMARY }, { layer, role: RegionRole.SECONDARY }];
}

/**
 * Whether a stack waits for another: for every stack of a lower wave, but a dashboard not for what needs the other Region, without which it
 * has to be deployable.
 */
export function waitsFor(later: Placement, earlier: Placement): boolean {
  return waveOf(earlier) < waveOf(later) && !(later.layer === StackLayer.VIEW && earlier.layer === StackLayer.LINK);
}

/** Where a stack stands in the order. */
export function waveOf(placement: Placement): number {
  return WAVES.findIndex(wave => wave.some(p => p.layer === placement.layer && p.role === placement.role));
}
