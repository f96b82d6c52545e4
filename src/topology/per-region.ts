import type { IConstruct } from 'constructs';
import { refuse } from './configuration-error';
import type { DrRegion } from './dr-region';
import type { DrTopology } from './dr-topology';

/** One value for each of the two Regions of a topology, made for both at once. */
export class PerRegion<T> {
  private readonly values: ReadonlyMap<DrRegion, T>;

  constructor(private readonly owner: IConstruct, topology: DrTopology, make: (region: DrRegion) => T) {
    this.values = new Map(topology.regions.map(region => [region, make(region)]));
  }

  public get(region: DrRegion, prop?: string): T {
    return inRegion(this.owner, this.values, region, prop);
  }
}

/** The part of a construct that belongs to a Region. Refuses a Region of another topology. */
export function inRegion<T>(scope: IConstruct, parts: ReadonlyMap<DrRegion, T>, region: DrRegion, prop: string = 'region'): T {
  return parts.get(region) ?? refuse(scope, {
    prop,
    value: `"${region.name}"`,
    rule: `it is not a Region of this construct's topology, whose Regions are ${[...parts.keys()].map(own => own.name).join(' and ')}`,
    remedy: 'Use topology.primary or topology.secondary of the same topology',
  });
}
